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
  const size = (part.length * (part.length - 1)) / 2;
  const [ones, others, goals] = [new Int32Array(size), new Int32Array(size), new Float64Array(size)];
  let filled = 0;
  let longest = 1;
  part.forEach((index, one) => {
    const distance = steps(index, near);
    for (let other = one + 1; other < part.length; other += 1) {
      const goal = distance.get(part[other]);
      if (goal > longest) longest = goal;
      ones[filled] = one;
      others[filled] = other;
      goals[filled] = goal;
      filled += 1;
    }
  });
  const order = Int32Array.from({ length: size }, (_, k) => k);
  const epochs = part.length > MANY ? EPOCHS / 2 : EPOCHS;
  const decay = Math.log((longest * longest) / 0.1) / (epochs - 1);
  for (let epoch = 0; epoch < epochs && size; epoch += 1) {
    const rate = longest * longest * Math.exp(-decay * epoch);
    for (let k = size - 1; k > 0; k -= 1) {
      const swap = Math.floor(random() * (k + 1));
      const moved = order[k];
      order[k] = order[swap];
      order[swap] = moved;
    }
    for (let k = 0; k < size; k += 1) {
      const [one, other, goal] = [ones[order[k]], others[order[k]], goals[order[k]]];
      const across = x[one] - x[other];
      const down = y[one] - y[other];
      const apart = Math.sqrt(across * across + down * down) || 1e-9;
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
  const free = points.map((_, index) => index).filter((index) => !pins.has(index));
  const inside = () => {
    for (const index of free) {
      const [point, box] = [points[index], boxes[index]];
      const wide = room.width / 2 - box.width / 2 - 4;
      const tall = room.height / 2 - box.height / 2 - 4;
      point[0] = Math.max(-wide, Math.min(wide, point[0]));
      point[1] = Math.max(-tall, Math.min(tall, point[1]));
    }
  };
  const order = points.map((_, index) => index);
  const many = boxes.length > MANY;
  const rounds = many ? 20 : 160;
  for (let round = 0; round < rounds; round += 1) {
    if (!many && round < rounds * 0.7) offLines(points, boxes, lines, free);
    const crowded = apart(points, boxes, pins, order);
    inside();
    if (!crowded && round >= rounds * 0.7) break;
  }
  let crowded = true;
  for (let round = 0; round < (many ? 20 : 300) && crowded; round += 1) {
    inside();
    crowded = apart(points, boxes, pins, order);
  }
  points.forEach((point, index) => { if (!pins.has(index)) points[index] = point.map(Math.round); });
  return !crowded;
}

// `order`: the boxes from left to right, as they lay the last time.
function apart(points, boxes, pins, order) {
  let crowded = false;
  const widest = boxes.reduce((most, box) => Math.max(most, box.width), 0) + GAP;
  order.sort((a, b) => points[a][0] - points[b][0] || a - b);
  for (let rank = 0; rank < order.length; rank += 1) {
    const one = order[rank];
    const from = points[one];
    for (let next = rank + 1; next < order.length; next += 1) {
      const other = order[next];
      const to = points[other];
      const across = to[0] - from[0];
      if (across > 2 * widest) break;
      const down = to[1] - from[1];
      const tall = (boxes[one].height + boxes[other].height) / 2 + GAP - Math.abs(down);
      if (tall <= 1) continue;
      const wide = (boxes[one].width + boxes[other].width) / 2 + GAP - Math.abs(across);
      if (wide <= 1) continue;
      crowded = true;
      const axis = wide < tall * 1.6 ? 0 : 1;
      const push = ((axis ? tall : wide) + 0.5) * ((axis ? down : across) >= 0 ? 1 : -1);
      const mine = pins.has(one) ? 0 : pins.has(other) ? 1 : 0.5;
      from[axis] -= push * mine;
      to[axis] += push * (pins.has(other) ? 0 : 1 - mine);
    }
  }
  return crowded;
}

function offLines(points, boxes, lines, free) {
  for (const [from, to] of lines) {
    const [ax, ay] = points[from];
    const across = points[to][0] - ax;
    const down = points[to][1] - ay;
    const length = Math.sqrt(across * across + down * down) || 1;
    const nx = -down / length;
    const ny = across / length;
    const [wide, tall, long] = [Math.abs(nx), Math.abs(ny), length * length];
    for (const index of free) {
      if (index === from || index === to) continue;
      const point = points[index];
      const px = point[0] - ax;
      const py = point[1] - ay;
      const off = px * nx + py * ny;
      const reach = wide * (boxes[index].width / 2) + tall * (boxes[index].height / 2) + 4;
      if (off >= reach || -off >= reach) continue;
      const along = (px * across + py * down) / long;
      if (along < 0.02 || along > 0.98) continue;
      const push = (reach - Math.abs(off)) * 0.35 * (off >= 0 ? 1 : -1);
      point[0] += nx * push;
      point[1] += ny * push;
    }
  }
}
