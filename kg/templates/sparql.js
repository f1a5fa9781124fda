(function () {
"use strict";

const data = JSON.parse(document.getElementById("payload").textContent);
const byId = (id) => document.getElementById(id);
const SHOWN = 1000; // rows of a table on the page; downloads hold all of them
const BARS = 40;
const DRAWN = 40; // actors of a drawing
const JSON_RESULTS = "application/sparql-results+json";
const state = { lang: "vi", question: null, answer: null, view: "table", running: 0, hints: [], chosen: 0, asked: "" };
const editor = byId("editor");

// Words

function t(key, values) {
  const text = data.texts[state.lang][key];
  return text.replace(/\{(\w+)\}/g, (whole, field) => (values && field in values ? values[field] : whole));
}
const fold = (text) => text.toLowerCase().replace(/đ/g, "d").normalize("NFD").replace(/\p{M}/gu, "").replace(/\s+/g, " ").trim();
const number = (n) => n.toLocaleString(state.lang === "vi" ? "vi-VN" : "en-GB");

// Elements: text goes in as text, never as markup

const SVG = "http://www.w3.org/2000/svg";
const DRAWING = new Set(["svg", "g", "rect", "text", "line", "circle", "title"]);
function el(tag, attributes, ...children) {
  const made = DRAWING.has(tag) ? document.createElementNS(SVG, tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name === "on") for (const [event, run] of Object.entries(value)) made.addEventListener(event, run);
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

// Engines: a text in, an answer out. {kind: "rows", vars, rows} | {kind: "truth", value} | {kind: "graph", text}

function parsed(body, type) {
  if (!type.startsWith(JSON_RESULTS)) return { kind: "graph", text: body };
  const found = JSON.parse(body);
  if ("boolean" in found) return { kind: "truth", value: found.boolean };
  return { kind: "rows", vars: found.head.vars, rows: found.results.bindings };
}

const live = {
  async start() { return null; },
  async query(text, signal) {
    const reply = await fetch(data.endpoint, {
      method: "POST", signal, body: text,
      headers: { "Content-Type": "application/sparql-query", Accept: `${JSON_RESULTS}, text/turtle;q=0.9` },
    });
    const body = await reply.text();
    if (!reply.ok) throw new Error(body.trim());
    return parsed(body, reply.headers.get("content-type") || "");
  },
};

const offline = {
  worker: null, waiting: new Map(), next: 1, ready: null,
  start() {
    const source = byId("engine").textContent;
    const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    this.worker = new Worker(url);
    this.worker.onmessage = ({ data: said }) => {
      const { done, fail } = this.waiting.get(said.id) || {};
      this.waiting.delete(said.id);
      if (done) said.error === undefined ? done(said) : fail(new Error(said.error));
    };
    this.worker.onerror = (event) => {
      for (const { fail } of this.waiting.values()) fail(new Error(event.message || "WebAssembly"));
      this.waiting.clear();
    };
    this.ready = this.send({ wasm: byId("wasm").textContent, quads: byId("data").textContent });
    return this.ready.then((said) => said.size);
  },
  send(message) {
    const id = this.next++;
    return new Promise((done, fail) => { this.waiting.set(id, { done, fail }); this.worker.postMessage({ id, ...message }); });
  },
  async query(text, signal) {
    const graph = /^(CONSTRUCT|DESCRIBE)$/i.test(form(text));
    const declared = new Set([...text.matchAll(/\bPREFIX\s+([\w-]*):/gi)].map((match) => match[1]));
    const used = new Set([...tokens(text)].filter(([kind]) => kind === "p").map(([, word]) => word.split(":")[0]));
    const missing = [...used].filter((prefix) => !declared.has(prefix) && prefix in data.prefixes);
    // On the first line, so that the numbers of lines in messages stay right.
    const whole = missing.map((prefix) => `PREFIX ${prefix}: <${data.prefixes[prefix]}> `).join("") + text;
    const stop = () => { this.worker.terminate(); for (const { fail } of this.waiting.values()) fail(new DOMException("", "AbortError")); this.waiting.clear(); this.start(); };
    signal.addEventListener("abort", stop, { once: true });
    try {
      await this.ready;
      const type = graph ? "text/turtle" : JSON_RESULTS;
      return parsed((await this.send({ text: whole, form: type })).body, type);
    } finally {
      signal.removeEventListener("abort", stop);
    }
  },
};
const engine = data.endpoint ? live : offline;

// Oxigraph up to 0.5.11, the newest for browsers, reads a - b + c as a - (b + c), and so with division.
function ambiguous(text) {
  const part = String.raw`(?:[?$]\w+|\d[\d.]*|X)`;
  const chain = new RegExp(String.raw`${part}\s*[-/]\s*${part}\s*[-+*/]\s*${part}`);
  let rest = text;
  for (const [kind, word] of tokens(text)) if ("cis".includes(kind)) rest = rest.replace(word, kind === "c" ? " " : "''");
  for (let before = null; before !== rest;) {
    before = rest;
    rest = rest.replace(/[\w:]*\s*\(([^()]*)\)/g, (whole, inside) => (chain.test(inside) ? "AMBIGUOUS" : " X "));
  }
  return rest.includes("AMBIGUOUS");
}

// The language: words of a text, for colours, completion and finding places

const TOKEN = /(#[^\r\n]*)|(<[^<>"{}|^`\\\u0000-\u0020]*>)|("""[^]*?"""|'''[^]*?'''|"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*')|([?$]\w+)|((?:[\p{L}_][\p{L}\p{N}_.-]*)?:(?:[\p{L}\p{N}_.:%-]|\\.)*)|([A-Za-z_]\w*)|(\d+(?:\.\d+)?)/gu;
const KINDS = [null, "c", "i", "s", "v", "p", "k", "n"];
const WORDS = ("SELECT DISTINCT REDUCED WHERE FILTER OPTIONAL UNION MINUS GRAPH BIND AS VALUES ORDER BY ASC DESC GROUP HAVING LIMIT OFFSET ASK CONSTRUCT " +
  "DESCRIBE PREFIX BASE NOT EXISTS IN COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT SEPARATOR STR LANG LANGMATCHES DATATYPE BOUND IRI IF COALESCE CONTAINS " +
  "STRSTARTS STRENDS STRBEFORE STRAFTER STRLEN SUBSTR UCASE LCASE REPLACE REGEX CONCAT YEAR MONTH DAY NOW ABS ROUND CEIL FLOOR SAMETERM ISIRI ISLITERAL " +
  "UNDEF FROM NAMED TRUE FALSE A").split(" ");
const KNOWN = new Set(WORDS);

function* tokens(text) {
  TOKEN.lastIndex = 0;
  for (const match of text.matchAll(TOKEN)) {
    const kind = KINDS[match.findIndex((part, index) => index && part !== undefined)];
    if (kind === "k" && !KNOWN.has(match[0].toUpperCase())) continue;
    yield [kind, match[0], match.index];
  }
}
function form(text) {
  for (const [kind, word] of tokens(text)) if (kind === "k" && /^(SELECT|ASK|CONSTRUCT|DESCRIBE)$/i.test(word)) return word;
  return "";
}

function paint(bad) {
  const text = editor.value;
  const pieces = [];
  let at = 0;
  for (const [kind, word, start] of tokens(text)) {
    if (start > at) pieces.push(document.createTextNode(text.slice(at, start)));
    pieces.push(el("span", { class: kind }, word));
    at = start + word.length;
  }
  pieces.push(document.createTextNode(text.slice(at) + "\n"));
  byId("paint").replaceChildren(...pieces);
  const lines = text.split("\n").length;
  byId("gutter").replaceChildren(...Array.from({ length: lines }, (_, index) =>
    el("div", { class: index + 1 === bad ? "bad" : null }, String(index + 1))));
  follow();
}
function follow() {
  byId("paint").scrollTop = byId("gutter").scrollTop = editor.scrollTop;
  byId("paint").scrollLeft = editor.scrollLeft;
}

// Completion

function begun() {
  if (editor.selectionStart !== editor.selectionEnd) return null;
  const before = editor.value.slice(0, editor.selectionStart);
  const match = before.match(/(?:[?$]\w*|[\p{L}_][\p{L}\p{N}_-]*(?::[\p{L}\p{N}_.-]*)?|:[\w-]*)$/u);
  if (!match || /#[^\n]*$/.test(before.split("\n").pop()) || /<[^>\s]*$/.test(before)) return null;
  return match[0];
}
function candidates(word) {
  if (/^[?$]/.test(word)) {
    const seen = new Set([...tokens(editor.value)].filter(([kind]) => kind === "v").map(([, name]) => name));
    return [...seen].filter((name) => name !== word && name.startsWith(word)).sort().map((name) => [name, ""]);
  }
  if (word.length < 2 && !word.endsWith(":")) return [];
  const [prefix, local] = word.split(":");
  if (local !== undefined) {
    const wanted = fold(local);
    return data.terms
      .filter((term) => term.curie.startsWith(prefix + ":"))
      .map((term) => {
        const name = fold(term.curie.slice(prefix.length + 1));
        const words = fold(term.vi + " " + term.en);
        return [name.startsWith(wanted) ? 0 : name.includes(wanted) ? 1 : words.includes(wanted) ? 2 : 3, term];
      })
      .filter(([rank]) => rank < 3)
      .sort((one, other) => one[0] - other[0])
      .map(([, term]) => [term.curie, term[state.lang]]);
  }
  const wanted = fold(word);
  return [
    ...Object.keys(data.prefixes).filter((name) => name.startsWith(word) && data.terms.some((term) => term.curie.startsWith(name + ":"))).map((name) => [name + ":", data.prefixes[name]]),
    ...WORDS.filter((name) => name.toLowerCase().startsWith(word.toLowerCase()) && name.length > word.length).map((name) => [name, ""]),
    ...data.terms.filter((term) => wanted.length > 2 && fold(term.vi + " " + term.en).includes(wanted)).map((term) => [term.curie, term[state.lang]]),
  ];
}
function suggest() {
  const word = begun();
  state.hints = word === null ? [] : candidates(word).slice(0, 30);
  state.chosen = 0;
  const box = byId("completions");
  box.hidden = state.hints.length === 0;
  editor.removeAttribute("aria-activedescendant");
  if (box.hidden) return;
  box.replaceChildren(...state.hints.map(([name, label], index) => el("li", {
    role: "option", id: `hint-${index}`, "aria-selected": String(index === 0),
    on: { mousedown: (event) => { event.preventDefault(); accept(index); } },
  }, el("b", null, name), el("span", null, label))));
  const before = editor.value.slice(0, editor.selectionStart).split("\n");
  const probe = el("span", { class: "code" }, "0".repeat(50));
  byId("paint").append(probe);
  const wide = probe.getBoundingClientRect().width / 50 || 8;
  probe.remove();
  const left = 12 + (before[before.length - 1].length - word.length) * Math.min(wide, 12) - editor.scrollLeft;
  const top = 12 + before.length * 21 - editor.scrollTop;
  const room = editor.clientHeight - top;
  box.style.left = Math.max(0, Math.min(left, editor.clientWidth - box.offsetWidth - 4)) + "px";
  box.style.top = (room < 120 && top > 160 ? Math.max(0, top - 21 - box.offsetHeight) : top) + "px";
  byId("frame").style.overflow = "visible";
  editor.setAttribute("aria-activedescendant", "hint-0");
}
function choose(step) {
  const items = byId("completions").children;
  items[state.chosen].setAttribute("aria-selected", "false");
  state.chosen = (state.chosen + step + items.length) % items.length;
  items[state.chosen].setAttribute("aria-selected", "true");
  items[state.chosen].scrollIntoView({ block: "nearest" });
  editor.setAttribute("aria-activedescendant", `hint-${state.chosen}`);
}
function accept(index) {
  const word = begun() || "";
  const start = editor.selectionStart - word.length;
  write(start, editor.selectionStart, state.hints[index][0]);
  dismiss();
}
function write(start, end, text) {
  editor.focus();
  editor.setSelectionRange(start, end);
  if (!document.execCommand || !document.execCommand("insertText", false, text)) { // keeps the way back with Ctrl+Z
    editor.setRangeText(text, start, end, "end");
    changed();
  }
}
function dismiss() {
  state.hints = [];
  byId("completions").hidden = true;
  editor.removeAttribute("aria-activedescendant");
}
function changed() {
  if (state.question && editor.value !== state.asked) forget();
  paint();
  byId("run").disabled = !editor.value.trim();
}

editor.addEventListener("input", () => { changed(); suggest(); });
editor.addEventListener("scroll", () => { follow(); dismiss(); });
editor.addEventListener("blur", dismiss);
editor.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "Enter") { event.preventDefault(); dismiss(); run(); return; }
  if ((event.ctrlKey || event.metaKey) && event.key === " ") { event.preventDefault(); suggest(); return; }
  if (state.hints.length) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); choose(event.key === "ArrowDown" ? 1 : -1); return; }
    if (event.key === "Enter" || event.key === "Tab") { event.preventDefault(); accept(state.chosen); return; }
    if (event.key === "Escape") { event.preventDefault(); dismiss(); return; }
  }
  if (event.key === "Enter" && !event.shiftKey) { // keep the indent of the line
    const line = editor.value.slice(0, editor.selectionStart).split("\n").pop();
    const indent = line.match(/^\s*/)[0] + (/[{(]\s*$/.test(line) ? "  " : "");
    if (indent) { event.preventDefault(); write(editor.selectionStart, editor.selectionEnd, "\n" + indent); }
  }
});

// Questions and their fields

function listed() {
  const wanted = fold(byId("filter").value);
  const found = data.questions.filter((each) => !wanted || fold(each.title.vi + " " + each.title.en + " " + each.name).includes(wanted));
  byId("questions").replaceChildren(...found.map((each) => el("li", null, el("button", {
    type: "button", "aria-current": String(each === state.question), on: { click: () => pick(each, {}, true) },
  }, each.title[state.lang]))));
}
function forget() {
  state.question = null;
  byId("fields").hidden = true;
  heading();
  listed();
}
function heading() {
  byId("work-title").textContent = state.question ? state.question.title[state.lang] : t("own");
  byId("about").textContent = state.question ? state.question.description[state.lang] : t("ownAbout");
}

async function pick(question, given, runs) {
  state.question = question;
  listed();
  heading();
  const form = byId("fields");
  form.hidden = question.parameters.length === 0;
  form.replaceChildren(...question.parameters.map((each) => field(each, given[each.name])));
  const example = !Object.keys(given).length;
  for (const each of question.parameters) {
    const input = form.elements[each.name];
    if (!(each.name in given) && !input.value) input.value = each.default || (example && each.required && each.example) || "";
  }
  await bound();
  if (runs) run();
}
function field(each, value) {
  const label = el("label", { title: each.about[state.lang] }, t("parameter." + each.name in data.texts[state.lang] ? "parameter." + each.name : "value", { name: each.name }) + (each.required ? " *" : ""));
  let input;
  if (each.type === "kind" || each.type === "status") {
    input = el("select", { name: each.name }, el("option", { value: "" }, t("any")),
      ...data.codes[each.type].map((code) => el("option", { value: code.name }, code[state.lang])));
  } else {
    const list = each.type in data.things;
    input = el("input", { name: each.name, type: each.type === "date" ? "date" : "text", autocomplete: "off",
      list: list ? `list-${each.name}` : null, placeholder: each.example && each.type !== "date" ? each.example : null });
    if (list) {
      const options = el("datalist", { id: `list-${each.name}` });
      label.append(options);
      input.addEventListener("input", () => offer(each.type, input.value, options));
    }
  }
  if (value) input.value = value;
  input.addEventListener("change", () => bound().then(() => run()));
  label.append(input);
  return label;
}

const directory = {};
function known(kind) {
  directory[kind] = directory[kind] || engine.query(
    `PREFIX cp: <${data.prefixes.cp}> PREFIX rdfs: <${data.prefixes.rdfs}> PREFIX skos: <${data.prefixes.skos}>
     SELECT DISTINCT ?iri ?label { VALUES ?class { ${data.things[kind].join(" ")} } ?iri a ?class ; rdfs:label|skos:prefLabel|skos:altLabel ?label }`,
    new AbortController().signal).then((found) => found.rows.map((row) => ({ iri: row.iri.value, label: row.label.value, folded: fold(row.label.value) })));
  directory[kind].catch(() => { delete directory[kind]; });
  return directory[kind];
}
async function offer(kind, text, options) {
  const wanted = fold(text);
  if (wanted.length < 2) return;
  const found = (await known(kind)).filter((each) => (" " + each.folded).includes(" " + wanted));
  const names = [...new Set(found.sort((one, other) => one.folded.length - other.folded.length).map((each) => each.label))];
  options.replaceChildren(...names.slice(0, 15).map((name) => el("option", { value: name })));
}
async function term(each, text) {
  const value = text.normalize("NFC").trim();
  const xsd = (type) => `"${value}"^^<${data.prefixes.xsd}${type}>`;
  if (each.type === "date") return xsd("date");
  if (each.type === "integer") { if (/^[+-]?\d+$/.test(value)) return xsd("integer"); throw new Error(t("noNumber", { text: value })); }
  if (each.type === "string") return JSON.stringify(value);
  if (each.type === "kind" || each.type === "status") return `<${data.prefixes[each.type]}${value}>`;
  const iri = value.match(/^<?(https?:\/\/[^\s<>"{}|^`\\]+?)>?$/);
  if (iri) return `<${iri[1]}>`;
  const [prefix, local] = value.split(/:(.*)/s);
  if (local && prefix in data.prefixes && /^[^\s<>"{}|^`\\]+$/.test(local)) return `<${data.prefixes[prefix]}${local}>`;
  if (each.type === "event") throw new Error(t("noEvent", { text: value }));
  const names = await known(each.type);
  const exact = names.filter((name) => name.label === value);
  const alike = exact.length ? exact : names.filter((name) => name.folded === fold(value));
  const part = alike.length ? alike : names.filter((name) => fold(value).split(" ").every((word) => name.folded.split(" ").includes(word)));
  const found = [...new Set(part.map((name) => name.iri))];
  if (found.length === 1) return `<${found[0]}>`;
  if (!found.length) throw new Error(t("nobody", { text: value }));
  throw new Error(t("several", { text: value, names: [...new Set(part.map((name) => name.label))].slice(0, 4).join(", ") }));
}

// The text of a question with its values, as plain SPARQL that any engine runs
async function bound() {
  const question = state.question;
  if (!question) return;
  let text = question.query;
  const names = [], terms = [];
  let problem = null;
  for (const each of question.parameters) {
    const input = byId("fields").elements[each.name];
    const missing = each.required && !input.value.trim();
    input.parentElement.classList.toggle("missing", missing);
    if (missing) problem = problem || t("missing", { name: each.name });
    if (!input.value.trim()) continue;
    try { terms.push(await term(each, input.value)); names.push("?" + each.name); } catch (error) { problem = problem || error.message; }
  }
  if (names.length && question.place !== null) {
    text = text.slice(0, question.place) + ` VALUES (${names.join(" ")}) { (${terms.join(" ")}) }` + text.slice(question.place);
  }
  if (state.question !== question) return;
  text = text.replace(/^(?:#\+[^\n]*\n)+\s*/, "");
  editor.value = state.asked = text;
  paint();
  state.problem = problem;
  byId("run").disabled = false;
}

// Running

async function run() {
  if (!editor.value.trim()) return;
  if (state.question && state.problem) { failed(state.problem); return; }
  if (state.control) state.control.abort();
  const control = state.control = new AbortController();
  const mine = ++state.running;
  const text = editor.value;
  const began = performance.now();
  byId("error").hidden = true;
  byId("status").textContent = t("running");
  byId("stop").hidden = false;
  paint();
  remember();
  try {
    const answer = await engine.query(text, control.signal);
    if (mine !== state.running) return;
    if (answer.kind === "rows") answer.labels = await labels(answer, control.signal);
    const spent = (performance.now() - began) / 1000;
    state.answer = answer;
    const warning = engine === offline && ambiguous(text) ? " " + t("brackets") : "";
    byId("status").textContent = t("done", { seconds: spent.toLocaleString(state.lang === "vi" ? "vi-VN" : "en-GB", { maximumFractionDigits: 2 }) }) + warning;
    state.view = views(answer)[0];
    show();
  } catch (error) {
    if (mine !== state.running) return;
    failed(error.name === "AbortError" ? t("stopped") : error.message);
  } finally {
    if (mine === state.running) { byId("stop").hidden = true; state.control = null; }
    document.body.dataset.ready = String(mine);
  }
}
function failed(message) {
  byId("status").textContent = "";
  byId("answer").hidden = true;
  state.answer = null;
  const place = message.match(/(?:line |error at )(\d+)(?:, column |:)(\d+)/);
  byId("error").textContent = place ? t("fault", { line: place[1], column: place[2], message: message.replace(/^.*?not well-formed: |^.*?error at \d+:\d+: /s, "") }) : message;
  byId("error").hidden = false;
  if (place) { paint(Number(place[1])); byId("gutter").children[place[1] - 1]?.scrollIntoView({ block: "nearest" }); }
}
byId("run").addEventListener("click", run);
byId("stop").addEventListener("click", () => state.control && state.control.abort());

async function labels(answer, signal) {
  const found = new Map();
  const bare = answer.vars.filter((name) => !answer.vars.includes(name + "Label"));
  const iris = new Set();
  for (const row of answer.rows.slice(0, SHOWN)) for (const name of bare) {
    const cell = row[name];
    if (cell && cell.type === "uri" && cell.value.startsWith(data.base) && !/\/(report|occasion|evidence|graph)\//.test(cell.value)) iris.add(cell.value);
  }
  for (const each of data.terms) if (iris.delete(each.iri)) found.set(each.iri, each);
  const asked = [...iris].slice(0, 300);
  if (asked.length) {
    try {
      const said = await engine.query(`SELECT ?iri ?label { VALUES ?iri { ${asked.map((iri) => `<${iri}>`).join(" ")} } ?iri <${data.prefixes.rdfs}label> ?label }`, signal);
      for (const row of said.rows) {
        const label = found.get(row.iri.value) || {};
        const lang = row.label["xml:lang"] || "plain";
        label[lang] = label[lang] || row.label.value;
        found.set(row.iri.value, label);
      }
    } catch (error) { if (error.name === "AbortError") throw error; }
  }
  return found;
}
function compact(iri) {
  let best = null;
  for (const [prefix, start] of Object.entries(data.prefixes)) if (iri.startsWith(start) && (!best || start.length > data.prefixes[best].length)) best = prefix;
  return best ? `${best}:${iri.slice(data.prefixes[best].length)}` : iri;
}
function named(cell, instead, answer) {
  if (instead) return instead.value;
  if (cell.type !== "uri") return cell.value;
  const label = answer.labels.get(cell.value);
  return (label && (label[state.lang] || label.plain || label.vi || label.en)) || compact(cell.value);
}
function address(iri) {
  if (!/^https?:\/\//i.test(iri)) return null;
  if (!data.endpoint || !iri.startsWith(data.base)) return iri;
  const path = iri.slice(data.base.length);
  return path.startsWith("ontology#") ? "/" + path : "/" + path;
}

// Showing

const NUMERIC = /#(integer|decimal|double|float|long|int|nonNegativeInteger)$/;
function columns(answer) {
  return answer.vars.filter((name) => !(name.endsWith("Label") && answer.vars.includes(name.slice(0, -5)))).map((name) => {
    const cells = answer.rows.map((row) => row[name]).filter(Boolean);
    return {
      name, label: answer.vars.includes(name + "Label") ? name + "Label" : null,
      numeric: cells.length > 0 && cells.every((cell) => cell.type === "literal" && NUMERIC.test(cell.datatype || "")),
      actors: cells.length > 0 && cells.every((cell) => cell.type === "uri" && cell.value.startsWith(data.prefixes.actor)),
      id: cells.length > 0 && !answer.vars.includes(name + "Label") && cells.every((cell) => cell.type === "uri"),
      day: cells.length > 0 && cells.every((cell) => /^[\d./-]{4,24}$/.test(cell.value)),
      long: cells.slice(0, 50).some((cell) => cell.type !== "uri" && cell.value.length > 60) || (cells.length > 0 && answer.rows.slice(0, 50).some((row) => (row[name + "Label"] || { value: "" }).value.length > 45)),
    };
  });
}
function counting(answer) {
  const found = columns(answer);
  const counted = found.find((column) => column.numeric && /count|contacts|counterparts|number|reports|times|days|n$/i.test(column.name)) || null;
  const name = found.find((column) => !column.numeric);
  return counted && name && answer.rows.length > 1 ? { counted, name } : null;
}
function pairing(answer) {
  const found = columns(answer).filter((column) => column.actors);
  return found.length > 1 && answer.rows.length > 0 ? found.slice(0, 2) : null;
}
function views(answer) {
  if (answer.kind !== "rows") return ["table"];
  return ["table", ...(counting(answer) ? ["bars"] : []), ...(pairing(answer) ? ["net"] : [])];
}

function show() {
  const answer = state.answer;
  byId("answer").hidden = false;
  const result = byId("result");
  const size = answer.kind === "rows" ? answer.rows.length : null;
  byId("answer-title").textContent = size === null ? t(answer.kind) : t(size === 1 ? "row" : "rows", { n: number(size) });
  const offered = views(answer);
  byId("views").replaceChildren(...(offered.length > 1 ? offered.map((view) => el("button", {
    type: "button", class: "plain", "aria-pressed": String(view === state.view), on: { click: () => { state.view = view; show(); } },
  }, t("view." + view))) : []));
  downloads(answer);
  if (answer.kind === "truth") result.replaceChildren(el("p", { class: "truth" }, t(answer.value ? "yes" : "no")));
  else if (answer.kind === "graph") result.replaceChildren(el("pre", { class: "turtle", tabindex: "0" }, answer.text || t("empty")));
  else if (!answer.rows.length) result.replaceChildren(el("p", { class: "empty" }, t("empty")));
  else result.replaceChildren(...{ table, bars, net }[state.view](answer));
  cite(answer);
}

function table(answer) {
  const found = columns(answer);
  const head = el("tr", null, ...found.map((column) => el("th", { scope: "col", class: column.numeric ? "number" : null }, column.name)));
  const body = answer.rows.slice(0, SHOWN).map((row) => el("tr", null, ...found.map((column) => cell(row, column, answer))));
  const note = answer.rows.length > SHOWN ? el("p", { class: "note" }, t("firstOf", { k: number(SHOWN), n: number(answer.rows.length) })) : null;
  return [el("table", null, el("thead", null, head), el("tbody", null, ...body)), note].filter(Boolean);
}
function cell(row, column, answer) {
  const value = row[column.name];
  const instead = column.label ? row[column.label] : null;
  const made = el("td", { class: ["numeric", "id", "day", "long"].filter((kind) => column[kind]).map((kind) => (kind === "numeric" ? "number" : kind))[0] });
  if (!value && !instead) return made;
  const text = value ? named(value, instead, answer) : instead.value;
  const link = value && value.type === "uri" ? address(value.value) : null;
  made.append(link ? el("a", { href: link, rel: "noopener noreferrer", title: compact(value.value) }, text) : document.createTextNode(text));
  if (value && value["xml:lang"]) made.append(el("span", { class: "tag" }, value["xml:lang"]));
  return made;
}

function bars(answer) {
  const { counted, name } = counting(answer);
  const rows = answer.rows.filter((row) => row[counted.name] && row[name.name]).slice(0, BARS);
  const most = Math.max(...rows.map((row) => Number(row[counted.name].value)), 1);
  const made = el("div", { class: "bars", role: "img", "aria-label": t("barsLabel", { name: counted.name }) });
  for (const row of rows) {
    const value = Number(row[counted.name].value);
    const share = Math.max(0, 88 * value / most);
    const bar = el("svg", { "aria-hidden": "true" }, el("rect", { x: 0, y: 2, width: `${share}%`, height: 18, rx: 3 }), el("text", { x: `${share + 0.8}%`, y: 16 }, number(value)));
    made.append(el("div", { class: "name" }, named(row[name.name], name.label ? row[name.label] : null, answer)), bar);
  }
  return [made, el("p", { class: "note" }, t("barsNote", { name: counted.name, k: number(rows.length), n: number(answer.rows.length) }))];
}

function net(answer) {
  const [one, other] = pairing(answer);
  const nodes = new Map(), lines = new Map();
  const degree = new Map();
  for (const row of answer.rows) {
    const ends = [one, other].map((column) => row[column.name] && { iri: row[column.name].value, name: named(row[column.name], column.label ? row[column.label] : null, answer) });
    if (!ends[0] || !ends[1] || ends[0].iri === ends[1].iri) continue;
    for (const end of ends) { nodes.set(end.iri, end.name); degree.set(end.iri, (degree.get(end.iri) || 0) + 1); }
    const key = ends.map((end) => end.iri).sort().join(" ");
    lines.set(key, (lines.get(key) || 0) + 1);
  }
  const first = new Set([...nodes.keys()].sort((a, b) => degree.get(b) - degree.get(a) || (a < b ? -1 : 1)).slice(0, DRAWN));
  const joined = new Set([...lines.keys()].map((key) => key.split(" ")).filter((ends) => ends.every((iri) => first.has(iri))).flat());
  const kept = [...first].filter((iri) => joined.has(iri));
  const place = new Map(kept.map((iri, index) => [iri, index]));
  const links = [...lines].map(([key, count]) => [...key.split(" ").map((iri) => place.get(iri)), count]).filter(([a, b]) => a !== undefined && b !== undefined);
  const points = laid(kept.length, links);
  const wide = Math.max(760, 170 * Math.sqrt(kept.length)), tall = wide * 0.6;
  const xs = points.map((p) => p[0]), ys = points.map((p) => p[1]);
  const scale = (value, all, room) => { const low = Math.min(...all), high = Math.max(...all); return high > low ? 90 + (room - 180) * (value - low) / (high - low) : room / 2; };
  const at = points.map(([x, y]) => [scale(x, xs, wide), 20 + scale(y, ys, tall)]);
  const drawing = el("svg", { class: "net", viewBox: `0 0 ${Math.round(wide)} ${Math.round(tall + 40)}`, role: "img", "aria-label": t("netLabel", { k: kept.length, n: links.length }) });
  const most = Math.max(...links.map((link) => link[2]), 1);
  for (const [a, b, count] of links) drawing.append(el("line", { x1: at[a][0], y1: at[a][1], x2: at[b][0], y2: at[b][1], "stroke-width": (1 + 5 * count / most).toFixed(1) },
    el("title", null, `${nodes.get(kept[a])} – ${nodes.get(kept[b])}: ${count}`)));
  kept.forEach((iri, index) => {
    const [x, y] = at[index];
    drawing.append(el("circle", { cx: x.toFixed(1), cy: y.toFixed(1), r: (4 + 2 * Math.sqrt(degree.get(iri))).toFixed(1) }, el("title", null, nodes.get(iri))),
      el("text", { x: x.toFixed(1), y: (y - 9 - 2 * Math.sqrt(degree.get(iri))).toFixed(1), "text-anchor": "middle" }, nodes.get(iri)));
  });
  return [drawing, el("p", { class: "note" }, t("netNote", { k: number(kept.length), n: number(nodes.size) }))];
}
// Places from springs and repulsion, started on a circle, so that the same rows give the same drawing
function laid(size, links) {
  const at = Array.from({ length: size }, (_, i) => [Math.cos(2 * Math.PI * i / size), Math.sin(2 * Math.PI * i / size)]);
  for (let round = 0; round < 250; round++) {
    const step = 0.12 * (1 - round / 250);
    const push = at.map(() => [0, 0]);
    for (let i = 0; i < size; i++) for (let j = i + 1; j < size; j++) {
      const dx = at[i][0] - at[j][0], dy = at[i][1] - at[j][1];
      const force = 0.06 / (dx * dx + dy * dy + 0.01);
      push[i][0] += dx * force; push[i][1] += dy * force; push[j][0] -= dx * force; push[j][1] -= dy * force;
    }
    for (const [a, b] of links) {
      const dx = at[a][0] - at[b][0], dy = at[a][1] - at[b][1];
      const force = 0.9 * (Math.hypot(dx, dy) - 0.35);
      push[a][0] -= dx * force; push[a][1] -= dy * force; push[b][0] += dx * force; push[b][1] += dy * force;
    }
    for (let i = 0; i < size; i++) {
      push[i][0] -= 0.25 * at[i][0]; push[i][1] -= 0.25 * at[i][1];
      const length = Math.hypot(...push[i]) || 1;
      at[i][0] += push[i][0] / length * Math.min(length, 1) * step * 4;
      at[i][1] += push[i][1] / length * Math.min(length, 1) * step * 4;
    }
  }
  return at;
}

// Taking away

function separated(answer, mark, quote) {
  const line = (cells) => cells.map(quote).join(mark);
  return [answer.vars.map((name) => ({ value: name, head: true })), ...answer.rows.map((row) => answer.vars.map((name) => row[name]))].map(line).join(mark === "\t" ? "\n" : "\r\n") + (mark === "\t" ? "\n" : "\r\n");
}
const csvCell = (cell) => { const text = cell ? cell.value : ""; return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text; };
function tsvCell(cell) {
  if (!cell) return "";
  if (cell.head) return "?" + cell.value;
  if (cell.type === "uri") return `<${cell.value}>`;
  if (cell.type === "bnode") return "_:" + cell.value;
  const text = JSON.stringify(cell.value);
  if (cell["xml:lang"]) return `${text}@${cell["xml:lang"]}`;
  return cell.datatype && !cell.datatype.endsWith("#string") ? `${text}^^<${cell.datatype}>` : text;
}
function downloads(answer) {
  const forms = answer.kind === "graph" ? { ttl: ["text/turtle", () => answer.text] }
    : answer.kind === "truth" ? {}
    : {
      csv: ["text/csv", () => separated(answer, ",", csvCell)],
      tsv: ["text/tab-separated-values", () => separated(answer, "\t", tsvCell)],
      json: [JSON_RESULTS, () => JSON.stringify({ head: { vars: answer.vars }, results: { bindings: answer.rows } })],
    };
  for (const old of byId("downloads").querySelectorAll("a")) URL.revokeObjectURL(old.href);
  byId("downloads").replaceChildren(...Object.entries(forms).map(([name, [type, make]]) => {
    const url = URL.createObjectURL(new Blob([make()], { type: type + ";charset=utf-8" }));
    return el("a", { class: "plain", href: url, download: `${state.question ? state.question.name : "query"}.${name}` }, name.toUpperCase());
  }));
}
const DIGITS = 16; // hexadecimal digits of a hash that people read
async function cite(answer) {
  const box = byId("cite");
  box.hidden = true;
  if (!data.endpoint && !data.digest) return;
  let digest = data.digest;
  if (data.endpoint) { try { digest = (await (await fetch("/health")).json()).digest; } catch { return; } }
  if (!digest || state.answer !== answer) return;
  const text = answer.kind === "rows" ? separated(answer, "\t", tsvCell).split("\n").filter(Boolean).slice(1).sort().join("\n") : answer.text || String(answer.value);
  let mark = "";
  if (crypto.subtle) {
    const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
    mark = [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }
  if (state.answer !== answer) return;
  state.mark = { data: digest.slice(0, DIGITS), rows: mark.slice(0, DIGITS) };
  box.replaceChildren(t("cite", { version: data.version, data: state.mark.data }), " ", el("code", null, mark ? `${t("rowsHash")} sha256-${state.mark.rows}` : ""), since());
  box.hidden = false;
}
// What has become of the data and of this answer since the link was made that led here.
function since() {
  const { cited, mark } = state;
  if (!cited || !cited.data) return "";
  if (cited.data === mark.data) return el("strong", { class: "since same" }, t("sinceSame"));
  const answer = !cited.rows || !mark.rows ? "" : " " + t(cited.rows === mark.rows ? "answerSame" : "answerOther");
  return el("strong", { class: "since other" }, t("sinceOther", { data: cited.data }) + answer);
}

// The address: what is asked can be shared and survives reload

function remember() {
  const fields = new URLSearchParams();
  if (state.question) {
    fields.set("question", state.question.name);
    for (const each of state.question.parameters) {
      const value = byId("fields").elements[each.name].value;
      if (value) fields.set("p." + each.name, value);
    }
  } else fields.set("query", editor.value);
  const asked = String(fields);
  if (state.cited && (state.cited.asked ??= asked) !== asked) state.cited = null;
  if (state.cited) for (const name of ["data", "rows"]) if (state.cited[name]) fields.set(name, state.cited[name]);
  if (state.lang !== "vi") fields.set("lang", state.lang);
  const wanted = "#" + fields;
  if (location.hash !== wanted) history.replaceState(null, "", location.pathname + wanted);
}
async function restore(runs) {
  const fields = new URLSearchParams(location.hash.slice(1));
  const asked = new URLSearchParams(location.search);
  const lang = fields.get("lang") || asked.get("lang");
  if (lang === "en" || lang === "vi") state.lang = lang;
  worded();
  state.cited = fields.get("data") ? { data: fields.get("data"), rows: fields.get("rows") } : null;
  const question = data.questions.find((each) => each.name === fields.get("question"));
  const query = fields.get("query") || asked.get("query");
  if (question) {
    const given = Object.fromEntries([...fields].filter(([name]) => name.startsWith("p.")).map(([name, value]) => [name.slice(2), value]));
    await pick(question, given, runs);
  } else {
    forget();
    editor.value = query || data.start;
    changed();
    if (query && runs) run();
  }
}
addEventListener("hashchange", () => restore(true));

function worded() {
  document.documentElement.lang = state.lang;
  for (const each of document.querySelectorAll("[data-text]")) each.textContent = t(each.dataset.text);
  for (const each of document.querySelectorAll("[data-name]")) { each.setAttribute("aria-label", t(each.dataset.name)); if (each.type === "search") each.placeholder = t(each.dataset.name); }
  byId("language").textContent = t("language");
  byId("language").lang = state.lang === "vi" ? "en" : "vi";
  byId("run").textContent = t("run");
  if (byId("dataset") && data.size !== undefined) byId("dataset").textContent = t("dataset", { n: number(data.size) });
}
byId("language").addEventListener("click", async () => {
  state.lang = state.lang === "vi" ? "en" : "vi";
  worded();
  if (state.question) {
    const given = Object.fromEntries(state.question.parameters.map((each) => [each.name, byId("fields").elements[each.name].value]));
    await pick(state.question, { "": "", ...given }, false);
  } else forget();
  remember();
  if (state.answer) show();
});
byId("filter").addEventListener("input", listed);
byId("link").addEventListener("click", async () => {
  // The link says which data it was made from, so that whoever opens it later is told whether they have changed.
  if (state.mark && !byId("cite").hidden) {
    state.cited = { ...state.mark };
    byId("cite").querySelector(".since")?.remove();
  }
  remember();
  try { await navigator.clipboard.writeText(location.href); byId("status").textContent = t("copied"); } catch { byId("status").textContent = location.href; }
});

(async () => {
  const started = engine.start(); // before anything asks it
  const restored = restore(false);
  byId("status").textContent = data.endpoint ? "" : t("loading");
  try {
    await started;
    await restored;
    byId("status").textContent = "";
    document.body.dataset.ready = "0";
    if (state.question || /[#&]query=/.test(location.hash) || new URLSearchParams(location.search).get("query")) run();
  } catch (error) {
    failed(t("noEngine", { message: error.message }));
  }
})();
})();
