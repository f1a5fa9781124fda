// The page: what is chosen goes in, what is shown comes out, and the address keeps it.

import { Accounts } from "./accounts.js";
import { TOPS, VIEWS, read, written } from "./choice.js";
import { Drawing } from "./drawing.js";
import { button, byId, el, fill } from "./elements.js";
import { FORMATS, save } from "./exports.js";
import { filters } from "./filters.js";
import { finder } from "./finder.js";
import { Panel } from "./panel.js";
import { Period } from "./period.js";
import { scene, wanted } from "./scene.js";
import { sortSign } from "./signs.js";
import { contactTable, matrix, overTime, silences } from "./tables.js";
import { amount, counted, day, fold, speak, t } from "./words.js";

const READABLE = 40; // actors that are drawn at most, where the number is not chosen
const ROOM = 12500; // square pixels that an actor should have, where the number is not chosen

export class Page {
  constructor(source) {
    this.source = source;
    this.data = source.data;
    this.choice = read(location.hash.slice(1), source);
    speak(this.data.texts, this.choice.lang);
    this.accounts = new Accounts(source, this.name);
    this.panel = new Panel(this);
    this.bins = this.data.columns;
    this.period = new Period(this.bins, (change) => this.change(change));
    this.drawing = new Drawing(byId("graph"), this.data.kinds, {
      actor: (actor) => this.choose({ type: "actor", actor }),
      pair: (ends) => this.choose({ type: "pair", ends }),
      nothing: () => { if (this.choice.chosen) this.choose(null); },
      open: (actor) => this.open({ ego: actor, view: "graph", chosen: { type: "actor", actor } }),
      pin: (actor, place) => this.change({ pins: new Map(this.choice.pins).set(actor, place) }),
    });
    this.listen();
  }

  name = (index) => this.data.actors[index][this.choice.lang] || this.data.actors[index].name;
  label = (thing) => thing[this.choice.lang] || thing.vi || thing.en;

  // Something else is shown of the same: the address changes, the way back does not.
  change(part) { return this.turn(part, "replaceState"); }
  // Something else is looked at: one step that "back" takes back.
  open(part) { return this.turn(part, "pushState"); }

  turn(part, way) {
    this.choice = { ...this.choice, ...part };
    const text = written(this.choice, this.data);
    if (text !== location.hash.slice(1)) history[way](null, "", text ? "#" + text : location.pathname + location.search);
    return this.refresh();
  }

  async choose(chosen, moveFocus) {
    if (moveFocus && chosen && !byId("panel").contains(document.activeElement)) this.opener = document.activeElement;
    const opener = this.opener;
    const view = this.choice.view === "actor" && (!chosen || chosen.type !== "actor") ? "graph" : this.choice.view;
    await this.open({ chosen, view });
    const box = byId("panel");
    const stacked = matchMedia("(max-width: 1040px)").matches;
    if (chosen && (stacked || moveFocus)) box.scrollIntoView({ block: stacked ? "start" : "nearest" });
    if (chosen && moveFocus) box.focus({ preventScroll: true });
    if (!chosen && opener && opener.isConnected) opener.focus();
    if (!chosen) this.opener = null;
  }

  // For those who have to wait until what was chosen is shown and nothing moves.
  async settled() {
    await this.refreshing;
    while (this.drawing.moving()) await new Promise((done) => { requestAnimationFrame(done); });
    await new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); });
  }

  // What is chosen while something is being fetched is shown after it; of several choices only the last.
  refresh() {
    this.turns = (this.turns || 0) + 1;
    this.refreshing ||= this.keepUp();
    return this.refreshing;
  }

  async keepUp() {
    for (let done = 0; done !== this.turns;) {
      done = this.turns;
      const slow = setTimeout(() => document.body.setAttribute("aria-busy", "true"), 250);
      try {
        await this.refreshed(done);
        byId("trouble").hidden = true;
      } catch (error) {
        if (!error.told) throw error;
        fill("trouble", t("trouble", { text: error.message }), " ", button(t("again"), () => this.refresh(), { class: "quiet" }));
        byId("trouble").hidden = false;
      } finally {
        clearTimeout(slow);
        document.body.removeAttribute("aria-busy");
        if (done === this.turns) this.refreshing = null;
      }
    }
  }

  async refreshed(turn) {
    const { choice, source } = this;
    const late = () => turn !== this.turns;
    speak(this.data.texts, choice.lang);
    this.tabs();
    const chosen = choice.chosen || {};
    const path = chosen.type === "path" ? await source.path(choice, chosen.ends) : null;
    const occasion = chosen.type === "occasion" ? await source.contacts(choice, chosen, 0, 1) : null;
    if (late()) return;
    // As many as may ever be readable are asked for, so that another size of the window asks nothing anew.
    const most = choice.top || (choice.drawn ? this.usual() : Math.max(READABLE, this.data.top || 0));
    const asked = { ...choice, path: path && path.actors, most };
    const found = await source.view(asked);
    if (late()) return;
    [this.path, this.told] = [path, occasion ? occasion.groups.flat() : []];
    const cut = (few) => { this.view = { ...found, ...scene(found, few, wanted(asked)), asked: most }; };
    cut(choice.top || Math.min(most, this.usual()));
    this.words();
    filters(this.desk());
    this.period.show(choice, this.view);
    this.egoBar();
    // What stands around the drawing decides how much room there is for it; what cannot be read is not drawn.
    for (let few = choice.top || Math.min(most, this.usual()); ; few = Math.floor(few * 0.88)) {
      cut(few);
      this.draw();
      if (choice.top || choice.view !== "graph" || choice.pins.size || !this.drawing.crowded || few < 8) break;
    }
    const [panel, sheet] = await Promise.all([this.panelled().content(), this.sheet()]);
    if (late()) return;
    byId("panel").replaceChildren(...panel.filter(Boolean));
    const shown = JSON.stringify(choice.chosen);
    if (shown !== this.shown) byId("panel").scrollTop = 0;
    this.shown = shown;
    byId("sheet").replaceChildren(...sheet.flat(Infinity).filter(Boolean));
    document.documentElement.dataset.ready = "true";
  }

  desk(more) {
    return {
      choice: this.choice, view: this.view, source: this.source, accounts: this.accounts, name: this.name, label: this.label, bins: this.bins,
      choose: (chosen, moveFocus) => this.choose(chosen, moveFocus), open: (part) => this.open(part), change: (part) => this.change(part),
      finder: (field, list, take) => finder(field, list, (text) => this.source.search(text, { ...this.choice, ego: null }), this.hit, take, this.source.pause), ...more,
    };
  }

  panelled() {
    this.panel.desk = this.desk();
    return this.panel;
  }

  // The main view, where it is not the drawing.
  async sheet() {
    const { choice } = this;
    const desk = this.desk();
    if (choice.view === "table") return contactTable(desk);
    if (choice.view === "matrix") return matrix(desk);
    if (choice.view === "time") return overTime(desk);
    if (choice.view === "silences") return silences(desk);
    if (choice.view === "actor") return [el("article", { class: "actor-page" }, await this.panelled().actor(choice.chosen.actor, true))];
    return [];
  }

  usual() {
    const stage = byId("graph");
    const room = Math.floor((stage.clientWidth * stage.clientHeight) / ROOM);
    if (room) this.readable = this.data.top || Math.max(12, Math.min(READABLE, room));
    return this.readable || this.data.top || READABLE;
  }

  tabs() {
    const { choice } = this;
    const views = VIEWS.filter((view) => view !== "actor" || choice.view === "actor");
    fill("tabs", views.map((view) => el("button", {
      type: "button", role: "tab", id: "tab-" + view, "aria-selected": String(view === choice.view), "aria-controls": "view", tabindex: view === choice.view ? 0 : -1,
      onclick: () => this.open({ view }).then(() => byId("tab-" + view).focus()),
      onkeydown: (event) => {
        const at = views.indexOf(view) + ({ ArrowRight: 1, ArrowLeft: -1 }[event.key] || 0);
        if (at !== views.indexOf(view)) byId("tab-" + views[(at + views.length) % views.length]).click();
      },
    }, t("views." + view))));
    byId("view").setAttribute("aria-labelledby", "tab-" + choice.view);
    document.body.dataset.view = choice.view;
    byId("drawing").hidden = choice.view !== "graph";
    byId("sheet").hidden = choice.view === "graph";
    byId("panel").hidden = choice.view === "actor";
  }

  draw() {
    const { choice, view } = this;
    if (choice.view !== "graph") return;
    const focus = this.focus();
    const chosen = !choice.chosen ? [] : choice.chosen.type === "actor" ? [choice.chosen.actor] : choice.chosen.ends || [];
    this.drawing.show({
      drawn: view.drawn, lines: view.lines, pins: choice.pins, focus, chosen, name: this.name,
      type: (index) => this.data.actors[index].type, held: (index) => view.held.get(index) || 0,
    });
    byId("empty").hidden = view.drawn.length > 0;
    byId("empty").textContent = t("nothing");
    byId("shown").textContent = t("shownActors", { k: amount(view.drawn.length), n: amount(view.actors) }) + " · "
      + t("shownLines", { k: amount(view.lines.length), n: amount(view.between) });
    const sorts = ["Person", "State", "Organization", "Group", "Actor"].filter((type) => view.drawn.some((index) => this.data.actors[index].type === type));
    fill("key", el("li", {}, el("span", { class: "arrow", "aria-hidden": "true" }, "⟶"), " ", t("arrow")), sorts.map((type) => el("li", {}, sortSign(type), " ", t("type." + type))));
    const tops = [0, ...TOPS];
    byId("top").replaceChildren(...tops.map((top) => el("option", { value: top, selected: top === choice.top }, top ? amount(top) : t("topUsual"))));
    byId("unpin").hidden = !choice.pins.size;
  }

  focus() {
    const { chosen } = this.choice;
    if (!chosen) return null;
    if (chosen.type === "path") return this.path ? { actors: new Set(this.path.actors), lines: new Set(this.path.steps.map((pair) => pair.key)) } : null;
    if (chosen.type === "pair") return { actors: new Set(chosen.ends), lines: new Set([chosen.ends.join("-")]) };
    if (chosen.type === "actor") {
      const near = this.view.lines.filter((pair) => pair.one === chosen.actor || pair.other === chosen.actor);
      return { actors: new Set([chosen.actor, ...near.flatMap((pair) => [pair.one, pair.other])]), lines: new Set(near.map((pair) => pair.key)) };
    }
    const keys = this.told.flatMap((contact) => this.source.pairsIn(contact, this.choice.unit));
    return keys.length ? { actors: new Set(keys.flat()), lines: new Set(keys.map((pair) => pair.join("-"))) } : null;
  }

  egoBar() {
    const { choice } = this;
    byId("ego").hidden = choice.ego === null;
    if (choice.ego === null) return;
    fill("ego", el("span", {}, t("around", { name: this.name(choice.ego) })),
      [1, 2].map((depth) => button(counted("step", "steps", depth), () => this.change({ depth }), { class: "chip", "aria-pressed": String(choice.depth === depth) })),
      button(t("leaveEgo"), () => this.open({ ego: null, chosen: null }), { class: "quiet", id: "leave" }));
  }

  words() {
    const { choice, view, data } = this;
    document.documentElement.lang = choice.lang;
    for (const element of document.querySelectorAll("[data-text]")) element.textContent = t(element.dataset.text);
    for (const element of document.querySelectorAll("[data-name]")) {
      element.setAttribute("aria-label", t(element.dataset.name));
      if (element.matches("button")) element.title = t(element.dataset.name);
    }
    byId("title").textContent = document.title = t("title");
    const { counts } = view;
    const years = [...new Set([counts.first, counts.last].filter(Boolean).map((text) => day(text.slice(0, 4))))].join("–");
    byId("summary").textContent = t("summary", {
      contacts: amount(counts.occasions), all: amount(data.total.contacts), actors: amount(view.actors), period: years ? t("inYears", { years }) : "", articles: counted("report", "reports", counts.articles),
    });
    byId("language").textContent = t("language");
    byId("language").lang = choice.lang === "vi" ? "en" : "vi";
    byId("search").placeholder = t("search");
    byId("search").setAttribute("aria-label", t("search"));
    const home = written({ ...choice, view: "graph", chosen: null, lang: read("", this.source).lang, pins: new Map(), top: 0 }, data);
    byId("reset").hidden = !home;
    const canvas = byId("graph").querySelector("canvas");
    canvas.setAttribute("aria-hidden", "true");
    byId("graph").setAttribute("aria-label", t("graph"));
  }

  hit = (index) => {
    const body = this.source.body(index);
    return [this.name(index), body === null || body === index ? null : el("small", {}, " " + this.name(body))];
  };

  async save(form) {
    const name = fold(t("title")).replace(/[^a-z0-9]+/g, "-");
    const desk = this.desk();
    if (form === "png") {
      if (this.choice.view !== "graph") await this.open({ view: "graph" });
      save(await this.drawing.picture(byId("title").textContent, byId("shown").textContent + " · " + t("notice")), name + ".png");
      return;
    }
    const { write, ending, type } = FORMATS[form];
    const { items, total } = await this.source.all({ ...this.choice, most: this.view.asked });
    save(await write({ ...desk, list: items }), name + ending, type);
    if (items.length < total) fill("trouble", t("cutOff", { k: amount(items.length), n: amount(total) }));
    byId("trouble").hidden = items.length === total;
  }

  listen() {
    const { drawing } = this;
    if (matchMedia("(max-width: 640px)").matches) document.querySelector(".legend").open = false;
    const on = (id, action) => byId(id).addEventListener("click", action);
    on("skip", () => this.open({ view: "table" }).then(() => byId("sheet").focus()));
    on("language", () => this.change({ lang: this.choice.lang === "vi" ? "en" : "vi" }));
    on("zoom-out", () => drawing.zoom(1 / 1.3));
    on("zoom-in", () => drawing.zoom(1.3));
    on("fit", () => drawing.fit());
    on("unpin", () => this.change({ pins: new Map() }));
    on("reset", () => this.turn({ ...read("", this.source), lang: this.choice.lang, view: this.choice.view === "actor" ? "graph" : this.choice.view }, "pushState"));
    byId("top").addEventListener("change", (event) => this.change({ top: Number(event.target.value) }));
    for (const item of document.querySelectorAll("[data-save]")) {
      item.addEventListener("click", () => { byId("exports").open = false; this.save(item.dataset.save); });
    }
    finder(byId("search"), byId("hits"), (text) => this.source.search(text, this.choice), this.hit, async (actor) => {
      byId("search").value = this.name(actor);
      await this.choose({ type: "actor", actor }, true);
      drawing.centre(actor);
    }, this.source.pause);
    byId("graph").addEventListener("keydown", (event) => this.key(event));
    byId("graph").addEventListener("blur", () => { drawing.cursor = null; drawing.network.redraw(); });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.choice.chosen) this.choose(null);
      if (event.key === "/" && !(event.target instanceof HTMLInputElement)) {
        byId("search").focus();
        event.preventDefault();
      }
    });
    document.addEventListener("click", (event) => {
      for (const menu of document.querySelectorAll("details.drop[open]")) if (!menu.contains(event.target)) menu.open = false;
    });
    for (const menu of document.querySelectorAll("details.drop")) {
      menu.addEventListener("keydown", (event) => {
        if (event.key !== "Escape" || !menu.open) return;
        menu.open = false;
        menu.querySelector("summary").focus();
        event.stopPropagation();
      });
    }
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { drawing.readColours(); this.draw(); });
    for (const back of ["popstate", "hashchange"]) addEventListener(back, () => this.recall());
    addEventListener("beforeprint", () => { for (const more of document.querySelectorAll("#sheet .more button")) more.click(); });
    new ResizeObserver(() => {
      const { clientWidth, clientHeight } = byId("graph");
      const size = clientWidth + "x" + clientHeight;
      if (!clientWidth || size === drawing.size || !document.documentElement.dataset.ready) return;
      this.refresh();
    }).observe(byId("graph"));
  }

  async recall() {
    const text = location.hash.slice(1);
    if (text === written(this.choice, this.data)) return;
    await this.source.learn(text);
    if (text !== location.hash.slice(1)) return;
    this.choice = read(text, this.source);
    await this.refresh();
  }

  // In the drawing: arrows go from actor to actor, the space bar chooses one, Enter looks at it and those near it.
  key(event) {
    const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const { drawing } = this;
    if (moves[event.key]) {
      const index = drawing.step(...moves[event.key]);
      const held = index === null ? 0 : this.view.held.get(index) || 0;
      byId("said").textContent = index === null ? "" : this.name(index) + ", " + counted("contact", "contacts", held);
    } else if (event.key === "Enter" && drawing.cursor !== null) {
      this.open({ ego: drawing.cursor, chosen: { type: "actor", actor: drawing.cursor } });
    } else if (event.key === " " && drawing.cursor !== null) {
      this.choose({ type: "actor", actor: drawing.cursor });
    } else if (event.key === "+" || event.key === "-") {
      drawing.zoom(event.key === "+" ? 1.3 : 1 / 1.3);
    } else {
      return;
    }
    event.preventDefault();
  }
}

// What is large comes compressed: the page is a third of the size then.
export function unpacked(id) {
  const bytes = Uint8Array.from(atob(byId(id).textContent), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")));
}

// The policy of the page knows the hash of the library and lets nothing else run.
async function library() {
  document.head.append(el("script", {}, await unpacked("library").text()));
}

// Open the page on the source that `sourced` makes of what the page says of itself.
export async function start(sourced) {
  const page = JSON.parse(byId("page").textContent);
  speak(page.texts, page.lang || "vi");
  if (typeof DecompressionStream === "undefined") {
    byId("summary").textContent = t("oldBrowser");
    return;
  }
  const [source] = await Promise.all([sourced(page), library()]);
  document.documentElement.page = new Page(source);
  await document.documentElement.page.refresh();
}
