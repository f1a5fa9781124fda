// Contacts of a server, which filters and counts (kg/serve/views.py): what it says becomes records like those of a file.

import { named } from "./choice.js";
import { keyOf, pairsOf, wanted } from "./scene.js";

const KEPT = 60; // answers kept, so that going back asks nothing
const MOST = 10000; // contacts that go into a file
const STEP = 500; // contacts asked for at once then

export class ServerSource {
  page = 200; // rows that "more" brings
  rows = 60; // rows of a table at first
  pause = 120; // milliseconds without a key after which names are looked for

  constructor(page) {
    this.data = { ...page, actors: [], contacts: [], occasions: [], passages: [], sources: [] };
    this.here = new Map();
    this.papers = new Map();
    this.named = new Map();
    this.kept = new Map();
  }

  body(index) {
    const actor = this.data.actors[index];
    return actor.type === "State" ? index : actor.of ?? null;
  }

  pairsIn = (contact, unit) => pairsOf(contact, (index) => (unit === "country" ? this.body(index) : index));

  // Answers by address, each asked for once; an error is told, so that the page can say it and ask again.
  ask(name, fields) {
    const address = "/api/explorer/" + name + "?" + new URLSearchParams(fields.filter(([, value]) => value !== null && value !== undefined));
    if (!this.kept.has(address)) {
      const found = this.fetched(address);
      found.catch(() => this.kept.delete(address));
      this.kept.set(address, found);
      if (this.kept.size > KEPT) this.kept.delete(this.kept.keys().next().value);
    }
    return this.kept.get(address);
  }

  async fetched(address) {
    let reply = null;
    try {
      reply = await fetch(address, { headers: { Accept: "application/json" } });
    } catch (error) {
      throw Object.assign(new Error(error.message), { told: true });
    }
    if (!reply.ok) throw Object.assign(new Error((await reply.text()).trim()), { told: true });
    this.current(reply.headers.get("X-Data-Hash"));
    const found = await reply.json();
    for (const actor of found.actors || []) this.know(actor.number, actor);
    if (found.told) this.take(found.told);
    return found;
  }

  // The numbers of another version of the data mean something else: the page starts anew, at the same address.
  current(hash) {
    if (!hash || hash === this.data.digest || sessionStorage.getItem("started anew") === hash) return;
    sessionStorage.setItem("started anew", hash);
    location.reload();
  }

  know(number, actor) {
    this.data.actors[number] = { ...this.data.actors[number], ...actor };
    this.here.set(actor.id, number);
  }

  take({ actors, contacts, occasions, passages, silences, sources, numbers }) {
    const who = (at) => numbers.actors[at];
    actors.forEach((actor, at) => this.know(who(at), { ...actor, of: actor.of === undefined ? null : who(actor.of) }));
    const papers = sources.map((source) => {
      if (!this.papers.has(source.id)) this.papers.set(source.id, this.data.sources.push(source) - 1);
      return this.papers.get(source.id);
    });
    const first = this.data.passages.length;
    this.data.passages.push(...passages);
    contacts.forEach((contact, rank) => {
      const at = numbers.contacts[rank];
      if (this.data.contacts[at]) return;
      this.data.contacts[at] = {
        ...contact, at, occasion: numbers.occasions[contact.occasion], source: papers[contact.source], text: first + contact.text,
        parties: contact.parties.map(([index, side]) => [who(index), side]),
        by: contact.by === undefined ? undefined : who(contact.by), byText: contact.byText === undefined ? undefined : first + contact.byText,
      };
    });
    occasions.forEach((occasion, rank) => {
      const disputed = occasion.disputed && occasion.disputed.map(({ field, values }) => ({
        field, values: values.map((each) => ({
          ...each, value: typeof each.value === "number" && ["initiator", "participants"].includes(field) ? who(each.value) : each.value,
          reports: (each.reports || []).map((at) => numbers.contacts[at]),
        })),
      }));
      this.data.occasions[numbers.occasions[rank]] = { ...occasion, disputed };
      this.named.set(occasion.id, numbers.occasions[rank]);
    });
    const heard = silences.map((silence) => ({ ...silence, actors: silence.actors.map(who), source: papers[silence.source], text: first + silence.text }));
    if (heard.length) this.stated = heard;
  }

  those = (numbers) => numbers.map((at) => this.data.contacts[at]).filter(Boolean);

  line = ([one, other, n, reports, kinds, kind, status, to, from]) => ({ key: keyOf(one, other), one, other, n, reports, kinds, kind, status, firm: status === "occurred", to, from });

  id = (index) => this.data.actors[index].id.replace(/^actor:/, "");

  filters(choice) {
    const { data } = this;
    const some = (name, set, all) => (set.size === all.length ? [] : set.size ? [...set].sort().map((value) => [name, value]) : [[name, "none"]]);
    return [
      ...some("kind", choice.kinds, data.kinds), ...(choice.statuses.size === data.statuses.length ? [["status", "any"]] : some("status", choice.statuses, data.statuses)),
      ...[...choice.states].map((index) => ["state", this.id(index)]), ...[...choice.publishers].map((at) => ["publisher", data.publishers[at]]),
      ["by", choice.by === "any" ? null : choice.by], ["from", choice.from], ["to", choice.to], ["undated", choice.undated ? null : "false"],
      ["ego", choice.ego === null ? null : this.id(choice.ego)], ["depth", choice.ego === null || choice.depth === 1 ? null : choice.depth],
      ["unit", choice.unit === "actor" ? null : choice.unit],
    ];
  }

  async learn(text) {
    const { actors, occasion } = named(text);
    const unknown = actors.filter((id) => !this.here.has("actor:" + id));
    if (!unknown.length && (!occasion || this.occasion(occasion) >= 0)) return;
    const found = await this.ask("names", [...unknown.slice(0, 100).map((id) => ["actor", id]), ["occasion", occasion]]);
    for (const { asked, number } of found.occasions) this.named.set(asked, number);
  }

  occasion = (id) => this.named.get(id) ?? this.named.get("occasion:" + id) ?? -1;

  async view(choice) {
    const found = await this.ask("view", [
      ...this.filters(choice), ["top", choice.most], ...wanted(choice).map((index) => ["wanted", this.id(index)]),
      ["drawn", choice.drawn ? "true" : null], ["chart", choice.view === "time" ? "true" : null],
    ]);
    const counted = (counts, key) => new Map(Object.entries(counts).map(([value, n]) => [key(value), n]));
    const { facets } = found;
    return {
      groups: found.groups, ranks: found.ranks, pairs: found.pairs.map(this.line), between: found.between, actors: found.found, held: counted(found.held, Number),
      facets: {
        kinds: counted(facets.kinds, String), statuses: counted(facets.statuses, String), by: counted(facets.by, String),
        states: counted(facets.states, Number), publishers: counted(facets.publishers, Number), undated: facets.undated,
      },
      strip: found.strip.map(([sure, open]) => ({ sure, open })), chart: found.chart && found.chart.map(([kinds, open]) => ({ kinds: counted(kinds, String), open })),
      counts: found.counts, latest: found.latest, strongest: found.strongest.map(this.line), most: Math.max(1, found.most),
    };
  }

  // Contacts by number, which a view has before they are told, so that nothing waits for them.
  async told(numbers) {
    const unknown = numbers.filter((at) => !this.data.contacts[at]);
    if (unknown.length) await this.ask("names", unknown.map((at) => ["report", at]));
    return this.those(numbers);
  }

  async list(choice, offset, limit) {
    const found = await this.ask("reports", [...this.filters(choice), ["drawn", choice.drawn ? choice.most : null], ["offset", offset || null], ["limit", limit]]);
    return { items: this.those(found.reports), total: found.total, next: found.next };
  }

  async all(choice) {
    const items = [];
    let [next, total] = [0, 0];
    while (next !== null && items.length < MOST) {
      const found = await this.list(choice, next, STEP);
      items.push(...found.items);
      [next, total] = [found.next, found.total];
    }
    return { items, total };
  }

  async contacts(choice, chosen, offset = 0, limit = this.page) {
    const of = {
      pair: () => chosen.ends.map((index) => ["actor", this.id(index)]),
      actor: () => [["actor", this.id(chosen.actor)]],
      occasion: () => [["occasion", this.data.occasions[chosen.occasion].id.replace(/^occasion:/, "")]],
      period: () => [["since", chosen.from], ["until", chosen.to], ["sort", chosen.kind]],
    }[chosen.type]();
    const found = await this.ask("contacts", [...(chosen.type === "occasion" ? [] : this.filters(choice)), ...of, ["offset", offset || null], ["limit", limit]]);
    return { groups: found.groups.map(this.those), occasions: found.occasions, articles: found.articles, next: found.next };
  }

  async near(choice, index, offset, limit) {
    const found = await this.ask("counterparts", [...this.filters(choice), ["actor", this.id(index)], ["offset", offset || null], ["limit", limit]]);
    const items = found.pairs.map(this.line).map((pair) => [pair.one === index ? pair.other : pair.one, pair]);
    return { items, total: found.total, next: offset + items.length < found.total ? offset + items.length : null };
  }

  async path(choice, ends) {
    const found = await this.ask("path", [...this.filters({ ...choice, ego: null }), ...ends.map((index) => ["actor", this.id(index)])]);
    return found.path && { actors: found.path, steps: found.pairs.map(this.line) };
  }

  async silences(choice, offset, limit) {
    const found = await this.ask("silences", [...this.filters(choice), ["offset", offset || null], ["limit", limit]]);
    const items = found.gaps.map(([one, other, before, after, days]) => ({ one, other, before: this.data.contacts[before], after: this.data.contacts[after], days }));
    return { items, total: found.total, next: found.next, longest: found.longest || 1, stated: this.stated || [] };
  }

  async search(text, choice) {
    if (!text.trim()) return [];
    return (await this.ask("actors", [["q", text], ["limit", 12], ...this.filters(choice)])).hits;
  }
}
