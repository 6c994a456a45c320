/** The accountability chain: stages × bodies, a card a record, what is missing drawn as missing. */
import type { Core } from "cytoscape";
import { all, icon, make, one, svg } from "../dom";
import { say } from "../messages";
import { keep, seen, type Seen } from "./chain-address";
import { lines, style, trace } from "./chain-canvas";
import { again, type Chain, type ChainLink } from "./chain-data";
import { draw } from "./chain-draw";
import { exported, printable } from "./chain-export";
import { folded, stacks, type Stack } from "./chain-fold";
import { look } from "./chain-lines";
import { Viewport, type Again } from "./chain-view";
import { onTheme, onWidth } from "./place";

interface Shown { view: Viewport; cy: Core; compact: boolean }

export function chain(data: Chain, host: HTMLElement): boolean {
  if (data.nodes.length === 0) return false;
  new Picture(data, host).begin();
  return true;
}

/** What is on the page: the chain as it came, how it is seen, and what is drawn of it now. */
class Picture {
  private readonly stacks: Stack[];
  private readonly seen: Seen;
  private readonly subject: string;
  private readonly bar: HTMLElement;
  private readonly main: HTMLElement;
  private shown: Shown | null = null;

  constructor(private readonly data: Chain, private readonly host: HTMLElement) {
    this.stacks = stacks(data);
    this.seen = seen();
    this.subject = data.nodes.find((node) => node.subject)?.id ?? data.nodes[0]?.id ?? "";
    this.bar = tools(this.stacks.length > 0);
    this.main = make("div", { class: "chain-main" }, this.bar, legend(data.links));
    if (this.seen.open.has("all")) this.stacks.forEach((stack) => this.seen.open.add(stack.id));
    host.append(make("div", { class: "chain" }, this.main, words(data)));
  }

  begin(): void {
    const { detail, focus } = this.seen;
    const near = focus && this.known(focus) ? focus : this.subject;
    this.show(detail === "compact", near, detail === "full");
    if (!detail && !this.shown?.view.fits(0.9)) this.show(true, near);
    this.bar.addEventListener("click", (event) => this.pressed((event.target as Element).closest<HTMLElement>("button")));
    this.main.addEventListener("click", (event) => {
      const stack = (event.target as Element).closest<HTMLElement>("[data-stack]")?.dataset["stack"];
      if (stack) this.turn([stack], true);
    });
    this.main.addEventListener("focusin", (event) => {
      const focus = (event.target as Element).closest<HTMLElement>("[data-node]")?.dataset["node"];
      if (focus) this.note({ focus });
    });
    onTheme(this.host, () => this.shown?.cy.style(style()));
    onWidth(this.main, () => this.shown?.view.resized());
    printable(this.main, () => this.folded());
  }

  private known(id: string): boolean {
    return this.data.nodes.some((node) => node.id === id) || this.stacks.some((stack) => stack.id === id);
  }

  private folded(): Chain {
    return folded(this.data, this.stacks, this.seen.open);
  }

  private note(change: Partial<Seen>): void {
    Object.assign(this.seen, change);
    keep(this.seen);
  }

  private show(compact: boolean, id: string, near = false): void {
    this.shown?.cy.destroy();
    const other: Again = (card, whole = false) => {
      this.show(!compact, card ?? this.subject, !whole);
      if (whole) this.shown?.view.act("fit");
    };
    this.shown = render(this.folded(), this.main, compact, other);
    this.shown.view.start(this.drawn(id), near);
    all("[data-detail]", this.bar).forEach((button) => button.setAttribute("aria-pressed", String((button.dataset["detail"] === "compact") === compact)));
    this.chips();
  }

  /** The card, or the stack that it lies in. */
  private drawn(id: string): string {
    return this.stacks.find((stack) => !this.seen.open.has(stack.id) && stack.members.some((node) => node.id === id))?.id ?? id;
  }

  /** Opens or folds stacks; the focus goes to the first card that came out, or to the stack. */
  private turn(ids: string[], open: boolean): void {
    for (const id of ids) if (open) this.seen.open.add(id); else this.seen.open.delete(id);
    this.seen.open.delete("all");
    const only = ids.length === 1 ? this.stacks.find((stack) => stack.id === ids[0]) : undefined;
    const to = only ? (open ? only.members[0]?.id : only.id) ?? this.subject : this.subject;
    this.show(this.shown?.compact ?? false, to);
    this.note({ focus: to });
    if (only) one(`[data-node="${CSS.escape(to)}"]`, this.main)?.focus({ preventScroll: true });
  }

  private chips(): void {
    const open = this.stacks.filter((stack) => this.seen.open.has(stack.id));
    const chip = (stack: Stack): HTMLElement => {
      const what = `${stack.members[0]?.label ?? ""} × ${stack.members.length}`;
      const made = make("button", { type: "button", class: "chip", "data-fold": stack.id, title: stack.members.map((node) => node.key).filter(Boolean).join("、") }, icon("close"), make("span", { class: "chip-text" }, say("chainOpened", { what })));
      return made;
    };
    one(".chain-folds", this.bar)?.replaceChildren(...open.map(chip));
  }

  private pressed(button: HTMLElement | null): void {
    const { detail, chain, fold, save } = button?.dataset ?? {};
    if (detail) {
      this.show(detail === "compact", this.seen.focus || this.subject, detail !== "compact");
      this.note({ detail: detail as Seen["detail"] });
    } else if (fold === "all" || fold === "none") this.turn(this.stacks.map((stack) => stack.id), fold === "none");
    else if (fold) this.turn([fold], false);
    else if (save === "print") window.print();
    else if (save) void exported(this.folded(), this.shown?.compact ?? false, save as "png" | "svg", this.main);
    else if (chain === "one" && this.shown?.compact) this.show(false, this.subject, true);
    else this.shown?.view.act(chain ?? "");
  }
}

/** The picture at one size: cards, links, heads. */
function render(data: Chain, main: HTMLElement, compact: boolean, other: Again): Shown {
  const stage = make("div", { class: "chain-stage", role: "group", "aria-label": say("chainKeys") });
  const frame = make("div", { class: `chain-frame${compact ? " is-compact" : ""}` }, make("div", { class: "chain-heads" }), make("div", { class: "chain-lanes" }), stage, make("div", { class: "chain-corner" }));
  one(":scope > .chain-frame", main)?.remove();
  main.append(frame);
  const drawn = draw(data, compact, stage);
  const cy = lines(stage, drawn);
  stage.append(drawn.layer); // over the canvas
  one(":scope > div:not(.chain-layer)", stage)?.setAttribute("role", "img");
  one(":scope > div:not(.chain-layer)", stage)?.setAttribute("aria-label", say("chainOf", { title: data.subject.title, n: data.nodes.length }));
  const view = new Viewport(cy, frame, drawn.layer, drawn.layout, compact, other);
  trace(cy, stage, drawn.cards);
  view.listen();
  return { view, cy, compact };
}

function tools(stacked: boolean): HTMLElement {
  const button = (data: string, name: string, drawn: string | SVGElement, label: string): HTMLElement =>
    make("button", { type: "button", class: `btn btn-default btn-sm${typeof drawn === "string" ? "" : " btn-icon"}`, [data]: name, "aria-label": label, title: label }, drawn);
  const detail = (name: string, label: string): HTMLElement => make("button", { type: "button", "data-detail": name, "aria-pressed": "false" }, label);
  const folds = stacked ? [button("data-fold", "all", say("chainFoldAll"), say("chainFoldAll")), button("data-fold", "none", say("chainUnfoldAll"), say("chainUnfoldAll"))] : [];
  return make("div", { class: "chain-tools", role: "group", "aria-label": say("zoom") },
    make("div", { class: "segmented", role: "group", "aria-label": say("chainDetail") }, detail("compact", say("chainCompact")), detail("full", say("chainFull"))),
    button("data-chain", "in", icon("plus"), say("zoomIn")), button("data-chain", "out", icon("minus"), say("zoomOut")), button("data-chain", "one", "1:1", say("zoomOne")),
    button("data-chain", "fit", say("zoomFit"), say("zoomFitAll")), make("output", { class: "chain-zoom" }), ...folds, make("span", { class: "chain-folds" }),
    make("span", { class: "chain-saves" }, button("data-save", "png", "PNG", say("chainPng")), button("data-save", "svg", "SVG", say("chainSvg")), button("data-save", "print", icon("print"), say("chainPrint"))));
}

/** The looks of the lines that are in the picture, each with its word. */
function legend(links: ChainLink[]): HTMLElement {
  const named = new Map<string, [ChainLink, string]>();
  for (const link of links) {
    if (link.recurrence) named.set(link.recurrence.kind, [link, link.recurrence.name]);
    else if (link.missing && !named.has("gap")) named.set("gap", [{ ...link, state: "overdue" }, say("dutyGap")]);
  }
  const sample = (link: ChainLink): SVGElement => {
    const { colour, width, dashes } = look(link);
    return svg("svg", { width: "30", height: "8", "aria-hidden": "true" }, svg("line", { x1: "1", x2: "29", y1: "4", y2: "4", style: `stroke: var(--${colour})`, "stroke-width": String(width), "stroke-dasharray": dashes.join(" ") }));
  };
  const ordered = [...named.values()].sort(([a], [b]) => Number(again(b)) - Number(again(a)));
  return make("div", { class: "chain-legend" }, ...ordered.map(([link, name]) => make("span", {}, sample(link), name)));
}

function words(data: Chain): HTMLElement {
  const list = make("ol", {}, ...(data.words ?? []).map((sentence) => make("li", {}, sentence)));
  const gaps = data.nodes.filter((node) => node.missing);
  const late = gaps.filter((node) => node.state === "gap" || node.state === "overdue").length;
  const made = make("aside", { class: "chain-words", "aria-label": say("chainInWords") }, make("h2", {}, say("chainInWords")));
  if (late) made.append(make("p", { class: "chain-missing" }, icon("chain-gap"), say("chainMissing", { n: late })));
  if (gaps.length > late) made.append(make("p", { class: "chain-owed" }, icon("clock"), say("chainOwed", { n: gaps.length - late })));
  made.append(list);
  made.hidden = all("li", list).length === 0 && gaps.length === 0;
  return made;
}
