// The map: keeps one network per place on the page, follows the data by difference, and tells Python what was chosen.

import { DataSet, Network } from "./vis-network.min.js";
import { drawBands, drawEdges, drawHeads, drawNode, drawRing, themeOf } from "./canvas.js";
import { listen } from "./hands.js";
import { BOX, FACE, FONT, labelBox } from "./outlines.js";
import { png, save, svg } from "./picture.js";
import { beside } from "./beside.js";
import { frame, isOff, showLegend } from "./tools.js";
import { search } from "./walk.js";

const OPTIONS = {
  physics: false,
  layout: { improvedLayout: false },
  interaction: { hover: true, tooltipDelay: 150, keyboard: false, selectConnectedEdges: true },
  edges: { smooth: false, color: { opacity: 0 } },
};
const MARGIN = 16;
const LARGEST = 1.5;
const SCREEN = 0.8;
const LOWEST = 220;
const MANY = 200;
const FADED = 0.25;
const FAINT = 0.12;
const AT_REST = 0.45;
const CROWDED = 0.6;
const views = new WeakMap();

class View {
  constructor(parent) {
    this.started = performance.now();
    this.parts = frame(parent);
    this.known = { nodes: new Map(), edges: new Map() };
    this.places = new Map();
    this.byId = new Map();
    this.nodes = new DataSet();
    this.edges = new DataSet();
    this.chosen = this.focused = this.hovered = null;
    this.touched = this.dragged = false;
    this.near = null;
    this.alone = this.only = this.aside = null;
  }

  show(data) {
    const { stage, canvas } = this.parts;
    this.data = data;
    this.byId = new Map(data.nodes.map((node) => [node.id, node]));
    this.theme = themeOf(stage);
    this.size();
    stage.setAttribute("aria-label", data.alt);
    this.off = new Set(data.off);
    this.legend();
    for (const role of ["focused", "chosen", "hovered", "alone"]) if (!this.byId.has(this[role])) this[role] = null;
    this.settled = false;
    const alone = this.alone;
    if (this.only) this.showOnly(null, false);
    this.follow(this.edges, "edges", data.edges, (edge) => this.edge(edge));
    this.follow(this.nodes, "nodes", data.nodes, (node) => this.node(node));
    this.settled = true;
    if (!this.network) this.open(canvas);
    if (alone) this.showOnly(alone, false);
    const extent = data.extent.join();
    if (this.view !== data.view) {
      this.touched = false;
      this.say("");
    }
    this.view = data.view;
    if (!this.touched && this.extent !== extent) this.fit();
    this.extent = extent;
    this.redrawn();
  }

  /** The legend; a click on an entry leaves out what it stands for, or shows it again. */
  legend() {
    const turn = (entry) => {
      const shown = isOff(entry, this.off);
      for (const one of entry.switches) if (shown) this.off.delete(one);
        else this.off.add(one);
      this.legend();
      this.say(`${entry.words}: ${shown ? "shown again" : "left out"}`);
      this.turned([...this.off]);
    };
    const { parts, data } = this;
    showLegend(parts.legend, data.legend, (line) => this.line(line), this.theme, this.off, data.switches && turn);
  }

  /** As high as the map needs at this width: not beyond what was asked, but for a wall, which is read from afar. */
  size() {
    const { stage } = this.parts;
    const [left, top, right, bottom] = this.data.extent;
    const scale = Math.min(stage.clientWidth / (right - left + 2 * MARGIN), LARGEST);
    const most = Math.max(this.data.height, SCREEN * window.innerHeight);
    stage.style.height = `${Math.round(Math.max(LOWEST, Math.min((bottom - top + 2 * MARGIN) * scale, most)))}px`;
  }

  open(canvas) {
    this.network = new Network(canvas, { nodes: this.nodes, edges: this.edges }, OPTIONS);
    canvas.firstElementChild.removeAttribute("tabindex");
    this.network.on("beforeDrawing", (context) => this.behind(context));
    for (const sort of ["hover", "blur"]) this.network.on(`${sort}Node`, ({ node }) => this.over(sort === "hover" ? node : null));
    this.network.on("afterDrawing", (context) => this.drawn(context));
    this.network.on("click", (event) => this.clicked(event));
    this.network.on("zoom", () => (this.touched = true));
    this.network.on("dragStart", ({ nodes }) => (this.dragged = nodes[0] ?? true));
    this.network.on("dragEnd", () => {
      this.touched = true;
      this.dragged = false;
      this.network.redraw();
    });
    this.network.on("resize", () => {
      this.size();
      queueMicrotask(() => this.touched || this.fit()); // vis-network puts back what it looked at before, once this has returned
    });
    listen(this);
  }

  /** Bring a set up to date: only what changed is touched. */
  follow(set, sort, wanted, made) {
    const known = this.known[sort];
    const specs = new Map(wanted.map((item) => [item.id, JSON.stringify(item)]));
    const gone = [...known.keys()].filter((id) => !specs.has(id));
    const changed = wanted.filter((item) => known.get(item.id) !== specs.get(item.id));
    if (gone.length) set.remove(gone);
    if (changed.length) set.update(changed.map(made));
    this.known[sort] = specs;
    if (sort === "nodes") gone.forEach((id) => this.places.delete(id));
  }

  /** A node for the network; one that was dragged stays where it is unless the data move it. */
  node(node) {
    const made = { id: node.id, shape: "custom", title: words(node.name), ctxRenderer: (drawing) => this.render(drawing) };
    const place = `${node.x},${node.y}`;
    if (this.places.get(node.id) !== place) Object.assign(made, { x: node.x, y: node.y });
    this.places.set(node.id, place);
    return made;
  }

  /** A line for the network, which knows where a pointer rests on it; it is drawn here. */
  edge(edge) {
    return { id: edge.id, from: edge.from, to: edge.to, title: words(edge.words) };
  }

  line(name) {
    return this.data.lines[name];
  }

  render({ ctx, id, x, y, state }) {
    if (!this.settled) return {};
    const node = this.byId.get(id);
    const across = 2 * node.radius;
    const size = node.shape === "box" ? { width: node.width, height: BOX } : { width: across, height: across };
    const scale = this.network.getScale();
    const drawn = () => {
      ctx.globalAlpha = this.near && !this.near.has(id) ? FADED : 1;
      drawNode(ctx, node, x, y, this.theme, state.selected || state.hover, scale, this.side(node));
      ctx.globalAlpha = 1;
    };
    return { drawNode: drawn, nodeDimensions: size };
  }

  behind(context) {
    if (!this.settled) return;
    if (!this.only) drawBands(context, this.data.bands, this.theme);
    const strong = this.strong();
    this.near = strong && !this.only ? new Set([strong, ...this.network.getConnectedNodes(strong)]) : null;
    const drawn = this.edgesShown();
    const own = this.data.own || null;
    const places = this.network.getPositions();
    const faded = strong ? FAINT : AT_REST;
    drawEdges(context, drawn, this.byId, places, this.theme, strong ?? own, faded, drawn.length > MANY ? CROWDED : 1);
    if (!this.only) drawHeads(context, this.data.bands, this.theme);
    this.parts.root.dataset.lines = drawn.length;
  }

  /** The node whose lines are strong: pointed at, chosen, or where the keyboard is. */
  strong() {
    return this.hovered ?? this.chosen ?? (this.hasFocus() ? this.focused : null);
  }

  /** The lines that are drawn now: of many, while the map is dragged, those of the node that is dragged only. */
  edgesShown() {
    const { edges } = this.data;
    if (this.only) return edges.filter(({ from, to }) => from === this.alone || to === this.alone);
    if (!this.dragged || edges.length <= MANY) return edges;
    return edges.filter(({ from, to }) => from === this.dragged || to === this.dragged);
  }

  /** On which side the name of a node stands; "" for nowhere. */
  side(node) {
    return this.only ? (this.aside.sides.get(node.id) ?? "") : node.side;
  }

  over(id) {
    this.hovered = id;
    this.network.redraw();
  }

  drawn(context) {
    if (!this.settled) return;
    const places = this.network.getPositions();
    const shown = (id) => id && this.byId.has(id) && !(this.only && !this.only.has(id));
    const ring = (id, look) => shown(id) && drawRing(context, this.byId.get(id), places[id], this.theme, look);
    // The names that matter most now stand above all marks.
    for (const id of new Set([this.data.own, this.strong()])) if (shown(id)) this.named(context, id, places[id]);
    ring(this.data.own, { out: 3 });
    ring(this.data.own, { out: 7 });
    ring(this.chosen);
    if (this.hasFocus()) ring(this.focused, { dashed: true });
    const { root } = this.parts;
    root.dataset.zoom = this.network.getScale().toFixed(4);
    root.dataset.drawn ??= (performance.now() - this.started).toFixed(0);
  }

  named(context, id, { x, y }) {
    const node = this.byId.get(id);
    if (node.shape === "box") return;
    drawNode(context, node, x, y, this.theme, true, this.network.getScale(), this.side(node) || "right");
  }

  hasFocus() {
    return this.parts.root.getRootNode().activeElement === this.parts.stage;
  }

  /** The node at a point: its mark, or its label. */
  at({ x, y }, marked) {
    if (marked !== undefined) return marked;
    const places = this.network.getPositions();
    const context = this.parts.canvas.querySelector("canvas").getContext("2d");
    context.save();
    context.font = `${FONT}px ${FACE}`;
    const found = this.data.nodes.find((node) => {
      if (!this.side(node) || (this.only && !this.only.has(node.id))) return false;
      const { x: left, y: middle } = places[node.id];
      const box = labelBox(node, left, middle, context.measureText(node.label).width, this.side(node));
      return x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3];
    });
    context.restore();
    return found?.id;
  }

  clicked(event) {
    const id = this.at(event.pointer.canvas, event.nodes[0]);
    if (id === undefined) return this.back();
    this.focus(id);
    this.take(id);
  }

  /** Choose a node; whoever takes the chosen one again sees it with its neighbours only. */
  take(id) {
    if (!id) return;
    if (id === this.chosen && id !== this.alone) this.showOnly(id);
    else this.choose(id);
  }

  /** One step back: from a node with its neighbours to all, then to nothing chosen. */
  back() {
    if (this.alone) this.showOnly(null);
    else this.choose(null);
  }

  /** Show a node with its neighbours only, or all again where they were. */
  showOnly(id, moves = true) {
    const changes = new Map();
    if (this.only) for (const [one, place] of Object.entries(this.before)) changes.set(one, { id: one, hidden: false, ...place });
    else this.before = this.network.getPositions();
    this.alone = id;
    this.only = id ? new Set([id, ...this.network.getConnectedNodes(id)]) : null;
    const kept = this.shownNodes();
    this.aside = id ? beside(this.byId.get(id), kept.filter((node) => node.id !== id)) : null;
    if (id) for (const node of this.data.nodes) changes.set(node.id, { id: node.id, hidden: !this.only.has(node.id), ...this.aside.places.get(node.id) });
    this.nodes.update([...changes.values()].filter((change) => this.nodes.get(change.id)));
    const { root, all } = this.parts;
    all.hidden = !id;
    if (id) root.dataset.alone = kept.length;
    else delete root.dataset.alone;
    if (!moves) return;
    if (id) {
      const others = kept.length - 1;
      const count = `${others} mark${others === 1 ? "" : "s"}`;
      this.say(`Only ${this.byId.get(id).label} and what it is tied to: ${count}. “Back to all”, Escape, or a click on empty space shows all again.`);
    } else this.say("All are shown again.");
    this.fit();
    this.redrawn();
  }

  /** Draw twice: vis-network leaves out a mark that was moved from out of sight until it has seen where it is now. */
  redrawn() {
    this.network.once("afterDrawing", () => queueMicrotask(() => this.network.redraw()));
    this.network.redraw();
  }

  shownNodes() {
    return this.only ? this.data.nodes.filter((node) => this.only.has(node.id)) : this.data.nodes;
  }

  /** The picture as it is now: without what is hidden. */
  shownData() {
    const legend = this.data.legend.filter((entry) => !isOff(entry, this.off));
    if (!this.only) return { ...this.data, legend };
    const nodes = this.shownNodes().map((node) => ({ ...node, side: this.side(node) }));
    return { ...this.data, legend, nodes, edges: this.edgesShown(), bands: [], extent: this.extentNow() };
  }

  extentNow() {
    return this.aside?.extent ?? this.data.extent;
  }

  choose(id) {
    if (id) this.network.selectNodes([id]);
    else this.network.unselectAll();
    if (id !== this.chosen) this.tell(id);
    this.chosen = id;
    this.network.redraw();
  }

  /** Move the keyboard to a node; bring it into sight, and say its name. */
  focus(id, more = "") {
    const node = this.byId.get(id);
    if (!node) return;
    this.focused = id;
    const place = this.network.getPosition(id);
    const seen = this.network.canvasToDOM(place);
    const { clientWidth: width, clientHeight: height } = this.parts.stage;
    if (seen.x < 0 || seen.y < 0 || seen.x > width || seen.y > height) this.network.moveTo({ position: place });
    const lines = this.network.getConnectedEdges(id).length;
    this.say(`${node.name.replace(/\.$/, "")}: ${lines} line${lines === 1 ? "" : "s"}${more}`);
    this.network.redraw();
  }

  say(text) {
    this.parts.live.textContent = text;
  }

  fit() {
    const [left, top, right, bottom] = this.extentNow();
    const { clientWidth: width, clientHeight: height } = this.parts.stage;
    if (!width || !height) return; // before the page has given it room; its first size brings it here again
    const across = width / (right - left + 2 * MARGIN);
    const scale = Math.min(across, height / (bottom - top + 2 * MARGIN), LARGEST);
    this.network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale, animation: false });
  }

  /** Back to the whole map, and follow its size again. */
  whole() {
    this.touched = false;
    this.fit();
  }

  zoom(factor) {
    this.touched = true;
    this.network.moveTo({ scale: this.network.getScale() * factor });
  }

  async picture(sort) {
    const source = svg(this.shownData(), this.network.getPositions(), (line) => this.line(line));
    const blob = sort === "png" ? await png(source) : new Blob([source], { type: "image/svg+xml" });
    save(blob, `${this.data.title.replace(/[^\p{L}\p{N}. -]/gu, "").slice(0, 80) || "map"}.${sort}`);
  }

  /** Go to what the typed letters find; the arrow keys go on to the next of it. */
  find(typed, step = 0) {
    const found = search(this.shownNodes(), typed);
    this.number = found.length && step ? (this.number + step + found.length) % found.length : 0;
    if (found.length) {
      this.focus(found[this.number].id, found.length > 1 ? ` (${this.number + 1} of ${found.length} found)` : "");
    } else this.say(typed.trim() ? `Nothing called ${typed.trim()} on this map` : "");
  }
}

/** A tooltip: an element that holds text. */
function words(text) {
  const made = document.createElement("span");
  made.dir = "auto";
  made.textContent = text;
  return made;
}

export default function ({ parentElement, data, setStateValue, setTriggerValue }) {
  const view = views.get(parentElement) ?? new View(parentElement);
  views.set(parentElement, view);
  view.tell = (id) => setStateValue("chosen", id);
  view.turned = (off) => setTriggerValue("turned", off);
  view.show(data);
  return () => {
    view.network?.destroy();
    view.parts.root.remove();
    views.delete(parentElement);
  };
}
