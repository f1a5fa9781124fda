// Where contacts come from. A source answers what the page asks, each time with a promise:
//
//   view(choice)             what is found and drawn under the filters, with counts for each filter
//   contacts(choice, chosen) the contacts of a pair, an actor, an occasion, a period; without it all that is found
//   path(choice, ends)       a shortest chain of contacts between two actors
//   silences(choice)         the longest stretches of time in which a pair has no contact
//   texts()                  paragraphs by number
//
// and knows `data`, the names behind the numbers. FileSource answers from what lies in the page; a source that asks
// a server has the same methods and needs no other part of the page to change.

import { fold } from "./words.js";

const LINES = 2.5; // lines drawn for each actor, at most, so that the drawing stays readable

export class FileSource {
  constructor(data) {
    this.data = data;
    this.here = new Map(data.actors.map((actor, index) => [actor.id, index]));
    this.pairs = { actor: this.data.contacts.map((contact) => pairsOf(contact, (index) => index)), country: null };
    this.states = data.contacts.map((contact) => [...new Set(contact.parties.map(([index]) => this.body(index)))].filter((at) => at !== null));
    this.names = data.actors.map((actor) => [...new Set([actor.vi, actor.en, actor.name, ...(actor.aliases || [])].filter(Boolean).map(fold))]);
    this.publishers = data.sources.map((each) => data.publishers.indexOf(each.publisher || ""));
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

  async view(choice) {
    const found = this.found(choice);
    const drawn = backbone(found, choice.most || 40, wanted(choice));
    const among = new Set(drawn);
    const between = [...found.pairs.values()].filter((pair) => among.has(pair.one) && among.has(pair.other));
    const lines = foremost(between, Math.ceil(LINES * drawn.length), wanted(choice));
    const list = choice.drawn ? found.list.filter((at) => found.pairsAt[at].some(([a, b]) => among.has(a) && among.has(b))) : found.list;
    return {
      drawn, lines, between: between.length, pairs: found.pairs, links: found.links, held: found.held, facets: found.facets,
      bins: found.bins, list: list.map((at) => this.data.contacts[at]), counts: this.counts(list), actors: found.ranked.length,
      pairsOf: (contact) => found.pairsAt[contact.at],
    };
  }

  counts(list) {
    const contacts = list.map((at) => this.data.contacts[at]);
    const ends = contacts.flatMap((contact) => [contact.first, contact.last]).filter(Boolean).sort();
    return {
      occasions: new Set(contacts.map((contact) => contact.occasion)).size, reports: contacts.length,
      articles: new Set(contacts.map((contact) => contact.source)).size, first: ends[0] || null, last: ends[ends.length - 1] || null,
    };
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

  async contacts(choice, chosen) {
    const found = this.found(choice);
    const all = found.list.map((at) => this.data.contacts[at]);
    if (!chosen) return all;
    if (chosen.type === "pair") return (found.pairs.get(chosen.ends.join("-")) || { contacts: [] }).contacts;
    if (chosen.type === "actor") return all.filter((contact) => found.pairsAt[contact.at].some((pair) => pair.includes(chosen.actor)));
    if (chosen.type === "occasion") return this.data.contacts.filter((contact) => contact.occasion === chosen.occasion);
    return all.filter((contact) => (contact.first || contact.last) && within(contact, chosen.from, chosen.to)
      && (!chosen.kind || chosen.kind === contact.kind));
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
    return { actors, steps: actors.slice(1).map((index, rank) => pairs.get(keyOf(actors[rank], index))) };
  }

  async silences(choice) {
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
    return gaps.sort((a, b) => b.days - a.days || a.one - b.one || a.other - b.other);
  }

  async texts() { return this.data.passages; }

  // Actors whose name or other name has the words, best first; accents do not matter.
  search(text, choice) {
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

export const keyOf = (one, other) => Math.min(one, other) + "-" + Math.max(one, other);

// Every two actors of different sides, each pair once.
function pairsOf(contact, unit) {
  const pairs = new Map();
  contact.parties.forEach(([one, side], rank) => {
    for (const [other, far] of contact.parties.slice(rank + 1)) {
      const [a, b] = [unit(one), unit(other)];
      if (side !== far && a !== b && a !== null && b !== null) pairs.set(keyOf(a, b), [Math.min(a, b), Math.max(a, b)]);
    }
  });
  return [...pairs.values()];
}

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
      if (!pairs.has(key)) pairs.set(key, { key, one, other, contacts: [], occasions: new Set() });
      const pair = pairs.get(key);
      pair.contacts.push(contacts[at]);
      pair.occasions.add(contacts[at].occasion);
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

function wanted(choice) {
  const { chosen, ego, path } = choice;
  const ends = !chosen ? [] : chosen.type === "actor" ? [chosen.actor] : chosen.type === "pair" ? chosen.ends : path || [];
  return [...(ego === null ? [] : [ego]), ...ends];
}

const heavier = (one, other) => other.occasions.size - one.occasions.size || other.contacts.length - one.contacts.length
  || one.one - other.one || one.other - other.other;

// The actors to draw: by rank, each with a counterpart among them, and first of all those that are asked for.
function backbone({ ranked, links }, most, first) {
  const kept = new Set();
  const add = (index) => {
    if (kept.has(index) || !links.has(index)) return;
    const near = [...links.get(index)];
    const company = near.some(([other]) => kept.has(other)) ? [] : [near.sort((a, b) => heavier(a[1], b[1]))[0][0]];
    if (kept.size + 1 + company.length > most) return;
    for (const each of [index, ...company]) kept.add(each);
  };
  for (const index of first) add(index);
  for (const index of ranked) add(index);
  return ranked.filter((index) => kept.has(index));
}

// The lines to draw: the strongest of each actor, then the strongest of all.
function foremost(pairs, most, ends) {
  const ordered = [...pairs].sort(heavier);
  const kept = new Set();
  const reached = new Set();
  const asked = (pair) => ends.includes(pair.one) && (ends.length === 1 || ends.includes(pair.other))
    || ends.includes(pair.other) && ends.length === 1;
  for (const pair of ordered) {
    if (!asked(pair) && reached.has(pair.one) && reached.has(pair.other)) continue;
    reached.add(pair.one).add(pair.other);
    kept.add(pair);
  }
  for (const pair of ordered) if (kept.size < most) kept.add(pair);
  return ordered.filter((pair) => kept.has(pair));
}
