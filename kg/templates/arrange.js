// Where to draw each actor: the same places each time for the same actors, lines and frame.
//
// Stress minimisation by stochastic gradient descent (Zheng, Pawar and Goodman, "Graph Drawing by Stochastic Gradient
// Descent", 2018) with a fixed seed: drawn distance follows the number of contacts that lie between two actors. Then
// the drawing is fitted to the frame, and plates are pushed off one another and off lines that are not theirs.

const EPOCHS = 40;
const MANY = 100; // boxes beyond which a drawing is settled roughly, so that a filter does not make people wait
const GAP = 12; // pixels between two plates

// boxes: [{ width, height }], lines: [[box, box]], frame: { width, height }, pins: Map of box to [x, y].
// Points in pixels about (0, 0), for a drawing that may be larger than the frame where it cannot hold the boxes.
export function arrange(boxes, lines, frame, pins) {
  if (boxes.length === 0) return [];
  const near = boxes.map(() => []);
  for (const [one, other] of lines) {
    near[one].push(other);
    near[other].push(one);
  }
  const parts = components(near).map((part) => sprung(part, near, boxes, frame.width / frame.height));
  const area = boxes.reduce((sum, box) => sum + (box.width + GAP) * (box.height + 3 * GAP), 0);
  let grown = Math.max(1, Math.sqrt((1.2 * area) / (frame.width * frame.height)));
  for (let tried = 0; ; tried += 1) {
    const room = { width: frame.width * grown, height: frame.height * grown };
    const points = fitted(packed(parts, boxes, room.width / room.height), boxes, room);
    if (parts[0].length > Math.max(8, boxes.length / 2)) for (const axis of [0, 1]) evened(points, axis);
    for (const [index, place] of pins) points[index] = [...place];
    if (settle(points, boxes, lines, room, pins) || tried > 5 || boxes.length > MANY) return points;
    grown *= 1.12;
  }
}

// Numbers between 0 and 1 that look random and are the same each time: a linear congruential generator.
function chance(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

function components(near) {
  const seen = new Set();
  const parts = [];
  near.forEach((_, start) => {
    if (seen.has(start)) return;
    const part = [...steps(start, near).keys()].sort((a, b) => a - b);
    for (const index of part) seen.add(index);
    parts.push(part);
  });
  return parts.sort((a, b) => b.length - a.length || a[0] - b[0]);
}

function steps(start, near) {
  const distance = new Map([[start, 0]]);
  for (const index of distance.keys()) {
    for (const other of near[index]) if (!distance.has(other)) distance.set(other, distance.get(index) + 1);
  }
  return distance;
}

// One part that hangs together, as wide as the frame asks, with the length of a line as its unit of 150 by 90 pixels.
function sprung(part, near, boxes, aspect) {
  const random = chance(7);
  const turn = (2 * Math.PI) / part.length;
  const x = part.map((_, k) => Math.sqrt(part.length) * 0.5 * Math.cos(turn * k));
  const y = part.map((_, k) => Math.sqrt(part.length) * 0.5 * Math.sin(turn * k));
  const pairs = [];
  part.forEach((index, one) => {
    const goals = steps(index, near);
    for (let other = one + 1; other < part.length; other += 1) pairs.push([one, other, goals.get(part[other])]);
  });
  const longest = pairs.reduce((most, [, , goal]) => Math.max(most, goal), 1);
  const epochs = part.length > MANY ? EPOCHS / 2 : EPOCHS;
  const decay = Math.log((longest * longest) / 0.1) / (epochs - 1);
  for (let epoch = 0; epoch < epochs && pairs.length; epoch += 1) {
    const rate = longest * longest * Math.exp(-decay * epoch);
    for (let k = pairs.length - 1; k > 0; k -= 1) {
      const swap = Math.floor(random() * (k + 1));
      [pairs[k], pairs[swap]] = [pairs[swap], pairs[k]];
    }
    for (const [one, other, goal] of pairs) {
      const across = x[one] - x[other];
      const down = y[one] - y[other];
      const apart = Math.hypot(across, down) || 1e-9;
      const move = (((apart - goal) / 2) * Math.min(1, rate / (goal * goal))) / apart;
      x[one] -= move * across;
      y[one] -= move * down;
      x[other] += move * across;
      y[other] += move * down;
    }
  }
  const [wide, tall] = [spread(x), spread(y)];
  const turned = part.length > 2 ? tall > wide === aspect > 1 : aspect > 0.7 ? tall > wide : wide > tall;
  return part.map((index, k) => ({ index, x: (turned ? y[k] : x[k]) * 170, y: (turned ? x[k] : y[k]) * 100 }));
}

const spread = (values) => Math.max(...values) - Math.min(...values);

function bounds(points, boxes) {
  const sides = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { index, x, y } of points) {
    const { width, height } = boxes[index];
    sides[0] = Math.min(sides[0], x - width / 2);
    sides[1] = Math.min(sides[1], y - height / 2);
    sides[2] = Math.max(sides[2], x + width / 2);
    sides[3] = Math.max(sides[3], y + height / 2);
  }
  return sides;
}

// Parts in rows, largest first, in the row width that lets the whole be seen largest.
function packed(parts, boxes, aspect) {
  const sizes = parts.map((part) => {
    const [left, top, right, bottom] = bounds(part, boxes);
    return { part, left, top, width: right - left + 3 * GAP, height: bottom - top + 3 * GAP };
  });
  const total = sizes.reduce((sum, size) => sum + size.width, 0);
  const widest = Math.max(...sizes.map((size) => size.width), 1);
  let best = null;
  for (let tried = 0; tried <= 24; tried += 1) {
    const rows = inRows(sizes, widest + ((total - widest) * tried) / 24);
    const width = Math.max(...rows.map((row) => row.width));
    const height = rows.reduce((sum, row) => sum + row.height, 0);
    const extent = Math.max(width / aspect, height);
    if (!best || extent < best.extent - 1e-6) best = { rows, width, extent };
  }
  const points = [];
  let top = 0;
  for (const row of best.rows) {
    const share = (best.width - row.width) / (row.sizes.length + 1);
    let left = share;
    for (const size of row.sizes) {
      const down = top + (row.height - size.height) / 2 - size.top;
      for (const { index, x, y } of size.part) points.push({ index, x: x - size.left + left, y: y + down });
      left += size.width + share;
    }
    top += row.height;
  }
  return points;
}

function inRows(sizes, limit) {
  const rows = [];
  for (const size of sizes) {
    let row = rows[rows.length - 1];
    if (!row || row.width + size.width > limit + 1e-6) rows.push((row = { sizes: [], width: 0, height: 0 }));
    row.sizes.push(size);
    row.width += size.width;
    row.height = Math.max(row.height, size.height);
  }
  return rows;
}

// Drawn out or in so that the boxes reach the sides of the frame, but lines of a small drawing do not get endless.
function fitted(points, boxes, room) {
  const found = boxes.map(() => [0, 0]);
  const margin = Math.max(...boxes.map((box) => box.width)) / 2 + 4;
  const xs = points.map((point) => point.x);
  const ys = points.map((point) => point.y);
  const wide = Math.min(2.2, Math.max(0.2, (room.width - 2 * margin) / Math.max(1, spread(xs))));
  const tall = Math.min(2.2, Math.max(0.2, (room.height - 60) / Math.max(1, spread(ys))));
  const middle = (values) => (Math.max(...values) + Math.min(...values)) / 2;
  for (const { index, x, y } of points) found[index] = [(x - middle(xs)) * wide, (y - middle(ys)) * tall];
  return found;
}

// What crowds in the middle is drawn out towards the sides: half way to even distances.
function evened(points, axis) {
  const order = points.map((_, index) => index).sort((a, b) => points[a][axis] - points[b][axis] || a - b);
  const [first, last] = [points[order[0]][axis], points[order[order.length - 1]][axis]];
  order.forEach((index, rank) => {
    points[index][axis] = 0.5 * points[index][axis] + 0.5 * (first + ((last - first) * rank) / (order.length - 1));
  });
}

// Plates off one another and, where there is room, off lines that are not theirs. Says whether all have found a place.
function settle(points, boxes, lines, room, pins) {
  const inside = () => points.forEach((point, index) => {
    if (pins.has(index)) return;
    const reach = [room.width / 2 - boxes[index].width / 2 - 4, room.height / 2 - boxes[index].height / 2 - 4];
    for (const axis of [0, 1]) point[axis] = Math.max(-reach[axis], Math.min(reach[axis], point[axis]));
  });
  const many = boxes.length > MANY;
  const rounds = many ? 20 : 160;
  for (let round = 0; round < rounds; round += 1) {
    if (!many && round < rounds * 0.7) offLines(points, boxes, lines, pins);
    const crowded = apart(points, boxes, pins);
    inside();
    if (!crowded && round >= rounds * 0.7) break;
  }
  let crowded = true;
  for (let round = 0; round < (many ? 20 : 300) && crowded; round += 1) {
    inside();
    crowded = apart(points, boxes, pins);
  }
  points.forEach((point, index) => { if (!pins.has(index)) points[index] = point.map(Math.round); });
  return !crowded;
}

function apart(points, boxes, pins) {
  let crowded = false;
  const widest = Math.max(...boxes.map((box) => box.width)) + GAP;
  const order = points.map((_, index) => index).sort((a, b) => points[a][0] - points[b][0] || a - b);
  for (let rank = 0; rank < order.length; rank += 1) {
    for (let next = rank + 1; next < order.length; next += 1) {
      const [one, other] = [order[rank], order[next]];
      const across = points[other][0] - points[one][0];
      if (across > 2 * widest) break;
      const down = points[other][1] - points[one][1];
      const wide = (boxes[one].width + boxes[other].width) / 2 + GAP - Math.abs(across);
      const tall = (boxes[one].height + boxes[other].height) / 2 + GAP - Math.abs(down);
      if (wide <= 1 || tall <= 1) continue;
      crowded = true;
      const axis = wide < tall * 1.6 ? 0 : 1;
      const push = ((axis ? tall : wide) + 0.5) * ((axis ? down : across) >= 0 ? 1 : -1);
      const mine = pins.has(one) ? 0 : pins.has(other) ? 1 : 0.5;
      points[one][axis] -= push * mine;
      points[other][axis] += push * (pins.has(other) ? 0 : 1 - mine);
    }
  }
  return crowded;
}

function offLines(points, boxes, lines, pins) {
  for (const [from, to] of lines) {
    const [ax, ay] = points[from];
    const [across, down] = [points[to][0] - ax, points[to][1] - ay];
    const length = Math.hypot(across, down) || 1;
    const [nx, ny] = [-down / length, across / length];
    for (let index = 0; index < points.length; index += 1) {
      if (index === from || index === to || pins.has(index)) continue;
      const [px, py] = [points[index][0] - ax, points[index][1] - ay];
      const along = (px * across + py * down) / (length * length);
      if (along < 0.02 || along > 0.98) continue;
      const off = px * nx + py * ny;
      const reach = Math.abs(nx) * (boxes[index].width / 2) + Math.abs(ny) * (boxes[index].height / 2) + 4;
      if (Math.abs(off) >= reach) continue;
      const push = (reach - Math.abs(off)) * 0.35 * (off >= 0 ? 1 : -1);
      points[index][0] += nx * push;
      points[index][1] += ny * push;
    }
  }
}
