// The drawing, on vis-network: a plate with the name for each actor, a line for each pair.
//
// vis-network holds nodes and lines, draws the lines and says what the pointer is on. Places come from `arrange`,
// plates and counts are drawn here: always of one size on the screen, and where there is no room for a plate, a dot.

import { arrange } from "./arrange.js";
import { DASHES, kindOutline, sortOutline } from "./signs.js";
import { keyOf } from "./scene.js";

const SIZE = 13;
const HEIGHT = 26;
const LONGEST = 32; // letters of a name on a plate
const DOT = 14;
const MANY = 60; // more actors than this are laid out as dots, with names where there is room
const MOVE = 260; // milliseconds that plates take to new places

const meet = (one, other) => one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];

export class Drawing {
  // `on`: what to do when an actor or a pair is picked, an actor opened or dragged, the pointer is over something.
  constructor(stage, kinds, on) {
    this.stage = stage;
    this.kinds = kinds;
    this.on = on;
    this.nodes = new vis.DataSet();
    this.edges = new vis.DataSet();
    this.scene = { drawn: [], lines: [] };
    this.points = new Map();
    this.plates = new Map();
    this.under = null;
    this.cursor = null;
    this.arranged = "";
    this.pen = document.createElement("canvas").getContext("2d");
    this.font = getComputedStyle(document.body).fontFamily;
    this.colours = {};
    this.readColours();
    this.network = new vis.Network(stage, { nodes: this.nodes, edges: this.edges }, {
      autoResize: false,
      physics: false,
      layout: { improvedLayout: false, randomSeed: 1 },
      nodes: { shape: "custom", chosen: false, borderWidth: 2, ctxRenderer: (node) => this.node(node) },
      edges: { smooth: false, chosen: false, hoverWidth: (width) => width + 1.5, selectionWidth: 0 },
      interaction: { hover: true, dragNodes: true, keyboard: false, multiselect: false, selectConnectedEdges: false, tooltipDelay: 0 },
    });
    this.listen();
  }

  listen() {
    const { network, stage } = this;
    const pointer = (style) => { stage.style.cursor = style; };
    network.on("beforeDrawing", () => this.place());
    network.on("afterDrawing", (context) => this.counts(context));
    network.on("hoverNode", (event) => { this.under = event.node; pointer("pointer"); network.redraw(); });
    network.on("blurNode", () => { this.under = null; pointer(""); });
    network.on("hoverEdge", () => pointer("pointer"));
    network.on("blurEdge", () => pointer(""));
    network.on("dragEnd", (event) => {
      for (const index of event.nodes) {
        const { x, y } = network.getPosition(index);
        this.points.set(index, [x, y]);
        this.on.pin(index, [Math.round(x), Math.round(y)]);
      }
    });
    network.on("click", (event) => {
      if (event.nodes.length) this.on.actor(event.nodes[0]);
      else if (event.edges.length) this.on.pair(event.edges[0].split("-").map(Number));
      else this.on.nothing();
    });
    network.on("doubleClick", (event) => { if (event.nodes.length) this.on.open(event.nodes[0]); });
    // The wheel scrolls the page; with Ctrl, or two fingers on a pad, it zooms.
    stage.addEventListener("wheel", (event) => { if (!event.ctrlKey && !event.metaKey) event.stopPropagation(); }, true);
  }

  readColours() {
    const style = getComputedStyle(document.documentElement);
    const names = [...this.kinds, "ink", "soft", "faint", "rule", "surface", "node", "accent", "accent-wash"];
    this.colours = Object.fromEntries(names.map((name) => [name, style.getPropertyValue("--" + name).trim()]));
  }

  // scene: drawn actors by rank, lines (pairs), pins, focus ({ actors, lines } or null), chosen actors, centre;
  // and by functions of an actor its name, type and number of occasions.
  show(scene) {
    this.scene = scene;
    // vis would draw after each of the changes below; once is enough.
    this.network.body.emitter.emit("_blockRedraw");
    const known = new Set(scene.drawn);
    const gone = this.nodes.getIds().filter((index) => !known.has(index));
    if (gone.length) this.nodes.remove(gone);
    const resized = this.resize();
    const moved = this.arrangeAnew();
    this.nodes.update(scene.drawn.map((index) => {
      const [x, y] = this.points.get(index);
      return { id: index, x, y };
    }));
    this.drawLines();
    if (moved || resized) this.fit();
    this.network.body.emitter.emit("_allowRedraw");
    this.network.redraw();
  }

  // The canvas follows the stage when something is drawn, not at a time of its own.
  resize() {
    const size = this.stage.clientWidth + "x" + this.stage.clientHeight;
    if (size === this.size) return false;
    this.size = size;
    this.network.setSize("100%", "100%");
    return true;
  }

  drawLines() {
    const { lines, focus } = this.scene;
    const known = new Set(lines.map((pair) => pair.key));
    this.edges.remove(this.edges.getIds().filter((key) => !known.has(key)));
    this.edges.update(lines.map((pair) => {
      const look = pair;
      const near = focus && focus.lines.has(pair.key);
      const colour = this.fade(this.colours[look.kind] || this.colours.Contact, focus && !near ? 0.13 : look.firm ? 0.9 : 0.75);
      return {
        id: pair.key, from: pair.one, to: pair.other, width: (1.6 + 1.4 * Math.log2(pair.n)) * (near ? 1.4 : 1),
        dashes: look.firm ? false : DASHES[look.status],
        arrows: { to: { enabled: look.to, scaleFactor: 0.55 }, from: { enabled: look.from, scaleFactor: 0.55 } },
        color: { color: colour, highlight: colour, hover: colour, inherit: false },
      };
    }));
  }

  // New places where other actors or lines are drawn than before, or the frame is another. Says whether there are.
  arrangeAnew() {
    const { drawn, lines, pins } = this.scene;
    const frame = { width: Math.max(240, this.stage.clientWidth), height: Math.max(200, this.stage.clientHeight) };
    const key = JSON.stringify([drawn, lines.map((pair) => pair.key), frame, [...pins]]);
    if (key === this.arranged) return false;
    const dragged = this.arranged && JSON.parse(this.arranged).slice(0, 3).join() === JSON.parse(key).slice(0, 3).join();
    this.arranged = key;
    if (dragged && drawn.every((index) => this.points.has(index)) && pins.size) {
      for (const [index, place] of pins) if (this.points.has(index)) this.points.set(index, place);
      return false;
    }
    const at = new Map(drawn.map((index, rank) => [index, rank]));
    const boxes = drawn.map((index) => ({ width: this.extent(index), height: drawn.length > MANY ? DOT : HEIGHT }));
    const pinned = new Map([...pins].filter(([index]) => at.has(index)).map(([index, place]) => [at.get(index), place]));
    const points = arrange(boxes, lines.map((pair) => [at.get(pair.one), at.get(pair.other)]), { width: frame.width - 16, height: frame.height - 16 }, pinned);
    const before = this.points;
    this.points = new Map(drawn.map((index, rank) => [index, points[rank]]));
    this.travel(before);
    return true;
  }

  // From the old places to the new ones, where motion is welcome and the old ones have been seen.
  travel(before) {
    cancelAnimationFrame(this.travelling);
    this.travelling = null;
    const going = this.scene.drawn.filter((index) => before.has(index));
    const seen = document.documentElement.dataset.ready;
    if (!seen || !going.length || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    const goals = this.points;
    const start = performance.now();
    const step = (now) => {
      const share = Math.min(1, (now - start) / MOVE);
      const eased = 1 - (1 - share) ** 3;
      this.nodes.update(going.filter((index) => goals.has(index)).map((index) => {
        const [from, to] = [before.get(index), goals.get(index)];
        return { id: index, x: from[0] + (to[0] - from[0]) * eased, y: from[1] + (to[1] - from[1]) * eased };
      }));
      this.travelling = share < 1 && this.points === goals ? requestAnimationFrame(step) : null;
    };
    this.travelling = requestAnimationFrame(step);
  }

  moving = () => Boolean(this.travelling);

  width(index) {
    this.pen.font = this.fontOf(index) + SIZE + "px " + this.font;
    return Math.ceil(this.pen.measureText(this.title(index)).width) + 2 * this.radius(index) + 22;
  }

  // What an actor takes up at least: its plate, or a dot and some air where there are many.
  extent = (index) => (this.scene.drawn.length > MANY ? 3 * DOT : this.width(index));

  title(index) {
    const name = this.scene.name(index).replace(/\s+/g, " ").trim();
    return name.length > LONGEST ? name.slice(0, LONGEST - 1).trim() + "…" : name;
  }

  fontOf = (index) => (this.scene.type(index) === "Person" ? "500 " : "650 ");
  radius = (index) => 3.5 + Math.min(5, 1.1 * Math.sqrt(this.scene.held(index)));

  // Which actors get a plate at this zoom: in order, each that has room; hovered, chosen and focused ones first.
  place() {
    const scale = this.network.getScale();
    const { drawn, focus } = this.scene;
    const first = (index) => (index === this.under || index === this.cursor ? 0 : focus && focus.actors.has(index) ? 1 : 2);
    const places = this.network.getPositions();
    const taken = [];
    const dots = drawn.filter((index) => places[index]).map((index) => {
      const [x, y] = [places[index].x * scale, places[index].y * scale];
      return [index, [x - DOT / 2, y - DOT / 2, x + DOT / 2, y + DOT / 2]];
    });
    const at = new Map(dots);
    this.plates = new Map();
    for (const index of [...drawn].sort((a, b) => first(a) - first(b))) {
      if (!places[index]) continue;
      const [width, height] = [this.width(index), HEIGHT];
      const { x, y } = places[index];
      const box = [x * scale - width / 2, y * scale - height / 2, x * scale + width / 2, y * scale + height / 2];
      const free = first(index) < 2 || !dots.some(([other, dot]) => other !== index && meet(box, dot));
      const named = free && !taken.some((other) => meet(box, other));
      if (named) taken.push(box);
      this.plates.set(index, { named, width: named ? width : DOT, height: named ? height : DOT, box: named ? box : at.get(index) });
      const shape = this.network.body.nodes[index].shape; // what vis takes for the extent of the node
      shape.width = shape.customSizeWidth = this.plates.get(index).width / scale;
      shape.height = shape.customSizeHeight = this.plates.get(index).height / scale;
    }
  }

  node({ ctx, id, x, y, state }) {
    const plate = this.plates.get(id);
    if (!plate) return { drawNode() {} };
    const scale = this.network.getScale();
    return { drawNode: () => this.plate(ctx, id, x, y, scale, plate, state.hover), nodeDimensions: { width: plate.width / scale, height: plate.height / scale } };
  }

  plate(context, index, x, y, scale, plate, hover) {
    const { focus, chosen, pins } = this.scene;
    const strength = focus && !focus.actors.has(index) ? 0.3 : 1;
    const mine = chosen.includes(index);
    const sign = new Path2D(sortOutline(this.scene.type(index), plate.named ? this.radius(index) : 5));
    context.save();
    context.translate(x, y);
    context.scale(1 / scale, 1 / scale);
    if (plate.named) {
      const [w, h] = [plate.width, plate.height];
      context.beginPath();
      context.roundRect(-w / 2, -h / 2, w, h, this.scene.type(index) === "Person" ? h / 2 : 4);
      context.fillStyle = mine ? this.colours["accent-wash"] : this.colours.surface;
      context.fill();
      context.lineWidth = mine || index === this.cursor ? 2 : 1;
      context.strokeStyle = mine || hover || index === this.cursor ? this.colours.accent : this.fade(this.colours.faint, 0.55 * strength);
      if (pins.has(index)) context.setLineDash([3, 2]);
      context.stroke();
      if (index === this.cursor) {
        context.setLineDash([]);
        context.beginPath();
        context.roundRect(-w / 2 - 4, -h / 2 - 4, w + 8, h + 8, h / 2);
        context.stroke();
      }
      context.fillStyle = this.fade(this.colours.ink, strength === 1 ? 1 : 0.5);
      context.font = this.fontOf(index) + SIZE + "px " + this.font;
      context.textBaseline = "middle";
      context.textAlign = "left";
      context.fillText(this.title(index), -w / 2 + 2 * this.radius(index) + 13, 0.5);
      context.translate(-w / 2 + 8 + this.radius(index), 0);
    }
    context.fillStyle = this.fade(mine ? this.colours.accent : this.colours.node, strength);
    context.fill(sign);
    context.restore();
  }

  // In the middle of a line the sign of its kind, with the number of contacts where there are several.
  counts(context) {
    const { lines, focus } = this.scene;
    if (lines.length > 160 && !focus) return;
    const scale = this.network.getScale();
    const places = this.network.getPositions();
    const taken = [...this.plates.values()].map((plate) => plate.box);
    for (const pair of lines) {
      if (focus && !focus.lines.has(pair.key)) continue;
      const [from, to] = [places[pair.one], places[pair.other]];
      if (!from || !to) continue;
      const n = pair.n;
      const reach = n > 1 ? 8 + 2 * String(n).length : 5;
      for (const share of [0.5, 0.4, 0.6, 0.32, 0.68, 0.25, 0.75]) {
        const [x, y] = [(from.x + share * (to.x - from.x)) * scale, (from.y + share * (to.y - from.y)) * scale];
        const box = [x - reach - 1, y - reach - 1, x + reach + 1, y + reach + 1];
        if (taken.some((other) => meet(box, other))) continue;
        taken.push(box);
        this.count(context, pair, n, x / scale, y / scale, scale);
        break;
      }
    }
  }

  count(context, pair, n, x, y, scale) {
    const look = pair;
    context.save();
    context.translate(x, y);
    context.scale(1 / scale, 1 / scale);
    const sign = new Path2D(kindOutline(look.kind, n > 1 ? 8 + 1.5 * (String(n).length - 1) : 4.5));
    context.lineWidth = 3;
    context.strokeStyle = this.colours.surface;
    context.stroke(sign);
    context.fillStyle = this.colours[look.kind] || this.colours.Contact;
    context.fill(sign);
    if (n > 1) {
      context.font = "600 11px " + this.font;
      context.textAlign = "center";
      context.textBaseline = "middle";
      context.fillStyle = this.colours.surface;
      context.fillText(n, 0, look.kind === "Visit" ? 1.5 : 0.5);
    }
    context.restore();
  }

  // Towards the ground's colour instead of transparent, so that no line shows through a plate.
  fade(colour, share) {
    const channel = (text, at) => parseInt(text.slice(at, at + 2), 16);
    const mixed = [1, 3, 5].map((at) => Math.round(share * channel(colour, at) + (1 - share) * channel(this.colours.surface, at)));
    return "rgb(" + mixed.join(",") + ")";
  }

  fit() {
    const { drawn } = this.scene;
    if (!drawn.length) return;
    const points = drawn.map((index) => this.points.get(index));
    const [xs, ys] = [points.map((point) => point[0]), points.map((point) => point[1])];
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const widest = Math.max(...drawn.map(this.extent));
    const fits = drawn.every((index, rank) => Math.abs(xs[rank]) + this.extent(index) / 2 <= this.stage.clientWidth / 2
      && Math.abs(ys[rank]) + HEIGHT / 2 <= this.stage.clientHeight / 2);
    this.crowded = !fits;
    const scale = fits ? 1 : Math.min(1, (this.stage.clientWidth - widest - 12) / Math.max(1, right - left), (this.stage.clientHeight - HEIGHT - 12) / Math.max(1, bottom - top));
    this.network.moveTo({ position: fits ? { x: 0, y: 0 } : { x: (left + right) / 2, y: (top + bottom) / 2 }, scale, animation: false });
  }

  zoom(factor) {
    this.network.moveTo({ scale: Math.min(4, Math.max(0.1, this.network.getScale() * factor)), animation: false });
  }

  centre(index) {
    if (this.points.has(index)) this.network.moveTo({ position: { x: this.points.get(index)[0], y: this.points.get(index)[1] }, animation: false });
  }

  // The actor next to the one under the cursor in a direction, by angle and distance.
  step(across, down) {
    const { drawn } = this.scene;
    if (!drawn.length) return null;
    if (this.cursor === null || !this.points.has(this.cursor)) return this.point(drawn[0]);
    const [x, y] = this.points.get(this.cursor);
    let best = null;
    for (const index of drawn) {
      const [ox, oy] = this.points.get(index);
      const ahead = (ox - x) * across + (oy - y) * down;
      const aside = Math.abs((ox - x) * down) + Math.abs((oy - y) * across);
      if (index === this.cursor || ahead <= 0) continue;
      const cost = ahead + 2 * aside;
      if (!best || cost < best.cost) best = { index, cost };
    }
    return this.point(best ? best.index : this.cursor);
  }

  point(index) {
    this.cursor = index;
    this.network.redraw();
    return index;
  }

  // Boxes of names and lines as they stand on the screen, for those who check the drawing.
  layout() {
    const dom = (x, y) => this.network.canvasToDOM({ x, y });
    const places = this.network.getPositions();
    return {
      scale: this.network.getScale(),
      plates: this.scene.drawn.map((index) => ({ index, named: this.plates.get(index).named, ...dom(places[index].x, places[index].y), width: this.plates.get(index).width, height: this.plates.get(index).height })),
      lines: this.scene.lines.map((pair) => ({ key: pair.key, from: dom(places[pair.one].x, places[pair.one].y), to: dom(places[pair.other].x, places[pair.other].y) })),
    };
  }

  line = (one, other) => this.edges.get(keyOf(one, other));

  // The drawing as a PNG with its heading, on paper that is not transparent.
  picture(heading, foot) {
    const canvas = this.stage.querySelector("canvas");
    const ratio = canvas.width / canvas.clientWidth;
    const copy = document.createElement("canvas");
    const [top, bottom] = [44 * ratio, 30 * ratio];
    copy.width = canvas.width;
    copy.height = canvas.height + top + bottom;
    const context = copy.getContext("2d");
    context.fillStyle = this.colours.surface;
    context.fillRect(0, 0, copy.width, copy.height);
    context.drawImage(canvas, 0, top);
    context.fillStyle = this.colours.ink;
    context.font = `600 ${18 * ratio}px ${this.font}`;
    context.fillText(heading, 14 * ratio, 29 * ratio, copy.width - 28 * ratio);
    context.font = `${12 * ratio}px ${this.font}`;
    context.fillStyle = this.colours.soft;
    context.fillText(foot, 14 * ratio, copy.height - 11 * ratio, copy.width - 28 * ratio);
    return new Promise((done) => { copy.toBlob(done, "image/png"); });
  }
}
