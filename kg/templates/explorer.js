(function () {
"use strict";

const data = JSON.parse(document.getElementById("payload").textContent);
const { actors, contacts, sources } = data;
const KINDS = data.kinds;
const STATUSES = data.statuses;
const DASHES = { occurred: false, planned: [9, 6], proposed: [2, 5], denied: [12, 4, 2, 4] };
const SHAPES = { Person: "dot", State: "square", Organization: "diamond", Group: "triangle", Actor: "dot" };
const LABEL = 13;

const byId = (id) => document.getElementById(id);
const state = { lang: "vi", hidden: new Set(), statuses: new Set(), chosen: null };
const here = new Map(actors.map((actor, index) => [actor.id, index]));
let opener = null;
let tall = null; // whether the stage is taller than wide; each shape has places of its own

// Words

function t(key, values) {
  const [group, name] = key.split(".");
  let text = data.texts[state.lang][group];
  if (name !== undefined) text = text[name] || name;
  return text.replace(/\{(\w+)\}/g, (whole, field) => (values && field in values ? values[field] : whole));
}
const counted = (one, many, n) => t(n === 1 ? one : many, { n });
const nameOf = (index) => actors[index][state.lang] || actors[index].label;

function day(text) {
  const [year, month, date] = text.split("-");
  if (state.lang === "en") {
    const named = month && new Date(Date.UTC(2000, month - 1, 1)).toLocaleString("en-GB", { month: "short", timeZone: "UTC" });
    return [date && Number(date), named, year].filter(Boolean).join(" ");
  }
  if (date) return Number(date) + "/" + Number(month) + "/" + year;
  return month ? t("months", { month: Number(month), year }) : year;
}

function when(edtf) {
  if (!edtf) return t("undated");
  const part = (text) => {
    const bare = text.replace(/[?~%]$/, "");
    if (!/^\d{4}(-\d\d){0,2}$/.test(bare)) return text;
    return bare === text ? day(bare) : t("about", { date: day(bare) });
  };
  if (!edtf.includes("/")) return part(edtf);
  const [from, until] = edtf.split("/");
  const open = (text) => text === "" || text === "..";
  if (open(from)) return t("until", { date: part(until) });
  if (open(until)) return t("from", { date: part(from) });
  return part(from) + " – " + part(until);
}

const fold = (text) => text.toLowerCase().replace(/đ/g, "d").normalize("NFD").replace(/\p{M}/gu, "").replace(/\s+/g, " ").trim();

// Elements: text goes in as text, never as markup

const SVG = "http://www.w3.org/2000/svg";
function el(tag, attributes, ...children) {
  const svg = tag === "svg" || tag === "path";
  const element = svg ? document.createElementNS(SVG, tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "onclick") element.addEventListener("click", value);
    else if (name === "colour") element.style.color = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children.flat()) if (child !== null && child !== undefined && child !== "") element.append(child);
  return element;
}
const colourOf = (kind) => "var(--" + (KINDS.includes(kind) ? kind : "Contact") + ")";
const dot = (kind) => el("span", { class: "dot", colour: colourOf(kind), "aria-hidden": "true" });
const webLink = (url) => (typeof url === "string" && /^https?:\/\//i.test(url) ? url : null);

// What is shown

const order = (contact) => [contact.first || contact.last || "9999", contact.last || contact.first || "9999"];
contacts.sort((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0));

const fits = (contact) => !state.hidden.has(contact.kind) && state.statuses.has(contact.status);
const occasions = (list) => new Set(list.map((contact) => contact.occasion)).size;

function pairsOf(list) {
  const pairs = new Map();
  for (const contact of list) {
    for (const [one, other] of contact.pairs) {
      const key = one + "-" + other;
      if (!pairs.has(key)) pairs.set(key, { one, other, contacts: [] });
      pairs.get(key).contacts.push(contact);
    }
  }
  return pairs;
}

let shown = [];
let pairs = new Map();
let links = new Map();

function recount() {
  shown = contacts.filter(fits);
  pairs = pairsOf(shown);
  links = new Map();
  for (const pair of pairs.values()) {
    for (const [one, other] of [[pair.one, pair.other], [pair.other, pair.one]]) {
      if (!links.has(one)) links.set(one, []);
      links.get(one).push({ other, contacts: pair.contacts });
    }
  }
}

const contactsOf = (index) => shown.filter((contact) => contact.pairs.some((pair) => pair.includes(index)));

function foremostKind(list) {
  const counts = new Map();
  for (const contact of list) counts.set(contact.kind, (counts.get(contact.kind) || 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || KINDS.indexOf(a[0]) - KINDS.indexOf(b[0]))[0][0];
}

// The drawing

const nodes = new vis.DataSet();
const edges = new vis.DataSet();
const stage = byId("graph");
let colours = {};
let under = null;

function readColours() {
  const style = getComputedStyle(document.documentElement);
  const names = [...KINDS, "ink", "soft", "faint", "surface", "node", "node-edge", "accent"];
  colours = Object.fromEntries(names.map((name) => [name, style.getPropertyValue("--" + name).trim()]));
}

function related() {
  if (!state.chosen) return null;
  if (state.chosen.pair) return { nodes: new Set(state.chosen.pair), edges: new Set([state.chosen.pair.join("-")]) };
  const centre = state.chosen.actor;
  const near = new Set([centre]);
  const kept = new Set();
  for (const [key, pair] of pairs) {
    if (pair.one === centre || pair.other === centre) {
      near.add(pair.one).add(pair.other);
      kept.add(key);
    }
  }
  return { nodes: near, edges: kept };
}

// Towards the ground's colour instead of transparent, so that no line shows through a node.
function fade(colour, share) {
  const channel = (text, at) => parseInt(text.slice(at, at + 2), 16);
  const mixed = [1, 3, 5].map((at) => Math.round(share * channel(colour, at) + (1 - share) * channel(colours.surface, at)));
  return "rgb(" + mixed.join(",") + ")";
}

function draw() {
  const focus = related();
  nodes.update(actors.flatMap((actor, index) => {
    if (actor.x === undefined) return [];
    const mine = links.get(index);
    const chosen = state.chosen && (state.chosen.pair ? state.chosen.pair.includes(index) : state.chosen.actor === index);
    const strength = focus && !focus.nodes.has(index) ? 0.22 : 1;
    const ring = chosen ? colours.accent : colours["node-edge"];
    const colour = { background: fade(chosen ? colours.accent : colours.node, strength), border: ring };
    const held = mine ? occasions(mine.flatMap((link) => link.contacts)) : 0;
    return [{
      id: index, hidden: !mine, shape: SHAPES[actor.type] || "dot", size: 6 + Math.min(9, 2.4 * Math.sqrt(held)),
      borderWidth: 2, color: { ...colour, highlight: colour, hover: { ...colour, border: colours.accent } },
      x: actor.x, y: actor.y, fixed: false,
    }];
  }));
  const drawn = new Set(edges.getIds());
  edges.remove([...drawn].filter((key) => !pairs.has(key)));
  edges.update([...pairs].map(([key, pair]) => {
    const list = pair.contacts;
    const held = list.filter((contact) => contact.status === "occurred");
    const strength = focus && !focus.edges.has(key) ? 0.14 : held.length ? 0.92 : 0.7;
    const colour = fade(colours[foremostKind(held.length ? held : list)] || colours.Contact, strength);
    const by = new Set(list.map((contact) => contact.by));
    const chosen = focus && focus.edges.has(key);
    return {
      id: key, from: pair.one, to: pair.other, width: (1.6 + 1.5 * Math.log2(occasions(list))) * (chosen ? 1.5 : 1),
      dashes: held.length ? false : DASHES[list[0].status] || false,
      arrows: { to: { enabled: by.has(pair.one), scaleFactor: 0.55 }, from: { enabled: by.has(pair.other), scaleFactor: 0.55 } },
      color: { color: colour, highlight: colour, hover: colour, inherit: false },
    };
  }));
  network.redraw();
}

function overlaps(box, boxes) {
  return boxes.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]);
}

// Whether a line from a node runs through a box beside it, tried at points along the line's first part.
function crosses([from, to], box) {
  for (let share = 0.02; share < 0.7; share += 0.02) {
    const x = from.x + share * (to.x - from.x);
    const y = from.y + share * (to.y - from.y);
    if (x > box[0] && x < box[2] && y > box[1] && y < box[3]) return true;
  }
  return false;
}

function drawLabels(context) {
  const scale = network.getScale();
  const size = LABEL / scale;
  const focus = related();
  const places = network.getPositions();
  const visible = actors.map((_, index) => index).filter((index) => links.has(index) && places[index]);
  const radius = (index) => nodes.get(index).size + 2;
  const discs = new Map(visible.map((index) => {
    const { x, y } = places[index];
    const r = radius(index);
    return [index, [x - r, y - r, x + r, y + r]];
  }));
  const first = (index) => (index === under || (focus && focus.nodes.has(index)) ? 0 : 1);
  const ordered = visible.slice().sort((a, b) => first(a) - first(b) || a - b);
  const taken = [];
  const corner = network.DOMtoCanvas({ x: 2, y: 2 });
  const edge = network.DOMtoCanvas({ x: stage.clientWidth - 2, y: stage.clientHeight - 2 });
  const inside = (box) => box[0] >= corner.x && box[2] <= edge.x && box[1] >= corner.y && box[3] <= edge.y;
  context.textBaseline = "middle";
  context.lineJoin = "round";
  for (const index of ordered) {
    const must = first(index) === 0;
    const faded = focus && !must;
    const text = nameOf(index);
    context.font = (actors[index].type === "Person" ? 500 : 650) + " " + size + "px " + getComputedStyle(document.body).fontFamily;
    const width = context.measureText(text).width + 6 / scale;
    const height = size * 1.3;
    const { x, y } = places[index];
    const r = radius(index) + 2 / scale;
    const spots = [[x - width / 2, y + r], [x - width / 2, y - r - height], [x + r, y - height / 2], [x - r - width, y - height / 2]];
    const boxes = spots.map(([left, top]) => [left, top, left + width, top + height]);
    const others = [...discs].filter(([other]) => other !== index).map(([, disc]) => disc);
    const lines = links.get(index).map((link) => [places[index], places[link.other]]);
    const free = boxes.filter((each) => !overlaps(each, taken));
    const clear = free.filter((each) => inside(each) && !overlaps(each, others));
    const box = clear.find((each) => !lines.some((line) => crosses(line, each))) || clear[0] || (must && free[0]);
    if (!box) continue;
    taken.push(box);
    context.textAlign = "center";
    context.lineWidth = 4 / scale;
    context.strokeStyle = colours.surface;
    context.globalAlpha = faded ? 0.38 : 1;
    context.strokeText(text, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2);
    context.fillStyle = colours.ink;
    context.fillText(text, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2);
    context.globalAlpha = 1;
  }
  if (pairs.size > 150 && !focus) return;
  context.font = "600 " + 11.5 / scale + "px " + getComputedStyle(document.body).fontFamily;
  context.textAlign = "center";
  context.lineWidth = 5 / scale;
  for (const [key, pair] of pairs) {
    const n = occasions(pair.contacts);
    if (n < 2 || (focus && !focus.edges.has(key))) continue;
    const [from, to] = [places[pair.one], places[pair.other]];
    const reach = (5 + 4 * String(n).length) / scale;
    for (const share of [0.5, 0.42, 0.58, 0.34, 0.66]) {
      const x = from.x + share * (to.x - from.x);
      const y = from.y + share * (to.y - from.y);
      const box = [x - reach, y - reach, x + reach, y + reach];
      if (overlaps(box, taken) || overlaps(box, [...discs.values()])) continue;
      taken.push(box);
      context.strokeStyle = colours.surface;
      context.strokeText(n, x, y);
      context.fillStyle = colours.ink;
      context.fillText(n, x, y);
      break;
    }
  }
}

readColours();
const network = new vis.Network(stage, { nodes, edges }, {
  physics: false,
  layout: { improvedLayout: false, randomSeed: 1 },
  nodes: { chosen: false },
  edges: { smooth: false, chosen: false, hoverWidth: (width) => width + 1.5, selectionWidth: 0 },
  interaction: { hover: true, dragNodes: true, keyboard: false, multiselect: false, selectConnectedEdges: false, tooltipDelay: 0 },
});
network.on("afterDrawing", drawLabels);
network.on("hoverNode", (event) => { under = event.node; stage.style.cursor = "pointer"; });
network.on("blurNode", () => { under = null; stage.style.cursor = ""; });
network.on("hoverEdge", () => { stage.style.cursor = "pointer"; });
network.on("blurEdge", () => { stage.style.cursor = ""; });
network.on("dragEnd", (event) => {
  for (const index of event.nodes) Object.assign(actors[index], network.getPosition(index));
});
network.on("click", (event) => {
  opener = null;
  if (event.nodes.length) choose({ actor: event.nodes[0] });
  else if (event.edges.length) choose({ pair: event.edges[0].split("-").map(Number) });
  else choose(null);
});
// The wheel scrolls the page; with Ctrl, or two fingers on a pad, it zooms.
stage.addEventListener("wheel", (event) => { if (!event.ctrlKey && !event.metaKey) event.stopPropagation(); }, true);

const wide = actors.map((actor) => [actor.x, actor.y]);

function arrange() {
  const now = stage.clientHeight > stage.clientWidth;
  if (now === tall) return;
  tall = now;
  actors.forEach((actor, index) => {
    if (actor.x !== undefined) [actor.x, actor.y] = tall ? actor.tall : wide[index];
  });
  draw();
}

function fitAll() {
  arrange();
  const visible = actors.flatMap((actor, index) => (actor.x !== undefined && links.has(index) ? [index] : []));
  if (!visible.length) return;
  const xs = visible.map((index) => actors[index].x);
  const ys = visible.map((index) => actors[index].y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const measure = document.createElement("canvas").getContext("2d");
  measure.font = "600 " + LABEL + "px " + getComputedStyle(document.body).fontFamily;
  const widest = Math.max(...visible.map((index) => measure.measureText(nameOf(index)).width));
  const scale = Math.min(1.5, (stage.clientWidth - widest - 28) / Math.max(1, right - left),
    (stage.clientHeight - 90) / Math.max(1, bottom - top));
  network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 + 8 }, scale: Math.max(0.05, scale), animation: false });
}
function zoom(factor) {
  network.moveTo({ scale: Math.min(4, Math.max(0.1, network.getScale() * factor)), animation: false });
}

// The panel

function facts(contact) {
  const found = [];
  if (contact.place) found.push(t("place", { name: contact.place }));
  if (contact.channel) found.push(t("channel", { name: contact.channel }));
  if (contact.count > 1) found.push(t("times", { n: contact.count }));
  if (contact.minutes) found.push(t("minutes", { n: contact.minutes }));
  if (contact.topic) found.push(t("topic", { name: contact.topic }));
  return found.join(" · ");
}

function initiator(contact) {
  if (contact.byName === null) return el("p", { class: "by unknown" }, t("noInitiator"));
  const name = contact.by === null ? contact.byName : nameOf(contact.by);
  return el("p", { class: "by" }, t("initiator", { name }));
}

const headlineOf = (source) => source.headline || t("noHeadline", { id: source.id });

function citation(source) {
  const link = webLink(source.url);
  const headline = headlineOf(source);
  const title = link
    ? el("a", { href: link, rel: "noopener noreferrer external", target: "_blank", title: t("opens") }, headline)
    : headline;
  const rest = [source.publisher, source.published && t("published", { date: day(source.published) })].filter(Boolean);
  return el("p", { class: "cite" }, title, rest.length ? " · " + rest.join(" · ") : "");
}

function account(contact) {
  const extra = contact.byQuote && contact.byQuote !== contact.quote ? contact.byQuote : null;
  const more = facts(contact);
  return el("div", { class: "told" },
    initiator(contact),
    el("blockquote", { lang: "vi" }, "“" + contact.quote + "”"),
    extra ? el("blockquote", { lang: "vi" }, "“" + extra + "”") : null,
    contact.says ? el("p", { class: "facts" }, t("attribution", { name: contact.says })) : null,
    more ? el("p", { class: "facts" }, more) : null,
    citation(sources[contact.source]));
}

function timeline(list, centre) {
  const groups = new Map();
  for (const contact of list) {
    if (!groups.has(contact.occasion)) groups.set(contact.occasion, []);
    groups.get(contact.occasion).push(contact);
  }
  return el("ol", { class: "timeline" }, [...groups.values()].map((told) => {
    const contact = told[0];
    const others = contact.parties.filter(([index]) => index !== centre).map(([index]) => nameOf(index));
    return el("li", { class: "occasion", colour: colourOf(contact.kind) },
      el("p", { class: contact.date ? "when" : "when unknown" }, when(contact.date)),
      el("p", { class: "what" },
        el("span", { class: "kind" }, t("kind." + contact.kind)),
        contact.status === "occurred" ? null : el("span", { class: "badge" }, t("status." + contact.status)),
        centre === undefined ? null : " · ", centre === undefined ? null : el("span", { class: "who" }, others.join(", "))),
      told.length > 1 ? el("p", { class: "together" }, t("sameOccasion", { n: told.length })) : null,
      new Set(told.map((each) => each.byName).filter(Boolean)).size > 1 ? el("p", { class: "differ" }, t("differ")) : null,
      told.map(account));
  }));
}

function counts(list) {
  return counted("contact", "contacts", occasions(list)) + " · " + counted("report", "reports", new Set(list.map((c) => c.source)).size);
}

function pick(text, list, action) {
  const kinds = list ? KINDS.filter((kind) => list.some((contact) => contact.kind === kind)) : [];
  return el("li", {}, el("button", { type: "button", class: "pick", onclick: action },
    el("span", {}, text),
    list ? el("span", { class: "count" }, el("span", { class: "dots" }, kinds.map(dot)), String(occasions(list))) : null));
}

function parties(contact) {
  const sides = new Map();
  for (const [index, side] of contact.parties) sides.set(side, [...(sides.get(side) || []), nameOf(index)]);
  return [...sides.values()].map((names) => names.join(", ")).join(" – ");
}

function latest(most) {
  const seen = new Set();
  const dated = shown.filter((contact) => contact.first || contact.last).reverse();
  return dated.filter((contact) => !seen.has(contact.occasion) && seen.add(contact.occasion)).slice(0, most);
}

const byWeight = (a, b) => occasions(b.contacts) - occasions(a.contacts) || b.contacts.length - a.contacts.length;

function panel() {
  const box = byId("panel");
  const chosen = state.chosen;
  let inside;
  if (!shown.length) {
    inside = [el("p", { class: "lead" }, t("nothing"))];
  } else if (!chosen) {
    const top = [...pairs.values()].sort(byWeight).slice(0, 8);
    inside = [
      el("p", { class: "lead" }, t("hint")),
      el("h3", {}, t("topPairs")),
      el("ul", {}, top.map((pair) => pick(nameOf(pair.one) + " – " + nameOf(pair.other), pair.contacts, (event) => {
        opener = event.currentTarget;
        choose({ pair: [pair.one, pair.other] }, true);
      }))),
      el("h3", {}, t("latest")),
      el("ul", {}, latest(8).map((contact) => pick([
        el("span", { class: "date" }, when(contact.date) + " · " + t("kind." + contact.kind)), parties(contact),
      ], null, (event) => {
        opener = event.currentTarget;
        choose({ pair: contact.pairs[0] }, true);
      }))),
    ];
  } else if (chosen.pair) {
    const pair = pairs.get(chosen.pair.join("-"));
    const list = pair ? pair.contacts : [];
    inside = [
      heading(nameOf(chosen.pair[0]), el("span", { class: "and" }, " – "), nameOf(chosen.pair[1])),
      el("p", { class: "lead" }, list.length ? counts(list) : t("nothing")),
      timeline(list),
    ];
  } else {
    const actor = actors[chosen.actor];
    const near = (links.get(chosen.actor) || []).slice().sort(byWeight);
    const list = contactsOf(chosen.actor);
    inside = [
      heading(nameOf(chosen.actor)),
      el("p", { class: "lead" }, [t("type." + actor.type), actor.state && actor.state[state.lang],
        counted("counterpart", "counterparts", near.length)].filter(Boolean).join(" · ")),
      el("h3", {}, t("counterpartsOf")),
      el("ul", {}, near.map((link) => pick(nameOf(link.other), link.contacts, (event) => {
        opener = event.currentTarget;
        choose({ pair: [chosen.actor, link.other].sort((a, b) => a - b) }, true);
      }))),
      el("h3", {}, t("inOrder")),
      timeline(list, chosen.actor),
    ];
  }
  box.replaceChildren(...inside);
  box.scrollTop = 0;
}

function heading(...parts) {
  return el("div", { class: "panel-top" }, el("h2", {}, parts),
    el("button", { type: "button", class: "close", "aria-label": t("close"), title: t("close"), onclick: () => choose(null) }, "×"));
}

// Legend, counts and table

function sample(kind, status) {
  const dash = { planned: "6 4", proposed: "2 4", denied: "8 3 2 3" }[status];
  return el("svg", { width: 22, height: 8, "aria-hidden": "true", colour: kind ? colourOf(kind) : null },
    el("path", { class: "line", d: "M1 4h20", "stroke-dasharray": dash }));
}

function chip(label, count, pressed, icon, action) {
  return el("button", { type: "button", class: "chip", "aria-pressed": String(pressed), onclick: action },
    icon, el("span", { class: "word" }, label), el("b", {}, String(count)));
}

function legend() {
  const flip = (set, value) => {
    if (!set.delete(value)) set.add(value);
    refresh();
  };
  byId("kinds").setAttribute("aria-label", t("kinds"));
  byId("kinds").replaceChildren(...KINDS.flatMap((kind) => {
    const count = occasions(contacts.filter((contact) => contact.kind === kind && state.statuses.has(contact.status)));
    return count ? [chip(t("kind." + kind), count, !state.hidden.has(kind), sample(kind), () => flip(state.hidden, kind))] : [];
  }));
  byId("statuses").setAttribute("aria-label", t("statuses"));
  byId("statuses").replaceChildren(...STATUSES.flatMap((status) => {
    const count = occasions(contacts.filter((contact) => contact.status === status && !state.hidden.has(contact.kind)));
    const wanted = contacts.some((contact) => contact.status === status);
    return wanted ? [chip(t("status." + status), count, state.statuses.has(status), sample(null, status), () => flip(state.statuses, status))] : [];
  }));
}

function years() {
  const found = shown.flatMap((contact) => [contact.first, contact.last]).filter(Boolean).map((text) => text.slice(0, 4)).sort();
  if (!found.length) return "";
  return ", " + [...new Set([found[0], found[found.length - 1]])].join("–");
}

function table() {
  byId("rows").replaceChildren(...shown.map((contact) => {
    const [one, other] = contact.pairs[0];
    const source = sources[contact.source];
    const by = contact.byName === null ? null : contact.by === null ? contact.byName : nameOf(contact.by);
    return el("tr", {},
      el("td", { class: contact.date ? "date" : "date unknown" }, when(contact.date)),
      el("td", {}, dot(contact.kind), t("kind." + contact.kind),
        contact.status === "occurred" ? null : el("span", { class: "badge" }, t("status." + contact.status))),
      el("td", {}, parties(contact)),
      el("td", {}, by === null ? el("span", { class: "unknown" }, t("noInitiator")) : [el("span", { class: "label" }, t("byLabel")), by]),
      el("td", {}, headlineOf(source), source.publisher ? el("small", {}, " · " + source.publisher) : null),
      el("td", { class: "open" }, el("button", {
        type: "button",
        "aria-label": t("read") + ": " + nameOf(one) + " – " + nameOf(other) + ", " + when(contact.date),
        onclick: (event) => { opener = event.currentTarget; choose({ pair: [one, other] }, true); },
      }, t("read"))));
  }));
  byId("list-count").textContent = counts(shown);
}

function words() {
  document.documentElement.lang = state.lang;
  for (const element of document.querySelectorAll("[data-text]")) element.textContent = t(element.dataset.text);
  for (const element of document.querySelectorAll("[data-name]")) {
    element.setAttribute("aria-label", t(element.dataset.name));
    element.title = t(element.dataset.name);
  }
  const title = data.title || t("title");
  byId("title").textContent = title;
  document.title = title;
  byId("language").textContent = t("language");
  byId("language").lang = state.lang === "vi" ? "en" : "vi";
  byId("search").placeholder = t("search");
  byId("search").setAttribute("aria-label", t("search"));
  const canvas = stage.querySelector("canvas");
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", t("graph"));
}

function refresh() {
  recount();
  words();
  legend();
  const drawn = [...links.keys()].length;
  byId("shown").textContent = t("shown", { k: drawn, n: data.total });
  byId("summary").textContent = t("summary", {
    contacts: occasions(shown), actors: drawn, period: years(), articles: new Set(shown.map((contact) => contact.source)).size,
  });
  panel();
  table();
  draw();
  remember();
}

// Choosing, and the address that keeps it

function choose(chosen, moveFocus) {
  const before = opener;
  state.chosen = chosen;
  panel();
  draw();
  remember();
  const box = byId("panel");
  const stacked = matchMedia("(max-width: 1040px)").matches;
  if (chosen && (stacked || moveFocus)) box.scrollIntoView({ block: stacked ? "start" : "nearest" });
  if (chosen && moveFocus) box.focus({ preventScroll: true });
  if (!chosen && before && before.isConnected) before.focus();
}

const short = (index) => actors[index].id.replace(/^actor:/, "");
const long = (id) => here.get("actor:" + id);

function remember() {
  const parts = new URLSearchParams();
  if (state.chosen && state.chosen.pair) parts.set("edge", state.chosen.pair.map(short).join("~"));
  else if (state.chosen) parts.set("actor", short(state.chosen.actor));
  if (state.hidden.size) parts.set("hide", KINDS.filter((kind) => state.hidden.has(kind)).join(","));
  if (!sameAs(state.statuses, usual())) parts.set("status", STATUSES.filter((status) => state.statuses.has(status)).join(","));
  if (state.lang !== "vi") parts.set("lang", state.lang);
  const text = parts.toString();
  if (text !== location.hash.slice(1)) history.replaceState(null, "", text ? "#" + text : location.pathname + location.search);
}

const usual = () => new Set(contacts.some((contact) => contact.status === "occurred") ? ["occurred"] : STATUSES);
const sameAs = (one, other) => one.size === other.size && [...one].every((value) => other.has(value));

function recall() {
  const parts = new URLSearchParams(location.hash.slice(1));
  const list = (name) => (parts.get(name) || "").split(",").filter(Boolean);
  state.lang = parts.get("lang") === "en" ? "en" : "vi";
  state.hidden = new Set(list("hide").filter((kind) => KINDS.includes(kind)));
  state.statuses = parts.has("status") ? new Set(list("status").filter((status) => STATUSES.includes(status))) : usual();
  state.chosen = null;
  const pair = (parts.get("edge") || "").split("~").map(long).sort((a, b) => a - b);
  if (pair.length === 2 && pair.every((index) => index !== undefined)) state.chosen = { pair };
  else if (long(parts.get("actor")) !== undefined) state.chosen = { actor: long(parts.get("actor")) };
}

// Search

const index = actors.flatMap((actor, at) => {
  if (actor.x === undefined) return [];
  const names = [...new Set([actor.vi, actor.en, actor.label, ...actor.aliases].filter(Boolean).map(fold))];
  return [{ at, names }];
});
let hits = [];
let active = -1;

function look() {
  const wanted = fold(byId("search").value);
  const found = [];
  if (wanted) {
    for (const { at, names } of index) {
      if (!links.has(at)) continue;
      const ranks = names.map((name) => (name === wanted ? 0 : name.startsWith(wanted) ? 1 : (" " + name).includes(" " + wanted) ? 2 : name.includes(wanted) ? 3 : 9));
      if (Math.min(...ranks) < 9) found.push({ at, rank: Math.min(...ranks) });
    }
    found.sort((a, b) => a.rank - b.rank || a.at - b.at);
  }
  hits = found.slice(0, 12).map((hit) => hit.at);
  active = hits.length ? 0 : -1;
  const box = byId("hits");
  box.replaceChildren(...hits.map((at, rank) => el("li", {
    id: "hit-" + rank, role: "option", "aria-selected": String(rank === active), onclick: () => take(at),
  }, nameOf(at), actors[at].state ? el("small", {}, actors[at].state[state.lang]) : null)));
  if (wanted && !hits.length) box.replaceChildren(el("li", { class: "note" }, t("noHit", { text: byId("search").value.trim() })));
  box.hidden = !wanted;
  byId("search").setAttribute("aria-expanded", String(Boolean(wanted)));
  mark();
}

function mark() {
  const items = [...byId("hits").querySelectorAll("[role=option]")];
  items.forEach((item, rank) => item.setAttribute("aria-selected", String(rank === active)));
  if (active >= 0) byId("search").setAttribute("aria-activedescendant", "hit-" + active);
  else byId("search").removeAttribute("aria-activedescendant");
}

function take(at) {
  shut();
  byId("search").value = nameOf(at);
  opener = byId("search");
  choose({ actor: at }, true);
  network.moveTo({ position: network.getPosition(at), scale: Math.max(network.getScale(), 0.9), animation: false });
}

function shut() {
  byId("hits").hidden = true;
  byId("search").setAttribute("aria-expanded", "false");
  byId("search").removeAttribute("aria-activedescendant");
}

byId("search").addEventListener("input", look);
byId("search").addEventListener("focus", look);
byId("search").addEventListener("blur", () => setTimeout(shut, 150));
byId("search").addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    if (!hits.length) return;
    active = (active + (event.key === "ArrowDown" ? 1 : hits.length - 1)) % hits.length;
    mark();
    event.preventDefault();
  } else if (event.key === "Enter" && active >= 0) {
    take(hits[active]);
    event.preventDefault();
  } else if (event.key === "Escape") {
    shut();
    event.stopPropagation();
  }
});

// Start

byId("language").addEventListener("click", () => {
  state.lang = state.lang === "vi" ? "en" : "vi";
  refresh();
});
byId("zoom-in").addEventListener("click", () => zoom(1.3));
byId("zoom-out").addEventListener("click", () => zoom(1 / 1.3));
byId("fit").addEventListener("click", fitAll);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && state.chosen) choose(null);
  if (event.key === "/" && !(event.target instanceof HTMLInputElement)) {
    byId("search").focus();
    event.preventDefault();
  }
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  readColours();
  draw();
});
addEventListener("hashchange", () => {
  recall();
  refresh();
});
// vis rescales what it shows after it has told of a new size: fit when it is done.
network.on("resize", () => setTimeout(fitAll));
recall();
refresh();
fitAll();
document.documentElement.dataset.ready = "true";
})();
