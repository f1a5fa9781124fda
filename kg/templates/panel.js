// What is known of what is chosen: a pair, an actor, a chain, an occasion, a period; and what there is to choose.

import { FIRST } from "./accounts.js";
import { button, el, paged } from "./elements.js";
import { kindSign, sortSign } from "./signs.js";
import { amount, counted, day, t, when } from "./words.js";

export class Panel {
  // `desk`: { choice, view, source, accounts, name, choose, open, finder }
  constructor(desk) { this.desk = desk; }

  async content() {
    const { choice, view, source } = this.desk;
    const chosen = choice.chosen;
    if (!chosen) return view.counts.reports ? this.overview() : [el("p", { class: "lead" }, t("nothing"))];
    if (chosen.type === "path") return this.chain(chosen.ends);
    if (chosen.type === "actor") return this.actor(chosen.actor, false);
    const ask = this.asking(chosen);
    const found = await ask(0, FIRST);
    const heading = {
      pair: () => [this.desk.name(chosen.ends[0]), el("span", { class: "and" }, " – "), this.desk.name(chosen.ends[1])],
      period: () => [day(chosen.from), el("span", { class: "and" }, " – "), day(chosen.to), chosen.kind ? ": " + t("kind." + chosen.kind) : ""],
      occasion: () => [found.groups.length ? this.desk.accounts.parties(found.groups[0][0]) : ""],
    }[chosen.type]();
    return [this.heading(heading), el("p", { class: "lead" }, found.occasions ? this.counts(found) : t("nothing")),
      this.desk.accounts.list(found, ask)];
  }

  // Pages of the contacts of what is chosen.
  asking(chosen, choice = this.desk.choice) {
    return (offset, limit) => this.desk.source.contacts(choice, chosen, offset, limit);
  }

  heading(parts) {
    return el("div", { class: "panel-top" }, el("h2", {}, parts),
      button("×", () => this.desk.choose(null), { class: "close", "aria-label": t("close"), title: t("close") }));
  }

  counts({ occasions, articles }) {
    return counted("contact", "contacts", occasions) + " · " + counted("report", "reports", articles);
  }

  pick(label, pair, action) {
    return el("li", {}, el("button", { type: "button", class: "pick", onclick: action }, el("span", {}, label),
      pair ? el("span", { class: "count" }, el("span", { class: "signs" }, pair.kinds.map(kindSign)), amount(pair.n)) : null));
  }

  async overview() {
    const { view, source, name, choose, accounts } = this.desk;
    const latest = await source.told(view.latest);
    return [
      el("h2", { class: "hidden" }, t("panelName")),
      el("p", { class: "lead" }, t("hint")),
      el("h3", {}, t("topPairs")),
      el("ul", {}, view.strongest.map((pair) => this.pick(name(pair.one) + " – " + name(pair.other), pair,
        () => choose({ type: "pair", ends: [pair.one, pair.other] }, true)))),
      latest.length ? el("h3", {}, t("latest")) : null,
      el("ul", {}, latest.map((contact) => this.pick([
        el("span", { class: "date" }, when(contact.date), " · ", t("kind." + contact.kind)), accounts.parties(contact),
        el("span", { class: "date" }, accounts.voice(contact)),
      ], null, () => choose({ type: "occasion", occasion: contact.occasion }, true)))),
    ];
  }

  async actor(index, wide) {
    const { source, choice, name, choose, open } = this.desk;
    const ask = this.asking({ type: "actor", actor: index });
    const [found, near] = await Promise.all([ask(0, FIRST), source.near(choice, index, 0, wide ? 60 : 12)]);
    const actor = source.data.actors[index];
    const about = [t("type." + actor.type), actor.of === undefined || actor.of === null ? null : name(actor.of), counted("counterpart", "counterparts", near.total)];
    const goal = el("input", { type: "text", class: "goal", autocomplete: "off", spellcheck: "false", placeholder: t("pathTo"), "aria-label": t("pathTo") });
    const hits = el("ul", { class: "hits", hidden: true });
    const content = [
      wide ? el("h2", {}, sortSign(actor.type), " ", name(index)) : this.heading([name(index)]),
      el("p", { class: "lead" }, about.filter(Boolean).join(" · ")),
      el("div", { class: "actions" },
        wide ? button(t("back"), () => history.back(), { class: "quiet" }) : button(t("actorPage"), () => open({ view: "actor" }), { class: "quiet" }),
        button(t("focus"), () => open({ ego: index, view: "graph" }), { class: "quiet" }),
        actor.page ? el("a", { href: actor.page }, t("ownPage")) : null,
        el("div", { class: "search" }, goal, hits)),
      this.offices(actor),
      el("h3", {}, t("counterpartsOf")),
      el("ul", { class: "near" }, paged(near, ([other, pair]) => this.pick(name(other), pair,
        () => choose({ type: "pair", ends: [index, other].sort((a, b) => a - b) }, true)), (n) => t("more", { n: amount(n) }),
      (offset) => source.near(choice, index, offset, source.page))),
      el("h3", {}, t("inOrder")),
      this.desk.accounts.list(found, ask, index),
    ];
    this.desk.finder(goal, hits, (other) => { if (other !== index) choose({ type: "path", ends: [index, other] }, true); });
    return content;
  }

  // Offices with their years, drawn to one scale; what has no end was held at the last report.
  offices(actor) {
    const offices = actor.offices || [];
    if (!offices.length) return null;
    const years = offices.flatMap((office) => [office.from, office.until]).filter(Boolean).map((text) => Number(text.slice(0, 4)));
    const [first, last] = [Math.min(...years), Math.max(...years) + 1];
    const at = (text) => 100 * ((Number(text.slice(0, 4)) + (Number(text.slice(5, 7) || 1) - 1) / 12 - first) / (last - first));
    return el("section", {}, el("h3", {}, t("offices")), el("ul", { class: "offices" }, offices.map((office) => {
      const start = office.from ? at(office.from) : 0;
      const end = office.until ? at(office.until) : 100;
      return el("li", {}, el("span", { class: "office" }, this.desk.label(office)),
        el("span", { class: "years" }, office.from ? day(office.from) : "…", " – ", office.until ? day(office.until) : t("openEnd")),
        el("span", { class: "span", "aria-hidden": "true" }, el("span", { place: { left: start + "%", width: Math.max(1, end - start) + "%" } })));
    })));
  }

  async chain(ends) {
    const { source, choice, name, accounts, choose } = this.desk;
    const path = await source.path(choice, ends);
    const title = this.heading([name(ends[0]), el("span", { class: "and" }, " → "), name(ends[1])]);
    if (!path) return [title, el("p", { class: "lead" }, t("noPath"))];
    const steps = await Promise.all(path.steps.map(async (pair, rank) => {
      const of = { type: "pair", ends: [pair.one, pair.other] };
      const { groups } = await this.asking(of, { ...choice, ego: null })(0, 3);
      return el("li", {}, el("h3", {}, rank + 1, ". ", name(path.actors[rank]), " – ", name(path.actors[rank + 1])),
        accounts.list({ groups, occasions: groups.length, next: null }),
        pair.n > 3 ? button(t("allOfPair", { n: amount(pair.n) }), () => choose(of, true), { class: "quiet" }) : null);
    }));
    return [title, el("p", { class: "lead", id: "path-length" }, counted("step", "steps", path.steps.length), ": ", path.actors.map(name).join(" → ")),
      el("ol", { class: "chain" }, steps)];
  }
}
