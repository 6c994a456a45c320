/** The graph on cytoscape's canvas. It draws what the store says and tells what was done to it. */
import cytoscape, { type Core, type ElementDefinition, type EventObject, type NodeSingular } from "cytoscape";
import { make } from "../dom";
import { onTheme } from "../pictures/place";
import type { Config } from "./data";
import { edgeLook, lines, nodeLook, sizeOf, style } from "./paint";
import type { Places, Store } from "./store";
import { groupTitle, title, type Seen } from "./visible";

/** What may be done on the canvas, and who answers. */
export interface Deeds {
  opened(id: string): void; // double click
  menu(id: string, x: number, y: number): void;
  dragged(ids: string[]): void;
}

const LARGE = 250; // nodes from which speed comes before beauty
const MOVES = 160; // nodes up to which they glide to their places

export class Canvas {
  readonly cy: Core;
  private large = false;
  private group = "";
  private ends: readonly string[] = [];
  private readonly domains: Map<string, string>;
  private readonly calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  private moved = new Set<string>();

  constructor(readonly stage: HTMLElement, private readonly store: Store, config: Config, private readonly deeds: Deeds) {
    forbidStyles();
    this.domains = new Map([...config.types].reverse().map((type) => [type.domain, type.colour]));
    this.cy = cytoscape({ container: stage, style: style(false), layout: { name: "preset" }, minZoom: 0.05, maxZoom: 3, boxSelectionEnabled: true, selectionType: "single" });
    this.listen();
    onTheme(stage, () => this.repaint());
  }

  /** Draws what is seen; `fitted` shows all of it. */
  render(seen: Seen, fitted = false): void {
    this.scale(seen.nodes.length);
    const { group } = this.store.view;
    if (group !== this.group) this.cy.elements().remove();
    this.group = group;
    const groups = group ? this.groups(seen) : new Map<string, string>();
    const before = new Set(this.cy.nodes().map((node) => node.id()));
    const wanted = new Set([...seen.nodes.map((node) => node.id), ...seen.edges.map((edge) => edge.id), ...[...groups.keys()].map(groupId)]);
    const empty = before.size === 0;
    this.cy.batch(() => {
      this.cy.elements().filter((element) => !wanted.has(element.id())).remove();
      const fresh: ElementDefinition[] = [];
      for (const [key, name] of groups) if (before.has(groupId(key))) this.cy.getElementById(groupId(key)).data("label", name); else fresh.push({ data: { id: groupId(key), label: name, isGroup: true, size: 10, ring: "#888888" }, selectable: false, grabbable: false });
      for (const node of seen.nodes) {
        const data = this.nodeData(node.id, seen);
        const known = before.has(node.id) ? this.cy.getElementById(node.id) : null;
        const place = this.store.places.get(node.id) ?? { x: 0, y: 0 };
        if (known) { known.data(data); this.bring(known as NodeSingular, place, seen.nodes.length); }
        else fresh.push({ group: "nodes", data: { ...data, ...(group ? { parent: groupId(groupOf(node, group)) } : {}) }, position: { x: place.x, y: place.y } });
      }
      const gaps = new Set(seen.nodes.filter((node) => node.gap).map((node) => node.id));
      for (const edge of seen.edges) {
        if (this.cy.getElementById(edge.id).nonempty()) continue;
        const gap = gaps.has(edge.from) || gaps.has(edge.to);
        fresh.push({ group: "edges", data: { id: edge.id, source: edge.from, target: edge.to, gap, ...edgeLook(edge, this.domains.get(edge.domain) ?? "#5b6b7f", gap) }, selectable: false });
      }
      this.cy.add(fresh);
    });
    this.light();
    this.marked();
    if (fitted || empty) this.fit(false);
    else if (seen.nodes.some((node) => !before.has(node.id) && !this.within(this.store.places, node.id))) this.fit(true);
  }

  private nodeData(id: string, seen: Seen): Record<string, unknown> {
    const node = this.store.nodes.get(id);
    if (!node) return { id };
    const { size, unnamed } = this.store.view;
    const looks = {
      more: node.gap ? 0 : seen.more.get(id) ?? 0, capped: node.more_capped === true, pinned: this.store.places.get(id)?.pinned === true,
      label: lines(title(node, unnamed)), size: sizeOf(seen.links.get(id)?.size ?? 0, size === "degree"),
    };
    return { id, type: node.type, gap: Boolean(node.gap), retired: node.retired === true, ...nodeLook(node, looks) };
  }

  private groups(seen: Seen): Map<string, string> {
    const { group, unnamed } = this.store.view;
    return new Map(seen.nodes.map((node) => [groupOf(node, group), groupTitle(node, group, unnamed)]));
  }

  /** Labels, arrows and smooth motion are given up where there is much to draw. */
  private scale(n: number): void {
    const large = n > LARGE;
    const renderer = (this.cy as unknown as { renderer(): Record<string, unknown> }).renderer();
    renderer["hideEdgesOnViewport"] = n > 2 * LARGE;
    renderer["textureOnViewport"] = large;
    if (large === this.large) return;
    this.large = large;
    this.cy.style(style(large));
  }

  private bring(node: NodeSingular, to: { x: number; y: number }, n: number): void {
    const at = node.position();
    node.stop(true);
    if (Math.abs(at.x - to.x) + Math.abs(at.y - to.y) < 1) return;
    if (this.calm || n > MOVES || node.grabbed()) node.position({ x: to.x, y: to.y });
    else node.animate({ position: { x: to.x, y: to.y } }, { duration: 220 });
  }

  private within(places: Places, id: string): boolean {
    const [place, zoom, pan, { left, right }] = [places.get(id), this.cy.zoom(), this.cy.pan(), this.covered()];
    if (!place) return true;
    const [x, y] = [place.x * zoom + pan.x, place.y * zoom + pan.y];
    return x > left + 30 && x < this.stage.clientWidth - right - 50 && y > 25 && y < this.stage.clientHeight - 65; // with its name
  }

  /** Everything in sight; places as they will be, not as they glide. */
  fit(gently: boolean): void {
    const spots = this.cy.nodes().filter((node) => !node.data("isGroup")).map((node) => this.store.places.get(node.id())).filter((place) => place !== undefined);
    if (spots.length === 0) return;
    const beside = this.group ? 120 : 70; // a group's name is wider than what is in it
    const [xs, ys] = [spots.map((p) => p.x), spots.map((p) => p.y)];
    const [x1, y1, x2, y2] = [Math.min(...xs) - beside, Math.min(...ys) - (this.group ? 80 : 50), Math.max(...xs) + beside, Math.max(...ys) + 70];
    const { left, right } = this.covered();
    const [width, height] = [this.stage.clientWidth - left - right, this.stage.clientHeight];
    if (width <= 0 || !height) return;
    const zoom = Math.max(0.05, Math.min(1.15, width / (x2 - x1), height / (y2 - y1)));
    const pan = { x: left + width / 2 - (zoom * (x1 + x2)) / 2, y: height / 2 - (zoom * (y1 + y2)) / 2 };
    this.cy.stop(true);
    if (gently && !this.calm && spots.length <= MOVES) this.cy.animate({ zoom, pan }, { duration: 220 });
    else this.cy.viewport({ zoom, pan });
  }

  zoom(by: number): void {
    this.cy.zoom({ level: this.cy.zoom() * by, renderedPosition: { x: this.stage.clientWidth / 2, y: this.stage.clientHeight / 2 } });
  }

  resized(): void {
    this.cy.resize();
  }

  /** Brings a node into sight: out from under what lies over the canvas, too. */
  reveal(id: string): void {
    const place = this.store.places.get(id);
    if (!place || this.stage.classList.contains("is-hidden")) return;
    const [zoom, pan, { left, right }] = [this.cy.zoom(), this.cy.pan(), this.covered()];
    const inside = (at: number, from: number, to: number): number => (at < from ? from - at : at > to ? to - at : 0);
    const by = { x: inside(place.x * zoom + pan.x, left + 40, this.stage.clientWidth - right - 60), y: inside(place.y * zoom + pan.y, 40, this.stage.clientHeight - 60) };
    if (by.x === 0 && by.y === 0) return;
    if (this.calm) this.cy.panBy(by);
    else this.cy.animate({ panBy: by }, { duration: 180 });
  }

  /** Where a node is on the page, for the menu that belongs to it. */
  spot(id: string): { x: number; y: number } {
    const at = this.cy.getElementById(id).renderedPosition() ?? { x: 20, y: 20 };
    const box = this.stage.getBoundingClientRect();
    return { x: box.left + at.x + 16, y: box.top + at.y + 8 };
  }

  /** The selection and the lit path, from the store. */
  marked(): void {
    const { selected, path } = this.store.view;
    const [chosen, lit] = [new Set(selected), new Set(path)];
    this.cy.batch(() => {
      this.cy.nodes().forEach((node) => { if (node.selected() !== chosen.has(node.id())) { if (chosen.has(node.id())) node.select(); else node.unselect(); } });
      this.cy.elements().forEach((element) => void element.toggleClass("is-lit", lit.has(element.id())));
      this.cy.nodes().forEach((node) => void node.toggleClass("is-path-end", this.ends.includes(node.id())));
    });
    this.light();
  }

  pathEnds(ids: readonly string[]): void {
    this.ends = ids;
    this.marked();
  }

  /** What the pointer is on, or what alone is selected, with its neighbours; the rest steps back. */
  private light(over?: NodeSingular): void {
    const { selected } = this.store.view;
    const one = over ?? (selected.length === 1 ? (this.cy.getElementById(selected[0] ?? "") as NodeSingular) : null);
    this.cy.batch(() => {
      this.cy.elements().removeClass("is-off is-on is-named");
      if (!one || one.empty() || one.data("isGroup") || this.cy.nodes().length < 2) return;
      const near = one.closedNeighborhood();
      if (over || near.length > 1) this.cy.elements().not(near).filter((e) => !e.data("isGroup") && !e.hasClass("is-lit")).addClass("is-off");
      const edges = near.edges();
      edges.addClass("is-on");
      if (edges.length <= 14) edges.addClass("is-named");
    });
  }

  private listen(): void {
    const { cy, store } = this;
    const id = (event: EventObject): string => (event.target as NodeSingular).id();
    let taps: string[] = []; // a double click is two on one node, and says nothing of which nodes
    cy.on("tap", "node", (event) => {
      taps = [...taps.slice(-1), id(event)];
      const with_ = event.originalEvent as MouseEvent;
      if (with_.shiftKey || with_.ctrlKey || with_.metaKey) {
        const { selected } = store.view;
        store.select(selected.includes(id(event)) ? selected.filter((each) => each !== id(event)) : [...selected, id(event)]);
      } else store.select([id(event)]);
    });
    cy.on("tap", (event) => { if (event.target === cy && !(event.originalEvent as MouseEvent).shiftKey) store.select([]); });
    cy.on("boxend", () => window.setTimeout(() => store.select(cy.nodes(":selected").map((node) => node.id()))));
    cy.on("dbltap", "node", (event) => { if (taps.every((each) => each === id(event))) this.deeds.opened(id(event)); });
    cy.on("cxttap", "node", (event) => { const { clientX, clientY } = event.originalEvent as MouseEvent; this.deeds.menu(id(event), clientX, clientY); });
    this.stage.addEventListener("contextmenu", (event) => event.preventDefault());
    cy.on("mouseover", "node", (event) => { this.stage.classList.add("is-over"); if (!this.large) this.light(event.target as NodeSingular); });
    cy.on("mouseout", "node", () => { this.stage.classList.remove("is-over"); if (!this.large) this.light(); });
    cy.on("mouseover", "edge", (event) => void (event.target as NodeSingular).addClass("is-named is-on"));
    cy.on("mouseout", "edge", () => this.light());
    cy.on("dragfree", "node", (event) => {
      if (this.moved.size === 0) window.setTimeout(() => { const ids = [...this.moved]; this.moved = new Set(); this.deeds.dragged(ids); });
      this.moved.add(id(event));
    });
  }

  position(id: string): { x: number; y: number } {
    const { x, y } = this.cy.getElementById(id).position();
    return { x: Math.round(x), y: Math.round(y) };
  }

  /** The next node in a direction from this one: what is straight ahead comes before what is aside. */
  next(id: string, key: string): string | null {
    const way = ({ ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] } as Record<string, [number, number]>)[key];
    const nodes = this.cy.nodes().filter((node) => !node.data("isGroup"));
    const from = this.store.places.get(id);
    if (!way || nodes.empty()) return null;
    if (!from) return nodes[0]?.id() ?? null;
    let [best, least] = [null as string | null, Infinity];
    nodes.forEach((node) => {
      const to = this.store.places.get(node.id());
      if (!to || node.id() === id) return;
      const [dx, dy] = [to.x - from.x, to.y - from.y];
      const [ahead, aside] = [dx * way[0] + dy * way[1], Math.abs(dx * way[1]) + Math.abs(dy * way[0])];
      if (ahead > 4 && ahead + 2.2 * aside < least) [best, least] = [node.id(), ahead + 2.2 * aside];
    });
    return best;
  }

  /** Colours of the other theme. */
  private repaint(): void {
    this.cy.style(style(this.large));
    this.cy.elements().remove();
    this.redraw();
  }

  redraw: () => void = () => undefined; // set by who renders
  covered: () => { left: number; right: number } = () => ({ left: 0, right: 0 }); // by panels over the canvas
}

function groupId(key: string): string {
  return `group ${key}`;
}

export function groupOf(node: { type: string; court: string }, group: string): string {
  return group === "court" ? node.court : node.type;
}

/** Cytoscape writes a <style> of one line, which our content policy refuses, unless this id is taken. */
function forbidStyles(): void {
  const id = "__________cytoscape_stylesheet";
  if (!document.getElementById(id)) document.head.append(make("meta", { id, name: "explore" }));
}
