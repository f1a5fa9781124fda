// Where contacts come from. A source answers what the page asks, each time with a promise:
//
//   view(choice)                      what is found under the filters, counted, and what may be drawn (`scene`)
//   told(latest)                      the contacts that a view names as the latest
//   list(choice, offset, limit)       reports in order: { items, total, next }
//   contacts(choice, chosen, …)       the contacts of a pair, an actor, an occasion, a period: { groups, occasions, articles, next }
//   near(choice, actor, …)            counterparts of an actor: { items, total, next }
//   path(choice, ends)                a shortest chain of contacts between two actors
//   silences(choice, offset, limit)   the longest times in which a pair has no contact: { items, total, next, longest, stated }
//   search(text, choice)              actors by their names
//   all(choice)                       every contact that is found, for files
//   learn(text)                       makes the names in an address known, so that it can be read
//
// and knows `data`, the records behind the numbers, and `here`, the number of each actor by its id. FileSource answers
// from what lies in the page, `ServerSource` (remote.js) asks a server that counts the same way (kg/serve/found.py).

import { byOccasion, heavier, keyOf, pairsOf, place, wanted } from "./scene.js";
import { fold } from "./words.js";

export class FileSource {
  page = Infinity; // rows that "more" brings
  rows = 200; // rows of a table at first
  pause = 0;

  constructor(data) {
    this.data = data;
    this.here = new Map(data.actors.map((actor, index) => [actor.id, index]));
    this.pairs = { actor: this.data.contacts.map((contact) => pairsOf(contact, (index) => index)), country: null };
    this.states = data.contacts.map((contact) => [...new Set(contact.parties.map(([index]) => this.body(index)))].filter((at) => at !== null));
    this.names = data.actors.map((actor) => [...new Set([actor.vi, actor.en, actor.name, ...(actor.aliases || [])].filter(Boolean).map(fold))]);
    this.publishers = data.sources.map((each) => data.publishers.indexOf(each.publisher || ""));
    const present = (values, field) => values.filter((value) => data.contacts.some((contact) => contact[field] === value));
    data.present = { kinds: present(data.kinds, "kind"), statuses: present(data.statuses, "status") };
    this.last = null;
  }

  // The state or organisation that an actor acts for; a state stands for itself.
  body(index) {
    const actor = this.data.actors[index];
    return actor.type === "State" ? index : actor.of ?? null;
  }

  pairsAs(unit) {
    if (!this.pairs[unit]) this.pairs[unit] = this.data.contacts.map((contact) => pairsOf(contact, (index) => this.body(index)));
    return this.pairs[unit];
  }

  // Who took part on different sides, as the unit has it.
  pairsIn = (contact, unit) => (contact.at === undefined ? [] : this.pairsAs(unit)[contact.at]);

  async learn() {}

  occasion(id) {
    const told = this.data.contacts.find((contact) => contact.id === "report:" + id);
    return told ? told.occasion : this.data.occasions.findIndex((each) => each.id === "occasion:" + id);
  }

  async view(choice) {
    const found = this.found(choice);
    const groups = grouped(found, choice.most || 40, wanted(choice));
    const among = new Set(groups.flat());
    const between = [...found.pairs.values()].filter((pair) => among.has(pair.one) && among.has(pair.other));
    const list = this.listed(choice, found, among);
    const contacts = list.map((at) => this.data.contacts[at]);
    const latest = [];
    for (const told of byOccasion(contacts.filter((contact) => contact.first || contact.last)).reverse().slice(0, 8)) latest.push(told[0]);
    const line = (pair) => this.line(pair, choice.unit);
    return {
      groups, ranks: found.ranked.filter((index) => among.has(index)), pairs: between.map(line), between: between.length, actors: found.ranked.length,
      held: new Map([...among].map((index) => [index, found.held.get(index).size])), facets: sized(found.facets), latest,
      strongest: [...found.pairs.values()].sort(heavier).slice(0, 8).map(line), most: Math.max(1, ...[...found.pairs.values()].map((pair) => pair.n)),
      strip: tally(found.bins, this.data.columns).map((row) => ({ sure: row.sure.size, open: row.open.size })),
      chart: choice.view === "time" ? tally(contacts.filter((contact) => contact.first || contact.last), this.data.columns).map(byKind) : null,
      counts: this.counts(list),
    };
  }

  async told(contacts) { return contacts; }

  // What is found, or of it what is on lines that are drawn.
  listed(choice, found, among) {
    return choice.drawn ? found.list.filter((at) => found.pairsAt[at].some(([a, b]) => among.has(a) && among.has(b))) : found.list;
  }

  counts(list) {
    const contacts = list.map((at) => this.data.contacts[at]);
    const ends = contacts.flatMap((contact) => [contact.first, contact.last]).filter(Boolean).sort();
    const occasions = (some) => new Set(some.map((contact) => contact.occasion)).size;
    return {
      occasions: occasions(contacts), reports: contacts.length, undated: occasions(contacts.filter((contact) => !contact.first && !contact.last)),
      articles: new Set(contacts.map((contact) => contact.source)).size, first: ends[0] || null, last: ends[ends.length - 1] || null,
    };
  }

  // What a line says of a pair: its foremost kind and status, and to which ends arrows point.
  line(pair, unit) {
    if (pair.kind) return pair;
    const occurred = pair.contacts.filter((contact) => contact.status === "occurred");
    const held = occurred.length ? occurred : pair.contacts;
    const kinds = new Map();
    for (const contact of held) kinds.set(contact.kind, (kinds.get(contact.kind) || 0) + 1);
    const order = this.data.kinds;
    const by = new Set(held.filter((contact) => contact.by !== undefined).map((contact) => (unit === "country" ? this.body(contact.by) : contact.by)));
    return Object.assign(pair, {
      kind: [...kinds].sort((a, b) => b[1] - a[1] || order.indexOf(a[0]) - order.indexOf(b[0]))[0][0],
      kinds: order.filter((kind) => pair.contacts.some((contact) => contact.kind === kind)), firm: occurred.length > 0,
      status: this.data.statuses.find((each) => held.some((contact) => contact.status === each)), to: by.has(pair.one), from: by.has(pair.other),
    });
  }

  // Everything that the filters leave, counted once for each choice of filters.
  found(choice) {
    const key = JSON.stringify([
      [...choice.kinds].sort(), [...choice.statuses].sort(), [...choice.states].sort(), [...choice.publishers].sort(),
      choice.by, choice.from, choice.to, choice.undated, choice.ego, choice.depth, choice.unit,
    ]);
    if (!this.last || this.last.key !== key) this.last = { key, ...this.select(choice) };
    return this.last;
  }

  select(choice) {
    const { contacts } = this.data;
    const pairsAt = this.pairsAs(choice.unit);
    const facets = { kinds: new Map(), statuses: new Map(), states: new Map(), publishers: new Map(), by: new Map(), undated: new Set() };
    const close = []; // what one filter keeps out at most, with the name of that filter
    contacts.forEach((contact, at) => {
      if (!pairsAt[at].length) return;
      const undated = !contact.first && !contact.last;
      const stated = contact.by === undefined ? "unstated" : "stated";
      const fails = [
        choice.kinds.has(contact.kind) ? null : "kinds", choice.statuses.has(contact.status) ? null : "statuses",
        choice.states.size && !this.states[at].some((body) => choice.states.has(body)) ? "states" : null,
        choice.publishers.size && !choice.publishers.has(this.publishers[contact.source]) ? "publishers" : null,
        choice.by === "any" || choice.by === stated ? null : "by",
        (undated ? choice.undated : within(contact, choice.from, choice.to)) ? null : "date",
      ].filter(Boolean);
      if (fails.length < 2) close.push({ contact, at, undated, stated, fail: fails[0] || null });
    });
    const passed = close.filter(({ fail }) => !fail).map(({ at }) => at);
    const everything = tied(passed, contacts, pairsAt);
    const near = choice.ego === null ? null : reach(everything.links, this.unitOf(choice.ego, choice.unit), choice.depth);
    const inside = (at) => !near || pairsAt[at].some(([a, b]) => near.has(a) && near.has(b));
    const bins = [];
    for (const { contact, at, undated, stated, fail } of close) {
      if (!inside(at)) continue;
      const free = (facet) => !fail || fail === facet;
      const note = (facet, value) => {
        if (!free(facet)) return;
        if (!facets[facet].has(value)) facets[facet].set(value, new Set());
        facets[facet].get(value).add(contact.occasion);
      };
      note("kinds", contact.kind);
      note("statuses", contact.status);
      for (const body of this.states[at]) note("states", body);
      note("publishers", this.publishers[contact.source]);
      note("by", stated);
      if (free("date") && undated) facets.undated.add(contact.occasion);
      if (free("date") && !undated) bins.push(contact);
    }
    const list = passed.filter(inside);
    const tie = near ? tied(list, contacts, pairsAt, near) : everything;
    return { list, facets, bins, pairsAt, ...tie, ranked: this.ranked(tie) };
  }

  unitOf(index, unit) {
    return unit === "country" ? this.body(index) ?? index : index;
  }

  // Actors by occasions, then counterparts, both falling, then by name: the same order each time.
  ranked({ held, links }) {
    const name = (index) => this.data.actors[index].name;
    return [...held.keys()].sort((a, b) => held.get(b).size - held.get(a).size || links.get(b).size - links.get(a).size
      || (name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : a - b));
  }

  async list(choice, offset, limit) {
    const found = this.found(choice);
    const among = choice.drawn ? new Set(grouped(found, choice.most || 40, wanted(choice)).flat()) : null;
    return cut(this.listed(choice, found, among).map((at) => this.data.contacts[at]), offset, limit);
  }

  async all(choice) { return { ...(await this.list(choice, 0, Infinity)) }; }

  async contacts(choice, chosen, offset = 0, limit = Infinity) {
    const contacts = this.chosen(choice, chosen);
    const { items, total, next } = cut(byOccasion(contacts), offset, limit);
    return { groups: items, occasions: total, articles: new Set(contacts.map((contact) => contact.source)).size, next };
  }

  chosen(choice, chosen) {
    const found = this.found(choice);
    const all = found.list.map((at) => this.data.contacts[at]);
    if (chosen.type === "pair") return (found.pairs.get(chosen.ends.join("-")) || { contacts: [] }).contacts;
    if (chosen.type === "actor") return all.filter((contact) => found.pairsAt[contact.at].some((pair) => pair.includes(chosen.actor)));
    if (chosen.type === "occasion") return this.data.contacts.filter((contact) => contact.occasion === chosen.occasion);
    return all.filter((contact) => (contact.first || contact.last) && within(contact, chosen.from, chosen.to)
      && (!chosen.kind || chosen.kind === contact.kind));
  }

  async near(choice, index, offset, limit) {
    const links = [...(this.found(choice).links.get(index) || new Map())].sort((a, b) => heavier(a[1], b[1]));
    return cut(links.map(([other, pair]) => [other, this.line(pair, choice.unit)]), offset, limit);
  }

  async path(choice, [start, end]) {
    const { links, pairs } = this.found({ ...choice, ego: null });
    const distance = new Map([[end, 0]]);
    let frontier = [end];
    while (frontier.length && !distance.has(start)) {
      const next = [];
      for (const index of frontier) {
        for (const near of (links.get(index) || new Map()).keys()) {
          if (!distance.has(near)) {
            distance.set(near, distance.get(index) + 1);
            next.push(near);
          }
        }
      }
      frontier = next;
    }
    if (!distance.has(start)) return null;
    const id = (index) => this.data.actors[index].id;
    const actors = [start];
    while (actors[actors.length - 1] !== end) {
      const at = actors[actors.length - 1];
      const closer = [...links.get(at).keys()].filter((near) => distance.get(near) === distance.get(at) - 1);
      actors.push(closer.reduce((one, other) => (id(other) < id(one) ? other : one)));
    }
    return { actors, steps: actors.slice(1).map((index, rank) => this.line(pairs.get(keyOf(actors[rank], index)), choice.unit)) };
  }

  async silences(choice, offset, limit) {
    const gaps = [];
    for (const pair of this.found(choice).pairs.values()) {
      let before = null;
      for (const contact of pair.contacts) {
        if (contact.status !== "occurred" || !(contact.first && contact.last)) continue;
        if (before && contact.first > before.last) {
          const days = Math.round((Date.parse(contact.first) - Date.parse(before.last)) / 86400000);
          if (days > 1) gaps.push({ one: pair.one, other: pair.other, before, after: contact, days });
        }
        if (!before || contact.last > before.last) before = contact;
      }
    }
    gaps.sort((a, b) => b.days - a.days || a.one - b.one || a.other - b.other);
    return { ...cut(gaps, offset, limit), longest: gaps.length ? gaps[0].days : 1, stated: this.data.silences || [] };
  }

  // Actors whose name or other name has the words, best first; accents do not matter.
  async search(text, choice) {
    const words = fold(text);
    if (!words) return [];
    const { held } = this.found(choice);
    const hits = [];
    for (const index of held.keys()) {
      const ranks = this.names[index].map((name) => (name === words ? 0 : name.startsWith(words) ? 1
        : (" " + name).includes(" " + words) ? 2 : name.includes(words) ? 3 : 9));
      const rank = Math.min(...ranks);
      if (rank < 9) hits.push({ index, rank, held: held.get(index).size });
    }
    return hits.sort((a, b) => a.rank - b.rank || b.held - a.held || a.index - b.index).map((hit) => hit.index);
  }
}

const cut = (items, offset, limit) => ({ items: items.slice(offset, offset + limit), total: items.length, next: offset + limit < items.length ? offset + limit : null });
const sized = (facets) => Object.fromEntries(Object.entries(facets).map(([name, found]) => [name, found instanceof Map ? new Map([...found].map(([value, held]) => [value, held.size])) : found.size]));

// Whether a contact may lie in the period.
function within(contact, from, to) {
  return (!from || !contact.last || contact.last >= from) && (!to || !contact.first || contact.first <= to);
}

function tied(list, contacts, pairsAt, near) {
  const pairs = new Map();
  const links = new Map();
  const held = new Map();
  for (const at of list) {
    for (const [one, other] of pairsAt[at]) {
      if (near && !(near.has(one) && near.has(other))) continue;
      const key = one + "-" + other;
      if (!pairs.has(key)) pairs.set(key, { key, one, other, contacts: [], occasions: new Set(), n: 0, reports: 0 });
      const pair = pairs.get(key);
      pair.contacts.push(contacts[at]);
      pair.occasions.add(contacts[at].occasion);
      pair.n = pair.occasions.size;
      pair.reports += 1;
      for (const [from, to] of [[one, other], [other, one]]) {
        if (!links.has(from)) links.set(from, new Map());
        links.get(from).set(to, pair);
        if (!held.has(from)) held.set(from, new Set());
        held.get(from).add(contacts[at].occasion);
      }
    }
  }
  return { pairs, links, held };
}

function reach(links, centre, depth) {
  const near = new Set([centre]);
  let frontier = [centre];
  for (let step = 0; step < depth; step += 1) {
    frontier = frontier.flatMap((index) => [...(links.get(index) || new Map()).keys()]).filter((index) => !near.has(index) && near.add(index));
  }
  return near;
}

// The actors to draw, in groups: by rank, each with a counterpart among them, and first of all those that are asked for.
function grouped({ ranked, links }, most, first) {
  const kept = new Set();
  const groups = [];
  for (const index of [...first, ...ranked]) {
    if (kept.has(index) || !links.has(index)) continue;
    const near = links.get(index);
    const company = [...near.keys()].some((other) => kept.has(other)) ? [] : [[...near].sort((a, b) => heavier(a[1], b[1]))[0][0]];
    if (kept.size + 1 + company.length > most) break;
    groups.push([index, ...company]);
    for (const each of [index, ...company]) kept.add(each);
  }
  return groups;
}

// Occasions by column: `sure` that lie in it, `open` that may lie in it because their date is wider.
function tally(contacts, columns) {
  const rows = columns.map(() => ({ sure: new Map(), open: new Set() }));
  for (const contact of contacts) {
    const [first, last] = [contact.first || contact.last, contact.last || contact.first];
    const start = place(columns, first);
    const end = place(columns, last);
    if (start === end) rows[start].sure.set(contact.occasion, contact.kind);
    else for (let at = start; at <= end; at += 1) rows[at].open.add(contact.occasion);
  }
  return rows;
}

function byKind({ sure, open }) {
  const kinds = new Map();
  for (const kind of sure.values()) kinds.set(kind, (kinds.get(kind) || 0) + 1);
  return { kinds, open: open.size };
}
