// What is known of what is chosen: a pair, an actor, a chain, an occasion, a period; and what there is to choose.

import { byOccasion } from "./accounts.js";
import { button, el, some } from "./elements.js";
import { kindSign, sortSign } from "./signs.js";
import { amount, counted, day, inOrder, t, when } from "./words.js";

export class Panel {
  // `desk`: { choice, view, source, accounts, name, choose, open, finder }
  constructor(desk) { this.desk = desk; }

  async content() {
    const { choice, view, source } = this.desk;
    const chosen = choice.chosen;
    if (!chosen) return view.list.length ? this.overview() : [el("p", { class: "lead" }, t("nothing"))];
    if (chosen.type === "path") return this.chain(chosen.ends);
    const contacts = await source.contacts(choice, chosen);
    if (chosen.type === "actor") return this.actor(chosen.actor, contacts, false);
    const heading = {
      pair: () => [this.desk.name(chosen.ends[0]), el("span", { class: "and" }, " – "), this.desk.name(chosen.ends[1])],
      period: () => [day(chosen.from), el("span", { class: "and" }, " – "), day(chosen.to), chosen.kind ? ": " + t("kind." + chosen.kind) : ""],
      occasion: () => [contacts.length ? this.desk.accounts.parties(contacts[0]) : ""],
    }[chosen.type]();
    return [this.heading(heading), el("p", { class: "lead" }, contacts.length ? this.counts(contacts) : t("nothing")),
      await this.desk.accounts.list(contacts)];
  }

  heading(parts) {
    return el("div", { class: "panel-top" }, el("h2", {}, parts),
      button("×", () => this.desk.choose(null), { class: "close", "aria-label": t("close"), title: t("close") }));
  }

  counts(contacts) {
    return counted("contact", "contacts", byOccasion(contacts).length) + " · "
      + counted("report", "reports", new Set(contacts.map((contact) => contact.source)).size);
  }

  pick(label, pair, action) {
    const kinds = pair ? this.desk.source.data.kinds.filter((kind) => pair.contacts.some((contact) => contact.kind === kind)) : [];
    return el("li", {}, el("button", { type: "button", class: "pick", onclick: action }, el("span", {}, label),
      pair ? el("span", { class: "count" }, el("span", { class: "signs" }, kinds.map(kindSign)), amount(pair.occasions.size)) : null));
  }

  overview() {
    const { view, name, choose, accounts } = this.desk;
    const strongest = [...view.pairs.values()].sort((a, b) => b.occasions.size - a.occasions.size || b.contacts.length - a.contacts.length).slice(0, 8);
    const latest = byOccasion(view.list.filter((contact) => contact.first || contact.last)).reverse().slice(0, 8);
    return [
      el("h2", { class: "hidden" }, t("panelName")),
      el("p", { class: "lead" }, t("hint")),
      el("h3", {}, t("topPairs")),
      el("ul", {}, strongest.map((pair) => this.pick(name(pair.one) + " – " + name(pair.other), pair,
        () => choose({ type: "pair", ends: [pair.one, pair.other] }, true)))),
      latest.length ? el("h3", {}, t("latest")) : null,
      el("ul", {}, latest.map(([contact]) => this.pick([
        el("span", { class: "date" }, when(contact.date), " · ", t("kind." + contact.kind)), accounts.parties(contact),
        el("span", { class: "date" }, accounts.voice(contact)),
      ], null, () => choose({ type: "occasion", occasion: contact.occasion }, true)))),
    ];
  }

  async actor(index, contacts, wide) {
    const { source, view, name, choose, open } = this.desk;
    const actor = source.data.actors[index];
    const near = [...(view.links.get(index) || new Map())].sort((a, b) => b[1].occasions.size - a[1].occasions.size || inOrder(name(a[0]), name(b[0])));
    const about = [t("type." + actor.type), actor.of === undefined || actor.of === null ? null : name(actor.of), counted("counterpart", "counterparts", near.length)];
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
      el("ul", { class: "near" }, some(near, wide ? 60 : 12, ([other, pair]) => this.pick(name(other), pair,
        () => choose({ type: "pair", ends: [index, other].sort((a, b) => a - b) }, true)), (n) => t("more", { n: amount(n) }))),
      el("h3", {}, t("inOrder")),
      await this.desk.accounts.list(contacts, index),
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
    const steps = await Promise.all(path.steps.map(async (pair, rank) => el("li", {},
      el("h3", {}, rank + 1, ". ", name(path.actors[rank]), " – ", name(path.actors[rank + 1])),
      await accounts.list(byOccasion(pair.contacts).slice(0, 3).flat()),
      pair.occasions.size > 3 ? button(t("allOfPair", { n: amount(pair.occasions.size) }),
        () => choose({ type: "pair", ends: [pair.one, pair.other] }, true), { class: "quiet" }) : null)));
    return [title, el("p", { class: "lead", id: "path-length" }, counted("step", "steps", path.steps.length), ": ", path.actors.map(name).join(" → ")),
      el("ol", { class: "chain" }, steps)];
  }
}
