// The legend, which is the filter: kinds, statuses, states, sources, who sought it.

import { byId, el, fill } from "./elements.js";
import { kindSign, statusSign } from "./signs.js";
import { amount, inOrder, t } from "./words.js";

export function filters({ choice, view, source, name, change }) {
  const { data } = source;
  const size = (facet, value) => view.facets[facet].get(value) || 0;
  const flip = (set, value) => {
    const next = new Set(set);
    if (!next.delete(value)) next.add(value);
    return next;
  };
  const chip = (label, count, pressed, sign, action) => el("button", { type: "button", class: "chip", "aria-pressed": String(pressed), onclick: action },
    sign, el("span", {}, label), el("b", {}, amount(count)));
  const chips = (facet, sign, scheme) => {
    byId(facet).setAttribute("aria-label", t(facet));
    fill(facet, data.present[facet].map((value) => chip(t(scheme + "." + value), size(facet, value), choice[facet].has(value), sign(value),
      () => change({ [facet]: flip(choice[facet], value) }))));
  };
  chips("kinds", kindSign, "kind");
  chips("statuses", statusSign, "status");

  const menu = (facet, label, entries) => {
    const box = byId(facet);
    const open = box.open;
    const set = choice[facet];
    box.replaceChildren(
      el("summary", {}, label, set.size ? el("b", {}, " " + amount(set.size)) : null),
      el("div", { class: "menu" }, entries.map(({ value, text, count }) => el("label", {},
        el("input", { type: "checkbox", checked: set.has(value), "data-value": value, onchange: () => change({ [facet]: flip(set, value) }) }),
        el("span", {}, text), el("b", {}, amount(count))))));
    box.open = open;
  };
  const entries = (facet, text) => [...new Set([...view.facets[facet].keys(), ...choice[facet]])]
    .map((value) => ({ value, text: text(value), count: size(facet, value) }))
    .sort((a, b) => b.count - a.count || inOrder(a.text, b.text));
  menu("states", t("states"), entries("states", name));
  menu("publishers", t("publishers"), entries("publishers", (at) => data.publishers[at] || t("publisherUnknown")));

  const options = (id, values, chosen, label, action) => {
    byId(id).replaceChildren(...values.map((value) => el("option", { value, selected: value === chosen }, label(value))));
    byId(id).onchange = (event) => action(event.target.value);
  };
  options("by", ["any", "stated", "unstated"], choice.by,
    (value) => t("initiators." + value) + (value === "any" ? "" : " (" + amount(size("by", value)) + ")"), (by) => change({ by }));
  options("unit", ["actor", "country"], choice.unit, (value) => t("units." + value), (unit) => change({ unit, chosen: null, ego: null, pins: new Map() }));
}
