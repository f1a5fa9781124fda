// The time strip: how many contacts each day, month or year, and two handles that keep a part of it.

import { byId, el, fill } from "./elements.js";
import { place } from "./scene.js";
import { amount, day, t } from "./words.js";

export const columnName = (bin) => (bin.early ? t("until", { date: day(bin.label) }) : day(bin.label));

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
    const rows = view.strip;
    const most = Math.max(1, ...rows.map((row) => row.sure + row.open));
    fill("bars", el("svg", { viewBox: `0 0 ${bins.length * 10} 100`, preserveAspectRatio: "none", "aria-hidden": "true" },
      rows.flatMap((row, at) => {
        const inside = at >= start && at <= end;
        const [sure, open] = [(96 * row.sure) / most, (96 * row.open) / most];
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
    byId("undated-count").textContent = amount(view.facets.undated);
  }

  handle(id, value, label, date) {
    const values = { "aria-label": label, "aria-valuemin": 0, "aria-valuemax": this.bins.length - 1, "aria-valuenow": value, "aria-valuetext": day(date) };
    for (const [name, text] of Object.entries(values)) byId(id).setAttribute(name, text);
  }

  // A few labels that have room: years where there are several, else months or days; that of all before is wider.
  ticks() {
    const years = this.bins.map((bin, at) => [bin.label.slice(0, 4), at]).filter(([year], rank, all) => !rank || year !== all[rank - 1][0]);
    const marks = years.length > 2 ? years : this.bins.map((bin, at) => [bin.label, at]);
    const gap = this.bins.length / 9;
    let before = -Infinity;
    return marks.filter(([, at]) => (at - before < gap ? false : ((before = this.bins[at].early ? at + gap : at), true)))
      .map(([text, at]) => el("span", { class: at ? null : "first", place: { left: at ? (100 * (at + 0.5)) / this.bins.length + "%" : "0" } }, columnName({ ...this.bins[at], label: text })));
  }
}
