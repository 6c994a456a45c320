/** What of the chain is seen: zoom and pan, heads that stay, the way of the focus from card to card. */
import type { Core } from "cytoscape";
import { all, make, one } from "../dom";
import type { Band, Layout } from "./chain-layout";

const EDGE = 24; // pixels that may stay empty beyond the picture
const LEGIBLE = 0.72; // the whole is shown at first unless it were smaller than this
const NEARER = 1.25; // compact cards become full ones beyond this
const FARTHER = 0.55; // full cards become compact ones below this

/** Shows the chain at the other size, with this card in the middle or as a whole. */
export type Again = (card: string | undefined, whole?: boolean) => void;

export class Viewport {
  private readonly cards: HTMLElement[];
  private fitted = true;

  constructor(private readonly cy: Core, private readonly frame: HTMLElement, private readonly layer: HTMLElement, private readonly layout: Layout, private readonly compact: boolean, private readonly again: Again) {
    this.cards = all(".chain-card", layer);
    const head = (band: Band): HTMLElement => make("div", { class: `chain-band${band.empty ? " is-empty" : ""}`, title: band.name }, make("span", {}, band.name.replace(/\//g, "/\u200b")));
    one(".chain-heads", frame)?.append(...layout.columns.map(head));
    one(".chain-lanes", frame)?.append(...layout.lanes.map(head));
    const turns = layout.turns.filter((turn) => !turn.empty).map((turn) => {
      const strip = make("div", { class: "chain-turn" }, make("span", {}, turn.name));
      Object.assign(strip.style, { top: `${turn.from}px`, height: `${turn.size}px` });
      return strip;
    });
    layer.prepend(...layout.lanes.map((lane) => line(0, lane.from + lane.size, layout.width, 0)), ...layout.columns.map((c) => line(c.from + c.size, 0, 0, layout.height)), ...turns);
  }

  /** The whole when that is legible, else at the width of the window or a little wider, with this card in the middle. */
  start(id: string, near: boolean): void {
    const [head, whole] = [this.frame.clientHeight - this.stage.clientHeight, this.level()];
    const wide = Math.min(1, this.stage.clientWidth / this.layout.width);
    const level = near || (!this.compact && whole < 0.9) ? 1 : whole >= LEGIBLE ? whole : Math.max(LEGIBLE, wide);
    this.fitted = level === whole;
    this.frame.style.height = `${Math.max(near ? 560 : 240, Math.min(this.layout.height * level + 4, this.room)) + head}px`;
    this.cy.resize();
    this.cy.on("viewport", () => this.drawn());
    this.cy.zoom(level);
    this.show(id, true);
    this.drawn();
    const first = this.cards.find((card) => card.dataset["node"] === id) ?? this.cards[0];
    first?.setAttribute("tabindex", "0");
  }

  /** Whether everything is seen at this size or larger. */
  fits(least: number): boolean {
    return this.level() >= least;
  }

  act(name: string): void {
    const acts: Record<string, () => void> = { in: () => this.zoom(1.25), out: () => this.zoom(0.8), one: () => this.zoom(1 / this.cy.zoom()), fit: () => { this.fit(); this.frame.scrollIntoView({ block: "nearest" }); } };
    acts[name]?.();
  }

  resized(): void {
    this.cy.resize();
    if (this.fitted) this.fit();
    this.drawn();
  }

  listen(): void {
    this.stage.addEventListener("keydown", (event) => this.key(event));
    this.stage.addEventListener("wheel", (event) => this.wheel(event), { passive: false, capture: true });
    this.layer.addEventListener("focusin", (event) => {
      const card = (event.target as Element).closest<HTMLElement>(".chain-card");
      if (card) this.show(card.dataset["node"] ?? "", false);
    });
    this.forgetDrags();
  }

  /** The most height that the picture takes: the window's, less what stays above. */
  private get room(): number {
    return Math.max(526, window.innerHeight - 110);
  }

  private level(): number {
    return Math.min(1, this.stage.clientWidth / this.layout.width, this.room / this.layout.height);
  }

  private get stage(): HTMLElement {
    return one(".chain-stage", this.frame) as HTMLElement;
  }

  private zoom(by: number, at = { x: this.stage.clientWidth / 2, y: this.stage.clientHeight / 2 }): void {
    const level = this.cy.zoom() * by;
    this.fitted = false;
    if (this.compact ? level > NEARER : level < FARTHER) this.again(this.nearest(at));
    else this.cy.zoom({ level, renderedPosition: at });
  }

  private nearest(at: { x: number; y: number }): string | undefined {
    const [zoom, pan] = [this.cy.zoom(), this.cy.pan()];
    const far = (card: HTMLElement): number => {
      const box = this.layout.boxes.get(card.dataset["node"] ?? "");
      return box ? Math.hypot((box.x + box.width / 2) * zoom + pan.x - at.x, (box.y + box.height / 2) * zoom + pan.y - at.y) : Infinity;
    };
    return [...this.cards].sort((a, b) => far(a) - far(b))[0]?.dataset["node"];
  }

  /** Every card in full, at its own size. */
  private whole(): void {
    if (this.compact) this.again((document.activeElement as HTMLElement | null)?.dataset["node"]);
    else this.zoom(1 / this.cy.zoom());
  }

  private fit(): void {
    const level = Math.min(1, this.stage.clientWidth / this.layout.width, this.stage.clientHeight / this.layout.height);
    if (!this.compact && level < FARTHER) {
      this.again(undefined, true);
      return;
    }
    this.fitted = true;
    this.cy.viewport({ zoom: level, pan: { x: 0, y: 0 } });
  }

  /** Brings a card into view: into the middle, or just over the edge. */
  private show(id: string, middle: boolean): void {
    const box = this.layout.boxes.get(id);
    if (!box) return;
    const [zoom, pan] = [this.cy.zoom(), { ...this.cy.pan() }];
    const shift = (from: number, size: number, at: number, room: number): number => {
      if (middle) return from + size < room - EDGE ? 0 : room / 2 - (from + size / 2) * zoom;
      const [low, high] = [from * zoom + at, (from + size) * zoom + at];
      return low < EDGE ? at + EDGE - low : high > room - EDGE ? at + room - EDGE - high : at;
    };
    this.cy.pan({ x: shift(box.x, box.width, pan.x, this.stage.clientWidth), y: shift(box.y, box.height, pan.y, this.stage.clientHeight) });
    this.stage.scrollTo(0, 0); // the browser's own scrolling to what has the focus
  }

  /** Keeps the picture over its window, then moves cards and heads along. */
  private drawn(): void {
    const [zoom, pan] = [this.cy.zoom(), this.cy.pan()];
    const kept = { x: hold(pan.x, this.layout.width * zoom, this.stage.clientWidth), y: hold(pan.y, this.layout.height * zoom, this.stage.clientHeight) };
    if (Math.abs(kept.x - pan.x) > 0.5 || Math.abs(kept.y - pan.y) > 0.5) {
      this.cy.pan(kept); // calls this again
      return;
    }
    this.layer.style.transform = `translate(${kept.x}px, ${kept.y}px) scale(${zoom})`;
    heads(one(".chain-heads", this.frame), this.layout.columns, kept.x, zoom, "left", "width", this.stage.clientWidth);
    heads(one(".chain-lanes", this.frame), this.layout.lanes, kept.y, zoom, "top", "height", this.stage.clientHeight);
    this.stage.classList.toggle("is-afar", zoom < 0.5);
    this.layer.style.setProperty("--afar", `${Math.min(26, Math.round(12 / zoom))}px`);
    const shown = one(".chain-zoom", this.frame.parentElement ?? this.frame);
    if (shown) shown.textContent = `${Math.round(zoom * 100)}%`;
  }

  /** The wheel moves the picture as it moves a page; at its end the page goes on. With Ctrl it zooms. */
  private wheel(event: WheelEvent): void {
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      const at = this.stage.getBoundingClientRect();
      this.zoom(event.deltaY < 0 ? 1.12 : 1 / 1.12, { x: event.clientX - at.left, y: event.clientY - at.top });
      return;
    }
    const before = { ...this.cy.pan() };
    const [dx, dy] = event.shiftKey && !event.deltaX ? [event.deltaY, 0] : [event.deltaX, event.deltaY];
    this.cy.panBy({ x: -dx, y: -dy });
    const after = this.cy.pan();
    if (Math.abs(after.x - before.x) + Math.abs(after.y - before.y) > 1) event.preventDefault();
  }

  private key(event: KeyboardEvent): void {
    const zooms: Record<string, () => void> = { "+": () => this.zoom(1.25), "=": () => this.zoom(1.25), "-": () => this.zoom(0.8), "0": () => this.fit(), "1": () => this.whole() };
    const act = event.ctrlKey || event.metaKey ? undefined : zooms[event.key];
    const from = (event.target as Element).closest<HTMLElement>(".chain-card");
    const to = act || !from ? undefined : this.next(from.dataset["node"] ?? "", event.key);
    if (act || to) {
      event.preventDefault();
      event.stopPropagation();
    }
    act?.();
    if (!to) return;
    this.cards.forEach((card) => (card.tabIndex = card === to ? 0 : -1));
    to.focus({ preventScroll: true });
  }

  /** The nearest card in the direction of an arrow; what is straight ahead comes before what is aside. */
  private next(id: string, key: string): HTMLElement | undefined {
    const ways: Record<string, [number, number]> = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
    const [way, from] = [ways[key], this.layout.boxes.get(id)];
    if (!way || !from) return undefined;
    const far = (card: HTMLElement): number => {
      const to = this.layout.boxes.get(card.dataset["node"] ?? "");
      if (!to || to === from) return Infinity;
      const [dx, dy] = [to.x + to.width / 2 - from.x - from.width / 2, to.y + to.height / 2 - from.y - from.height / 2];
      const [ahead, aside] = [dx * way[0] + dy * way[1], Math.abs(dx * way[1]) + Math.abs(dy * way[0])];
      return ahead < 8 ? Infinity : ahead + 2.5 * aside;
    };
    const nearest = [...this.cards].sort((a, b) => far(a) - far(b))[0];
    return nearest && far(nearest) < Infinity ? nearest : undefined;
  }

  /** A card that was dragged along with the picture was not clicked. */
  private forgetDrags(): void {
    let down: { x: number; y: number } | null = null;
    this.stage.addEventListener("pointerdown", (event) => (down = { x: event.clientX, y: event.clientY }), true);
    this.stage.addEventListener("click", (event) => {
      const moved = down && Math.hypot(event.clientX - down.x, event.clientY - down.y) > 5 && event.detail > 0;
      if (moved) { event.preventDefault(); event.stopPropagation(); }
    }, true);
  }
}

/** A picture smaller than its window stands in its middle; a larger one shows no more than a margin beyond. */
function hold(at: number, size: number, room: number): number {
  return size <= room ? (room - size) / 2 : Math.min(EDGE, Math.max(room - size - EDGE, at));
}

/** Each head covers what is seen of its column or lane, so that its name is always within sight. */
function heads(bar: HTMLElement | null, bands: Band[], pan: number, zoom: number, side: "left" | "top", extent: "width" | "height", room: number): void {
  bands.forEach((band, i) => {
    const head = bar?.children[i] as HTMLElement | undefined;
    if (!head) return;
    const from = Math.max(0, band.from * zoom + pan);
    const to = Math.min(room, (band.from + band.size) * zoom + pan);
    head.hidden = to - from < 1;
    head.style[side] = `${from}px`;
    head.style[extent] = `${Math.max(0, to - from)}px`;
    head.classList.toggle("is-tight", to - from < 14);
  });
}

function line(x: number, y: number, width: number, height: number): HTMLElement {
  const made = make("i", { class: "chain-rule" });
  Object.assign(made.style, { left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px` });
  return made;
}
