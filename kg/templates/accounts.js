// Contacts as they are told: who says so, the sentence in its paragraph, the date it is about and the date it was printed.

import { el, paged, webLink } from "./elements.js";
import { kindSign } from "./signs.js";
import { amount, counted, day, t, when } from "./words.js";

export const FIRST = 40; // occasions told at once

export class Accounts {
  constructor(source, name) {
    this.source = source;
    this.name = name; // of an actor, by its number
  }

  get data() { return this.source.data; }

  headline = (source) => source.headline || t("noHeadline", { id: source.id.replace(/^article:/, "") });

  // Who says so: whom the article cites, and the article's outlet.
  voice(contact) {
    const source = this.data.sources[contact.source];
    const outlet = source.publisher || source.agency || this.headline(source);
    const told = [...new Set((contact.says || []).map((voice) => voice.words + (voice.via ? t("via", { name: voice.via }) : "") + (voice.type === "anonymous" ? t("anonymous") : "")))].join(", ");
    return told ? t("accordingVia", { name: told, outlet }) : t("according", { name: outlet });
  }

  printed(contact) {
    const { published } = this.data.sources[contact.source];
    return published ? t("published", { date: day(published) }) : t("publishedUnknown");
  }

  initiator(contact) {
    if (contact.by === undefined) return null;
    return this.name(contact.by);
  }

  parties(contact) {
    const sides = new Map();
    for (const [index, side] of contact.parties) sides.set(side, [...(sides.get(side) || []), this.name(index)]);
    return [...sides.values()].map((names) => names.join(", ")).join(" – ");
  }

  facts(contact) {
    const found = [];
    if (contact.place) found.push(t("place", { name: contact.place }));
    if (contact.channel) found.push(t("channel", { name: t("channelType." + contact.channel) }));
    if (contact.count > 1) found.push(t("times", { n: amount(contact.count) }));
    if (contact.minutes) found.push(t("minutes", { n: amount(contact.minutes) }));
    if (contact.topic) found.push(t("topic", { name: contact.topic }));
    return found.join(" · ");
  }

  // The list of occasions, each with every report of it; `ask` gives more of them, `centre` is the actor whose page it is.
  list(first, ask, centre) {
    const page = { items: first.groups, total: first.occasions, next: first.next };
    const more = async (offset) => {
      const found = await ask(offset, this.source.page);
      return { items: found.groups, total: found.occasions, next: found.next };
    };
    return el("ol", { class: "timeline" }, paged(page, (told) => this.occasion(told, this.data.passages, centre), (n) => t("more", { n: amount(n) }), more));
  }

  occasion(told, texts, centre) {
    const contact = told[0];
    const occasion = this.data.occasions[contact.occasion];
    const others = contact.parties.filter(([index]) => index !== centre).map(([index]) => this.name(index));
    const date = occasion.date === undefined ? contact.date : occasion.date;
    return el("li", { class: "occasion " + contact.status },
      el("div", { class: "mark" }, kindSign(contact.kind)),
      el("p", { class: date ? "when" : "when unknown" }, el("span", { class: "hidden" }, t("eventDate") + ": "), when(date),
        el("a", { class: "permalink", href: "#occasion=" + encodeURIComponent(occasion.id.replace(/^occasion:/, "")), title: t("permalink"), "aria-label": t("permalink") }, "#")),
      el("p", { class: "what" }, el("span", { class: "kind" }, t("kind." + contact.kind)),
        contact.status === "occurred" ? null : el("span", { class: "badge" }, t("status." + contact.status)),
        centre === undefined ? null : [" · ", el("span", { class: "who" }, others.join(", "))],
        ", ", this.backing(told, occasion)),
      this.disputes(told, occasion),
      told.map((each) => this.account(each, texts)));
  }

  backing(told, occasion) {
    const articles = new Set(told.map((contact) => contact.source)).size;
    const parts = [t("reportedBy", { articles: counted("report", "reports", articles) })];
    if (occasion.sources) parts.push(counted("independentOne", "independent", occasion.sources));
    return parts.join(", ");
  }

  // What the reports of one occasion say differently, each value with who says it.
  disputes(told, occasion) {
    const rows = (occasion.disputed || this.differences(told)).map(({ field, values }) => el("li", {},
      el("b", {}, t("field." + field)), ": ",
      values.map(({ value, reports, sources }, rank) => [
        rank ? "; " : "", el("span", { class: "value" }, this.valueText(field, value)), " ",
        el("span", { class: "by" }, "(" + this.sayers(reports) + (sources ? ", " + counted("independentOne", "independent", sources) : "") + ")"),
      ])));
    return rows.length ? el("div", { class: "dispute" }, el("p", {}, t("disputed")), el("ul", {}, rows)) : null;
  }

  sayers(reports) {
    const contacts = reports.map((at) => this.data.contacts[at]).filter(Boolean);
    return [...new Set(contacts.map((contact) => this.voice(contact)))].join("; ") || t("unknownSource");
  }

  valueText(field, value) {
    if (field === "kind" || field === "status") return t(field + "." + value);
    if (field === "date") return when(value);
    if (typeof value === "number" && ["initiator", "participants"].includes(field)) return this.name(value);
    if (Array.isArray(value)) return value.map((index) => this.name(index)).join(", ");
    if (field === "duration") return t("minutes", { n: value });
    return String(value);
  }

  // Where the store does not say what is disputed: the fields in which the reports themselves differ.
  differences(told) {
    const fields = { initiator: (contact) => contact.by, date: (contact) => contact.date, kind: (contact) => contact.kind };
    return Object.entries(fields).flatMap(([field, of]) => {
      const values = new Map();
      for (const contact of told) {
        const value = of(contact);
        if (value === undefined || value === null) continue;
        values.set(value, [...(values.get(value) || []), contact.at]);
      }
      return values.size > 1 ? [{ field, values: [...values].map(([value, reports]) => ({ value, reports })) }] : [];
    });
  }

  account(contact, texts) {
    const by = this.initiator(contact);
    const facts = this.facts(contact);
    const source = this.data.sources[contact.source];
    const link = webLink(source.url);
    const headline = this.headline(source);
    return el("div", { class: "told" },
      el("p", { class: "voice" }, el("b", {}, this.voice(contact)), " · ", el("span", { class: "printed" }, this.printed(contact))),
      passage(texts[contact.text], contact.marks),
      contact.byText === undefined ? null : passage(texts[contact.byText], contact.byMarks),
      el("p", { class: by === null ? "by unknown" : "by" }, by === null ? t("noInitiator") : t("initiator", { name: by })),
      facts ? el("p", { class: "facts" }, facts) : null,
      el("p", { class: "cite" }, link
        ? el("a", { href: link, rel: "noopener noreferrer external", target: "_blank" }, headline, el("span", { class: "hidden" }, " " + t("opens")))
        : headline));
  }
}

// A paragraph with its marks: [start, end, what], what being 0 for the sentence, 1 for the trigger, 2 for a participant.
function passage(text, marks) {
  const [start, end] = marks.find((mark) => mark[2] === 0);
  return el("blockquote", { lang: "vi" }, "“", words(text, 0, start, marks), el("mark", {}, words(text, start, end, marks)),
    words(text, end, text.length, marks), "”");
}

function words(text, start, end, marks) {
  const inside = marks.filter((mark) => mark[2] && mark[0] < end && mark[1] > start);
  const edges = [...new Set([start, end, ...inside.flatMap((mark) => [Math.max(start, mark[0]), Math.min(end, mark[1])])])].sort((a, b) => a - b);
  return edges.slice(1).map((stop, rank) => {
    const over = inside.find((mark) => mark[0] <= edges[rank] && mark[1] >= stop);
    const part = text.slice(edges[rank], stop);
    return over ? el("b", { class: over[2] === 1 ? "trigger" : "party" }, part) : part;
  });
}
