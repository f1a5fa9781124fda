// The time strip: how many contacts each day, month or year, and two handles that keep a part of it.

import { byId, el, fill } from "./elements.js";
import { amount, day, t } from "./words.js";

const UNITS = ["day", "month", "year"];
const MOST = 130; // columns
const EARLY = 0.03; // share of dates that may be put together as early ones

// Columns from the first to the last dated contact, in the finest unit that gives no more than MOST of them.
export function columns(contacts) {
  const ends = contacts.flatMap((contact) => [contact.first, contact.last]).filter(Boolean).sort();
  if (!ends.length) return [];
  const last = ends[ends.length - 1];
  // A few contacts long before the others share one column, lest these be squeezed to nothing.
  const main = ends[Math.floor(ends.length * EARLY)].slice(0, 4) + "-01-01";
  const start = Number(main.slice(0, 4)) - Number(ends[0].slice(0, 4)) > 2 ? main : ends[0];
  const found = UNITS.reduce((bins, unit) => bins || between(start, last, unit), null) || decades(start, last);
  if (start === ends[0] || found[0].from <= ends[0]) return found;
  const before = iso(new Date(Date.parse(found[0].from) - 86400000));
  return [{ from: ends[0], to: before, label: before.slice(0, 4), early: true }, ...found];
}

const iso = (date) => date.toISOString().slice(0, 10);

function between(first, last, unit) {
  const width = { day: 10, month: 7, year: 4 }[unit];
  const found = [];
  let start = new Date(first.slice(0, width) + { day: "", month: "-01", year: "-01-01" }[unit] + "T00:00:00Z");
  while (iso(start) <= last) {
    const next = new Date(start);
    if (unit === "day") next.setUTCDate(next.getUTCDate() + 1);
    else if (unit === "month") next.setUTCMonth(next.getUTCMonth() + 1);
    else next.setUTCFullYear(next.getUTCFullYear() + 1);
    found.push({ from: iso(start), to: iso(new Date(next - 86400000)), label: iso(start).slice(0, width) });
    if (found.length > (unit === "day" ? 62 : MOST)) return null;
    start = next;
  }
  return found;
}

function decades(first, last) {
  const found = [];
  for (let year = Math.floor(first.slice(0, 4) / 10) * 10; year <= Number(last.slice(0, 4)); year += 10) {
    const text = (each) => String(each).padStart(4, "0");
    found.push({ from: text(year) + "-01-01", to: text(year + 9) + "-12-31", label: text(year) });
  }
  return found;
}

export const columnName = (bin) => (bin.early ? t("until", { date: day(bin.label) }) : day(bin.label));

// Occasions by column: `sure` that lie in it, `open` that may lie in it because their date is wider.
export function tally(contacts, bins) {
  const rows = bins.map(() => ({ sure: new Map(), open: new Set() }));
  for (const contact of contacts) {
    const [first, last] = [contact.first || contact.last, contact.last || contact.first];
    const start = place(bins, first);
    const end = place(bins, last);
    if (start === end) rows[start].sure.set(contact.occasion, contact.kind);
    else for (let at = start; at <= end; at += 1) rows[at].open.add(contact.occasion);
  }
  return rows;
}

function place(bins, date) {
  let [low, high] = [0, bins.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (bins[middle].from <= date) low = middle;
    else high = middle - 1;
  }
  return low;
}

export class Period {
  constructor(bins, change) {
    this.bins = bins;
    this.change = change;
    this.range = [0, Math.max(0, bins.length - 1)];
    byId("period").hidden = !bins.length;
    if (bins.length) this.listen();
  }

  listen() {
    const plot = byId("plot");
    let from = null;
    const at = (event) => {
      const box = plot.getBoundingClientRect();
      return Math.max(0, Math.min(this.bins.length - 1, Math.floor(((event.clientX - box.left) / box.width) * this.bins.length)));
    };
    plot.addEventListener("pointerdown", (event) => {
      const handle = event.target.closest(".handle");
      from = handle ? this.range[handle.id === "handle-from" ? 1 : 0] : at(event);
      plot.setPointerCapture(event.pointerId);
      if (!handle) this.set(from, from);
      event.preventDefault();
      (handle || byId("handle-to")).focus({ preventScroll: true });
    });
    plot.addEventListener("pointermove", (event) => { if (from !== null) this.set(Math.min(from, at(event)), Math.max(from, at(event))); });
    for (const end of ["pointerup", "pointercancel"]) plot.addEventListener(end, () => { from = null; });
    byId("handle-from").addEventListener("keydown", (event) => this.key(event, 0));
    byId("handle-to").addEventListener("keydown", (event) => this.key(event, 1));
    for (const id of ["from", "to"]) {
      byId(id).addEventListener("change", (event) => this.change({ [id]: event.target.value || null }));
    }
    byId("all-time").addEventListener("click", () => this.change({ from: null, to: null }));
    byId("undated").addEventListener("change", (event) => this.change({ undated: event.target.checked }));
  }

  key(event, which) {
    const last = this.bins.length - 1;
    const page = Math.max(1, Math.round(this.bins.length / 12));
    const move = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -page, PageUp: page, Home: -last, End: last }[event.key];
    if (!move) return;
    event.preventDefault();
    const range = [...this.range];
    range[which] = which ? Math.max(range[0], Math.min(last, range[1] + move)) : Math.min(range[1], Math.max(0, range[0] + move));
    this.set(...range);
  }

  set(first, last) {
    if (first === this.range[0] && last === this.range[1] && this.exact) return;
    this.range = [first, last];
    this.change({ from: first === 0 ? null : this.bins[first].from, to: last === this.bins.length - 1 ? null : this.bins[last].to });
  }

  show(choice, view) {
    if (!this.bins.length) return;
    const { bins } = this;
    const start = choice.from ? place(bins, choice.from) : 0;
    const end = choice.to ? place(bins, choice.to) : bins.length - 1;
    this.range = [start, end];
    this.exact = (!choice.from || choice.from === bins[start].from) && (!choice.to || choice.to === bins[end].to);
    const rows = tally(view.bins, bins);
    const most = Math.max(1, ...rows.map((row) => row.sure.size + row.open.size));
    fill("bars", el("svg", { viewBox: `0 0 ${bins.length * 10} 100`, preserveAspectRatio: "none", "aria-hidden": "true" },
      rows.flatMap((row, at) => {
        const inside = at >= start && at <= end;
        const [sure, open] = [(96 * row.sure.size) / most, (96 * row.open.size) / most];
        return [
          open ? el("rect", { class: inside ? "open" : "open out", x: at * 10 + 1, y: 100 - sure - open, width: 8, height: open }) : null,
          sure ? el("rect", { class: inside ? "sure" : "sure out", x: at * 10 + 1, y: 100 - sure, width: 8, height: sure }) : null,
        ];
      })));
    const share = (at) => (100 * at) / bins.length + "%";
    byId("handle-from").style.left = share(start);
    byId("handle-to").style.left = share(end + 1);
    byId("kept").style.left = share(start);
    byId("kept").style.width = share(end + 1 - start);
    this.handle("handle-from", start, t("periodFrom"), choice.from || bins[0].from);
    this.handle("handle-to", end, t("periodTo"), choice.to || bins[bins.length - 1].to);
    fill("ticks", this.ticks());
    byId("from").value = choice.from || "";
    byId("to").value = choice.to || "";
    byId("all-time").hidden = !choice.from && !choice.to;
    byId("undated").checked = choice.undated;
    byId("undated-count").textContent = amount(view.facets.undated.size);
  }

  handle(id, value, label, date) {
    const values = { "aria-label": label, "aria-valuemin": 0, "aria-valuemax": this.bins.length - 1, "aria-valuenow": value, "aria-valuetext": day(date) };
    for (const [name, text] of Object.entries(values)) byId(id).setAttribute(name, text);
  }

  // A few labels that have room: years where there are several, else months or days.
  ticks() {
    const years = this.bins.map((bin, at) => [bin.label.slice(0, 4), at]).filter(([year], rank, all) => !rank || year !== all[rank - 1][0]);
    const marks = years.length > 2 ? years : this.bins.map((bin, at) => [bin.label, at]);
    const gap = this.bins.length / 9;
    let before = -Infinity;
    return marks.filter(([, at]) => (at - before < gap ? false : ((before = at), true)))
      .map(([text, at]) => el("span", { class: at ? null : "first", place: { left: at ? (100 * (at + 0.5)) / this.bins.length + "%" : "0" } }, columnName({ ...this.bins[at], label: text })));
  }
}
