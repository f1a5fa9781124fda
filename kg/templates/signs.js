// Signs: a colour and a shape for each kind of contact, a dash for each status, a shape for each sort of actor.

import { el } from "./elements.js";

const CORNERS = { PhoneCall: 0, VideoCall: 5, Meeting: 4, Visit: 3, Message: -4, Talks: 6, Contact: -3 };
const SORTS = { Person: 0, State: 4, Organization: -4, Group: 3, Actor: 5 };
export const DASHES = { occurred: [], planned: [9, 6], proposed: [2, 5], denied: [12, 4, 2, 4] };

// A regular polygon about (0, 0) as the path of an SVG or a canvas; no corners: a circle; below zero: turned.
function outline(corners, radius) {
  if (!corners) return `M${-radius} 0a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0Z`;
  const n = Math.abs(corners);
  const turn = { "-3": Math.PI, 4: Math.PI / 4 }[corners] || 0;
  const r = radius * (n === 3 ? 1.3 : n === 4 ? 1.2 : 1.08);
  const points = Array.from({ length: n }, (_, k) => {
    const angle = turn - Math.PI / 2 + (2 * Math.PI * k) / n;
    return (r * Math.cos(angle)).toFixed(2) + " " + (r * Math.sin(angle)).toFixed(2);
  });
  return "M" + points.join("L") + "Z";
}

export const kindOutline = (kind, radius) => outline(CORNERS[kind] ?? -3, radius);
export const sortOutline = (type, radius) => outline(SORTS[type] ?? 5, radius);
export const colourOf = (kind) => "var(--" + (kind in CORNERS ? kind : "Contact") + ")";

function sign(path, size, colour) {
  const half = size / 2;
  return el("svg", { class: "sign", width: size, height: size, viewBox: `${-half} ${-half} ${size} ${size}`, "aria-hidden": "true", colour },
    el("path", { d: path, fill: "currentColor" }));
}

export const kindSign = (kind) => sign(kindOutline(kind, 5), 14, colourOf(kind));
export const sortSign = (type) => sign(sortOutline(type, 4.5), 12, "var(--node)");

export function statusSign(status) {
  return el("svg", { class: "sign", width: 24, height: 8, "aria-hidden": "true" },
    el("path", { d: "M1 4h22", fill: "none", stroke: "currentColor", "stroke-width": 2.5, "stroke-dasharray": DASHES[status].join(" ") || null }));
}
