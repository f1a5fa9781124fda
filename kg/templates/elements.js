// Elements of the page. What the news says goes in as text, never as markup.

const SVG = "http://www.w3.org/2000/svg";
const DRAWN = new Set(["svg", "path", "rect", "line", "g", "text", "title"]);

export const byId = (id) => document.getElementById(id);

export function el(tag, attributes, ...children) {
  const element = DRAWN.has(tag) ? document.createElementNS(SVG, tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "colour") element.style.color = value;
    else if (name === "place") for (const [side, share] of Object.entries(value)) element.style[side] = share;
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false && child !== "") element.append(child);
  }
  return element;
}

export const fill = (id, ...children) => byId(id).replaceChildren(...children.flat(Infinity).filter((child) => child));

export const webLink = (url) => (typeof url === "string" && /^https?:\/\//i.test(url) ? url : null);

export function button(label, action, attributes) {
  return el("button", { type: "button", onclick: action, ...attributes }, label);
}

// A page of many, and a button that brings the next; `ask` gives the page from an offset on.
export function paged({ items, total, next }, build, label, ask, tag = "li") {
  const built = items.map(build);
  if (next === null) return built;
  const more = el(tag, { class: "more" });
  const holder = tag === "tr" ? more.appendChild(el("td", { colspan: 20 })) : more;
  holder.append(button(label(total - next), async (event) => {
    event.target.disabled = true;
    more.replaceWith(...paged(await ask(next), build, label, ask, tag));
  }, { class: "quiet" }));
  return [...built, more];
}

// The first of many, and a button for the rest.
export function some(items, most, build, label, tag = "li") {
  if (items.length <= most) return items.map(build);
  const more = el(tag, { class: "more" });
  more.append(button(label(items.length - most), () => {
    more.replaceWith(...items.slice(most).map(build));
  }, { class: "quiet" }));
  return [...items.slice(0, most).map(build), more];
}
