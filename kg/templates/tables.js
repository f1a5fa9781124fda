// The same contacts otherwise: as a table, actor by actor, over time, and as the time that lies between.


import { button, el, paged } from "./elements.js";
import { columnName } from "./period.js";
import { keyOf } from "./scene.js";
import { colourOf, kindSign } from "./signs.js";
import { amount, counted, day, inOrder, t, when } from "./words.js";

const MATRIX = 60;

const head = (names) => el("thead", {}, el("tr", {}, names.map((name) => el("th", { scope: "col" }, name ? t(name) : el("span", { class: "hidden" }, t("read"))))));

// One row for each report: what one article says of one contact.
export async function contactTable({ choice, view, source, accounts, choose, change }) {
  const list = (offset, limit) => source.list({ ...choice, most: view.asked }, offset, limit);
  const first = await list(0, source.rows);
  const row = (contact) => {
    const source_ = source.data.sources[contact.source];
    const by = accounts.initiator(contact);
    return el("tr", {},
      el("td", { class: contact.date ? "date" : "date unknown", "data-label": t("eventDate") }, when(contact.date)),
      el("td", { class: "kind" }, kindSign(contact.kind), " ", t("kind." + contact.kind),
        contact.status === "occurred" ? null : el("span", { class: "badge" }, t("status." + contact.status))),
      el("td", {}, accounts.parties(contact)),
      el("td", { class: by === null ? "unknown" : null, "data-label": t("by") }, by === null ? t("unknownBy") : by),
      el("td", {}, accounts.voice(contact)),
      el("td", { class: "date", "data-label": t("reportDate") }, source_.published ? day(source_.published) : t("undated")),
      el("td", { class: "open" }, button(t("read"), () => choose({ type: "occasion", occasion: contact.occasion }, true),
        { "aria-label": t("read") + ": " + accounts.parties(contact) + ", " + when(contact.date) })));
  };
  return [
    el("div", { class: "list-head" }, el("h2", {}, t("table")), el("p", { id: "list-count" }, counted("contact", "contacts", view.counts.occasions), " · ", counted("row", "rows", view.counts.reports)),
      el("label", { class: "check" }, el("input", { type: "checkbox", id: "only-drawn", checked: choice.drawn, onchange: (event) => change({ drawn: event.target.checked }) }), t("onlyDrawn", { k: amount(view.drawn.length) }))),
    el("table", { class: "contacts" }, el("caption", { class: "hidden" }, t("table")), head(["eventDate", "what", "who", "by", "source", "reportDate", null]),
      el("tbody", { id: "rows" }, paged(first, row, (n) => t("more", { n: amount(n) }), (offset) => list(offset, source.page), "tr"))),
  ];
}

export function matrix({ view, name, choose }) {
  const actors = view.drawn.slice(0, MATRIX).sort((a, b) => inOrder(name(a), name(b)));
  const pairs = new Map(view.pairs.map((pair) => [pair.key, pair]));
  const cell = (one, other) => {
    const pair = one === other ? null : pairs.get(keyOf(one, other));
    if (!pair) return el("td", { class: one === other ? "self" : null });
    const level = Math.min(5, 1 + Math.floor(4.99 * Math.sqrt((pair.n - 1) / Math.max(1, view.most - 1))));
    return el("td", { class: "level-" + level }, button(amount(pair.n), () => choose({ type: "pair", ends: [pair.one, pair.other] }, true),
      { "aria-label": name(one) + " – " + name(other) + ": " + counted("contact", "contacts", pair.n) }));
  };
  return [
    el("div", { class: "list-head" }, el("h2", {}, t("views.matrix")), el("p", {}, t("shownActors", { k: amount(actors.length), n: amount(view.actors) }))),
    el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": t("views.matrix") }, el("table", { class: "matrix" },
      el("caption", { class: "hidden" }, t("matrixHint")),
      el("thead", {}, el("tr", {}, el("td", {}), actors.map((index) => el("th", { scope: "col" }, el("span", {}, name(index)))))),
      el("tbody", {}, actors.map((one) => el("tr", {}, el("th", { scope: "row" }, name(one)), actors.map((other) => cell(one, other))))))),
  ];
}

// Columns of occasions by kind; each opens the contacts of its time.
export function overTime({ view, source, choose, bins }) {
  const rows = view.chart.map((row) => ({ ...row, sure: [...row.kinds.values()].reduce((sum, n) => sum + n, 0) }));
  const kinds = source.data.kinds.filter((kind) => rows.some((row) => row.kinds.has(kind)));
  const most = Math.max(4, ...rows.map((row) => row.sure + row.open));
  const [width, height, left, top] = [1000, 300, 46, 12];
  const step = width / Math.max(1, bins.length);
  const y = (n) => top + height - (height * n) / most;
  const round = 10 ** Math.floor(Math.log10(most / 6));
  const unit = most < 6 ? 1 : [1, 2, 5, 10].map((each) => each * round).find((each) => most / each <= 6);
  const lines = Array.from({ length: Math.floor(most / unit) + 1 }, (_, k) => k * unit);
  const bars = rows.flatMap((row, at) => {
    if (!row.sure && !row.open) return [];
    const counts = kinds.map((kind) => [kind, row.kinds.get(kind) || 0]).filter(([, n]) => n);
    let base = 0;
    const stack = counts.map(([kind, n]) => {
      const rect = el("rect", { x: left + at * step + step * 0.1, width: step * 0.8, y: y(base + n), height: y(base) - y(base + n), fill: "currentColor", colour: colourOf(kind) });
      base += n;
      return rect;
    });
    if (row.open) stack.push(el("rect", { class: "open", x: left + at * step + step * 0.1, width: step * 0.8, y: y(base + row.open), height: y(base) - y(base + row.open) }));
    const open = () => choose({ type: "period", from: bins[at].from, to: bins[at].to, kind: null }, true);
    const label = columnName(bins[at]) + ": " + counted("contact", "contacts", row.sure) + (row.open ? ", " + t("maybeMore", { n: amount(row.open) }) : "");
    return [el("g", { class: "bar", tabindex: 0, role: "button", "aria-label": label, onclick: open, onkeydown: (event) => {
      if (event.key === "Enter" || event.key === " ") { event.preventDefault(); open(); }
    } }, el("title", {}, label), el("rect", { class: "hit", x: left + at * step, width: step, y: top, height }), stack)];
  });
  const every = Math.ceil(bins.length / 12);
  const table = el("details", {}, el("summary", {}, t("asTable")), el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": t("views.time") }, el("table", {},
    el("thead", {}, el("tr", {}, el("th", { scope: "col" }, t("eventDate")), kinds.map((kind) => el("th", { scope: "col" }, t("kind." + kind))), el("th", { scope: "col" }, t("maybe")))),
    el("tbody", {}, rows.flatMap((row, at) => (row.sure || row.open ? [el("tr", {}, el("th", { scope: "row" }, columnName(bins[at])),
      kinds.map((kind) => el("td", {}, amount(row.kinds.get(kind) || 0))), el("td", {}, amount(row.open)))] : []))))));
  const { undated } = view.counts;
  return [
    el("div", { class: "list-head" }, el("h2", {}, t("views.time")), el("p", {}, counted("contact", "contacts", view.counts.occasions), undated ? " · " + t("ofThemUndated", { n: amount(undated) }) : "")),
    bins.length ? el("svg", { class: "chart", viewBox: `0 0 ${left + width + 4} ${top + height + 30}`, role: "group", "aria-label": t("views.time") },
      lines.map((n) => [el("line", { x1: left, x2: left + width, y1: y(n), y2: y(n) }), el("text", { x: left - 8, y: y(n) + 4, "text-anchor": "end" }, amount(n))]),
      bars,
      bins.flatMap((bin, at) => (at % every ? [] : [el("text", { x: left + (at + 0.5) * step, y: top + height + 20, "text-anchor": "middle" }, columnName(bin))]))) : el("p", {}, t("nothing")),
    el("ul", { class: "chart-key" }, kinds.map((kind) => el("li", {}, kindSign(kind), " ", t("kind." + kind))), el("li", {}, el("span", { class: "swatch" }), " ", t("maybe"))),
    table,
  ];
}

// The longest stretches without a dated contact of a pair, and what the articles themselves say of silence.
export async function silences({ choice, source, accounts, name, choose }) {
  const gaps = await source.silences(choice, 0, 50);
  const { longest, stated } = gaps;
  const texts = source.data.passages;
  const end = (contact) => button(when(contact.date), () => choose({ type: "occasion", occasion: contact.occasion }, true), { class: "link", title: accounts.voice(contact) });
  return [
    el("div", { class: "list-head" }, el("h2", {}, t("views.silences")), el("p", {}, t("silencesHint"))),
    gaps.total ? el("table", { class: "gaps" }, el("caption", { class: "hidden" }, t("views.silences")), head(["who", "lastBefore", "firstAfter", "daysBetween"]),
      el("tbody", {}, paged(gaps, (gap) => el("tr", {},
        el("td", {}, button(name(gap.one) + " – " + name(gap.other), () => choose({ type: "pair", ends: [gap.one, gap.other] }, true), { class: "link" })),
        el("td", { "data-label": t("lastBefore") }, end(gap.before)), el("td", { "data-label": t("firstAfter") }, end(gap.after)),
        el("td", { class: "days" }, el("span", { class: "bar", "aria-hidden": "true", place: { width: (60 * gap.days) / longest + "%" } }), amount(gap.days))), (n) => t("more", { n: amount(n) }), (offset) => source.silences(choice, offset, source.page), "tr"))) : el("p", { class: "lead" }, t("noGap")),
    stated.length ? [el("h3", {}, t("statedSilences")), el("ul", { class: "stated" }, stated.map((silence) => el("li", {},
      el("p", {}, el("b", {}, accounts.voice(silence)), " · ", accounts.printed(silence)),
      el("p", {}, silence.actors.map(name).join(" – "), " · ", when(silence.date)),
      el("blockquote", { lang: "vi" }, "“" + texts[silence.text].slice(...silence.marks[0]) + "”"))))] : null,
  ];
}

