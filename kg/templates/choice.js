// What is chosen: language, view, filters, focus. The address keeps it, so that a link shows the same again.

export const VIEWS = ["graph", "table", "matrix", "time", "silences", "actor"];
export const TOPS = [15, 40, 80, 150, 300];
const BY = ["any", "stated", "unstated"];

export function initial(data) {
  const occurred = data.present.statuses.includes("occurred");
  return {
    lang: data.lang || "vi", view: "graph", kinds: new Set(data.kinds), statuses: new Set(occurred ? ["occurred"] : data.statuses),
    states: new Set(), publishers: new Set(), by: "any", from: null, to: null, undated: true, drawn: false,
    ego: null, depth: data.depth || 1, top: 0, unit: data.unit || "actor", chosen: null, pins: new Map(),
  };
}

const same = (one, other) => one.size === other.size && [...one].every((value) => other.has(value));
const date = (text) => (/^\d{4}-\d\d-\d\d$/.test(text || "") ? text : null);

// A choice as the text after "#": only what differs from how the page opens.
export function written(choice, data) {
  const usual = initial(data);
  const parts = new URLSearchParams();
  const id = (index) => data.actors[index].id.replace(/^actor:/, "");
  const put = (name, value, wanted) => { if (wanted) parts.set(name, value); };
  put("view", choice.view, choice.view !== "graph");
  const chosen = choice.chosen;
  if (chosen) {
    if (chosen.type === "pair" || chosen.type === "path") parts.set(chosen.type, chosen.ends.map(id).join("~"));
    else if (chosen.type === "actor") parts.set("actor", id(chosen.actor));
    else if (chosen.type === "occasion") parts.set("occasion", data.occasions[chosen.occasion].id.replace(/^occasion:/, ""));
    else parts.set("period", [chosen.from, chosen.to, chosen.kind || ""].join("~"));
  }
  put("ego", choice.ego === null ? "" : id(choice.ego), choice.ego !== null);
  put("depth", choice.depth, choice.depth !== usual.depth);
  for (const name of ["kinds", "statuses"]) {
    put(name, data[name].filter((value) => choice[name].has(value)).join("~"), !same(choice[name], usual[name]));
  }
  put("states", [...choice.states].map(id).sort().join("~"), choice.states.size);
  put("publishers", [...choice.publishers].map((at) => data.publishers[at]).sort().join("~"), choice.publishers.size);
  put("by", choice.by, choice.by !== "any");
  put("from", choice.from, choice.from);
  put("to", choice.to, choice.to);
  put("undated", "0", !choice.undated);
  put("drawn", "1", choice.drawn);
  put("top", choice.top, choice.top);
  put("unit", choice.unit, choice.unit !== usual.unit);
  put("pins", [...choice.pins].map(([index, [x, y]]) => [id(index), x, y].join("*")).join("~"), choice.pins.size);
  put("lang", choice.lang, choice.lang !== usual.lang);
  return parts.toString();
}

// The ids of actors and of the occasion that an address names.
export function named(text) {
  const parts = new URLSearchParams(text);
  const ids = ["actor", "ego", "pair", "path", "states", "pins"].flatMap((name) => (parts.get(name) || "").split("~"));
  return { actors: [...new Set(ids.map((id) => id.split("*")[0]).filter(Boolean))], occasion: parts.get("occasion") };
}

// The reverse of `written`; what does not make sense is passed over.
export function read(text, source) {
  const { data, here } = source;
  const choice = initial(data);
  const parts = new URLSearchParams(text);
  const list = (name) => (parts.get(name) || "").split("~").filter(Boolean);
  const actor = (id) => here.get("actor:" + id);
  const known = (ids) => ids.map(actor).filter((index) => index !== undefined);
  const among = (name, values) => (values.includes(parts.get(name)) ? parts.get(name) : null);
  choice.lang = among("lang", ["vi", "en"]) || choice.lang;
  choice.view = among("view", VIEWS) || "graph";
  for (const name of ["kinds", "statuses"]) {
    if (parts.has(name)) choice[name] = new Set(list(name).filter((value) => data[name].includes(value)));
  }
  choice.states = new Set(known(list("states")));
  choice.publishers = new Set(list("publishers").map((name) => data.publishers.indexOf(name)).filter((at) => at >= 0));
  choice.by = among("by", BY) || "any";
  choice.from = date(parts.get("from"));
  choice.to = date(parts.get("to"));
  choice.undated = parts.get("undated") !== "0";
  choice.drawn = parts.get("drawn") === "1";
  choice.unit = among("unit", ["actor", "country"]) || choice.unit;
  choice.top = TOPS.includes(Number(parts.get("top"))) ? Number(parts.get("top")) : 0;
  choice.ego = actor(parts.get("ego")) ?? null;
  if (["1", "2"].includes(parts.get("depth"))) choice.depth = Number(parts.get("depth"));
  for (const pin of list("pins")) {
    const [id, x, y] = pin.split("*");
    if (actor(id) !== undefined && Number.isFinite(+x) && Number.isFinite(+y)) choice.pins.set(actor(id), [+x, +y]);
  }
  choice.chosen = chosenIn(parts, source, known, list);
  if (choice.view === "actor" && (!choice.chosen || choice.chosen.type !== "actor")) choice.view = "graph";
  return choice;
}

function chosenIn(parts, source, known, list) {
  for (const type of ["pair", "path"]) {
    const ends = known(list(type));
    if (ends.length === 2 && ends[0] !== ends[1]) return { type, ends: type === "pair" ? ends.sort((a, b) => a - b) : ends };
  }
  const [actor] = known(list("actor"));
  if (actor !== undefined) return { type: "actor", actor };
  // An occasion is named by its first report; by any other of its reports it is found too, lest footnotes go stale.
  const occasion = parts.has("occasion") ? source.occasion(parts.get("occasion")) : -1;
  if (occasion >= 0) return { type: "occasion", occasion };
  const [from, to, kind] = list("period");
  if (date(from) && date(to)) return { type: "period", from, to, kind: source.data.kinds.includes(kind) ? kind : null };
  return null;
}
