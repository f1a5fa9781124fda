// Copies what the pages need from node_modules into ../kg/built, with a list of licences. Run by `npm run build`.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const here = import.meta.dirname;
const target = join(here, "..", "kg", "built");
const from = (name, file) => readFileSync(join(here, "node_modules", name, file));

rmSync(target, { recursive: true, force: true });
mkdirSync(target);
// A page that is opened as a file may start workers of plain scripts only, so that the module becomes one.
const plain = from("oxigraph", "web.js").toString()
  .replace(/^export \{[^}]*\};?$/gm, "")
  .replace(/^export (?=class |function |const |let )/gm, "")
  .replaceAll("import.meta.url", "self.location.href");
writeFileSync(join(target, "oxigraph.js"), plain);
writeFileSync(join(target, "oxigraph.wasm.gz"), gzipSync(from("oxigraph", "web_bg.wasm"), { level: 9 }));

const licences = ["oxigraph"].map((name) => {
  const about = JSON.parse(from(name, "package.json"));
  const files = readdirSync(join(here, "node_modules", name)).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file));
  const texts = files.map((file) => from(name, file).toString());
  return [`${about.name} ${about.version}`, `Licence: ${about.license}`, about.homepage, ...texts].join("\n");
});
writeFileSync(join(target, "LICENCES.txt"), licences.join("\n\n") + "\n");
