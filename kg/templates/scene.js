// What both sources and the drawing share: pairs of actors, and which actors and lines are drawn of those found.

const LINES = 2.5; // lines drawn for each actor, at most, so that the drawing stays readable

export const keyOf = (one, other) => Math.min(one, other) + "-" + Math.max(one, other);

// Every two actors of different sides, each pair once; `unit` gives who stands for an actor, or null.
export function pairsOf(contact, unit) {
  const pairs = new Map();
  contact.parties.forEach(([one, side], rank) => {
    for (const [other, far] of contact.parties.slice(rank + 1)) {
      const [a, b] = [unit(one), unit(other)];
      if (side !== far && a !== b && a !== null && b !== null) pairs.set(keyOf(a, b), [Math.min(a, b), Math.max(a, b)]);
    }
  });
  return [...pairs.values()];
}

// Contacts of one occasion together, in the order in which the occasions come.
export function byOccasion(contacts) {
  const groups = new Map();
  for (const contact of contacts) {
    if (!groups.has(contact.occasion)) groups.set(contact.occasion, []);
    groups.get(contact.occasion).push(contact);
  }
  return [...groups.values()];
}

export const heavier = (one, other) => other.n - one.n || other.reports - one.reports || one.one - other.one || one.other - other.other;

// Who is asked for, whatever the rank.
export function wanted({ chosen, ego, path }) {
  const ends = !chosen ? [] : chosen.type === "actor" ? [chosen.actor] : chosen.type === "pair" ? chosen.ends : path || [];
  return [...(ego === null ? [] : [ego]), ...ends];
}

// The part of a view that is drawn: its first groups of actors, as many as `most` allows, and the lines among them.
export function scene(view, most, ends) {
  const among = new Set();
  const whole = view.groups.every((group) => among.size + group.length <= most && group.every((each) => among.add(each)));
  const drawn = view.ranks.filter((index) => among.has(index));
  const between = view.pairs.filter((pair) => among.has(pair.one) && among.has(pair.other));
  return { drawn, lines: foremost(between, Math.ceil(LINES * drawn.length), ends), between: whole ? view.between : between.length };
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

// The column of a time line in which a day lies.
export function place(columns, date) {
  let [low, high] = [0, columns.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (columns[middle].from <= date) low = middle;
    else high = middle - 1;
  }
  return low;
}
