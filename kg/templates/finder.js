// A field that finds an actor by any of its names, accents or none, with a list to choose from.

import { el } from "./elements.js";
import { t } from "./words.js";

const MOST = 12;
let fields = 0;

// `find`: text → actors; `row`: actor → what its entry shows; `take`: what to do with the one that is chosen; `pause`:
// milliseconds without a key after which it is looked.
export function finder(field, list, find, row, take, pause = 0) {
  fields += 1;
  const name = list.id || "hits-" + fields;
  let hits = [];
  let active = -1;
  let looking = null;
  for (const [key, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": name, "aria-autocomplete": "list" })) field.setAttribute(key, value);
  list.id = name;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.getAttribute("aria-label") || "");

  function shut() {
    list.hidden = true;
    active = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }

  function mark() {
    [...list.children].forEach((item, rank) => item.setAttribute("aria-selected", String(rank === active)));
    if (active >= 0) field.setAttribute("aria-activedescendant", name + "-" + active);
    else field.removeAttribute("aria-activedescendant");
  }

  function choose(rank) {
    const hit = hits[rank];
    shut();
    take(hit);
  }

  async function look() {
    const text = field.value.trim();
    const late = () => text !== field.value.trim();
    if (pause && text) await new Promise((done) => { setTimeout(done, pause); });
    if (late()) return;
    const found = await find(text).catch(() => []); // what is wrong is told where contacts are asked for
    if (late() || (text && document.activeElement !== field)) return;
    hits = found.slice(0, MOST);
    active = hits.length ? 0 : -1;
    list.replaceChildren(...hits.map((hit, rank) => el("li", { id: name + "-" + rank, role: "option", onclick: () => choose(rank) }, row(hit))));
    if (text && !hits.length) list.replaceChildren(el("li", { class: "note", role: "option", "aria-disabled": "true" }, t("noHit", { text })));
    list.hidden = !text;
    field.setAttribute("aria-expanded", String(Boolean(text)));
    mark();
  }

  for (const start of ["input", "focus"]) field.addEventListener(start, () => { looking = look(); });
  field.addEventListener("blur", () => setTimeout(shut, 150));
  field.addEventListener("keydown", (event) => {
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && hits.length) {
      active = (active + (event.key === "ArrowDown" ? 1 : hits.length - 1)) % hits.length;
      mark();
      event.preventDefault();
    } else if (event.key === "Enter" && looking) {
      looking.then(() => { if (active >= 0) choose(active); });
      event.preventDefault();
    } else if (event.key === "Escape" && !list.hidden) {
      shut();
      event.stopPropagation();
    }
  });
}
