/** The accountability chain: stages × bodies, a card a record, what is missing drawn as missing. */
import cytoscape, { type Core, type ElementDefinition, type LayoutOptions, type NodeSingular, type StylesheetJson } from "cytoscape";
import dagre from "cytoscape-dagre";
import { all, icon, make, one } from "../dom";
import { say } from "../messages";
import { card } from "./chain-card";
import type { Chain, ChainLink } from "./chain-data";
import { arrange, COMPACT, FULL, type Layout } from "./chain-layout";
import { relative, route, type Point, type Route } from "./chain-routes";
import { implied } from "./chain-turns";
import { Viewport, type Again } from "./chain-view";
import { colour, onTheme, onWidth } from "./place";

cytoscape.use(dagre);

interface Shown { view: Viewport; cy: Core; compact: boolean }

export function chain(data: Chain, host: HTMLElement): boolean {
  if (data.nodes.length === 0) return false;
  forbidStyles();
  const bar = tools();
  const main = make("div", { class: "chain-main" }, bar);
  host.append(make("div", { class: "chain" }, main, words(data)));
  const subject = data.nodes.find((node) => node.subject)?.id ?? data.nodes[0]?.id ?? "";
  let shown: Shown | null = null;
  const show = (compact: boolean, id: string, near = false): void => {
    shown?.cy.destroy();
    const again: Again = (card, whole = false) => {
      show(!compact, card ?? subject, !whole);
      if (whole) shown?.view.act("fit");
    };
    shown = render(data, main, compact, again);
    shown.view.start(id, near);
    all("[data-detail]", bar).forEach((button) => button.setAttribute("aria-pressed", String((button.dataset["detail"] === "compact") === compact)));
  };
  show(false, subject);
  if (!(shown as Shown | null)?.view.fits(0.9)) show(true, subject);
  bar.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("button");
    const detail = button?.dataset["detail"];
    if (detail) show(detail === "compact", subject, detail !== "compact");
    else if (button?.dataset["chain"] === "one" && shown?.compact) show(false, subject, true);
    else shown?.view.act(button?.dataset["chain"] ?? "");
  });
  onTheme(host, () => shown?.cy.style(style()));
  onWidth(main, () => shown?.view.resized());
  return true;
}

/** The picture at one size: cards, links, heads. */
function render(data: Chain, main: HTMLElement, compact: boolean, again: Again): Shown {
  const size = compact ? COMPACT : FULL;
  const stage = make("div", { class: "chain-stage", role: "group", "aria-label": say("chainKeys") });
  const layer = make("div", { class: "chain-layer" });
  const frame = make("div", { class: `chain-frame${compact ? " is-compact" : ""}` }, make("div", { class: "chain-heads" }), make("div", { class: "chain-lanes" }), stage, make("div", { class: "chain-corner" }));
  one(":scope > .chain-frame", main)?.remove();
  main.append(frame);
  const cards = new Map(data.nodes.map((node) => [node.id, card(node)]));
  layer.append(...cards.values());
  layer.style.setProperty("--card", `${size.card}px`);
  stage.append(layer);
  const heights = new Map([...cards].map(([id, element]) => [id, element.offsetHeight]));
  for (const [id, element] of cards) element.style.height = `${heights.get(id) ?? 0}px`; // as high when it shows less
  const known = data.links.filter((link) => cards.has(link.from) && cards.has(link.to));
  const layout = arrange({ ...data, links: known }, heights, order(data, known, heights), size);
  const beside = (link: ChainLink, i: number): number => known.slice(0, i).filter((other) => other.recurrence && layout.turnOf.get(other.from) === layout.turnOf.get(link.from)).length;
  const routes = known.map((link, i) => route(link, beside(link, i), layout));
  const cy = picture(stage, data, known, routes, layout);
  stage.append(layer); // over the canvas
  place(layer, cards, layout);
  layer.append(...known.flatMap((link, i) => badge(link, routes[i]?.badge ?? null)));
  one(":scope > div:not(.chain-layer)", stage)?.setAttribute("role", "img");
  one(":scope > div:not(.chain-layer)", stage)?.setAttribute("aria-label", say("chainOf", { title: data.subject.title, n: data.nodes.length }));
  const view = new Viewport(cy, frame, layer, layout, compact, again);
  trace(cy, stage, cards);
  view.listen();
  return { view, cy, compact };
}

/** The name and depth of a recurrence, on its loop. */
function badge(link: ChainLink, at: Point | null): HTMLElement[] {
  if (!link.recurrence || !at) return [];
  const { name, depth } = link.recurrence;
  const made = make("span", { class: "chain-loop", title: name }, icon("repeat"), depth > 0 ? say("recurrenceDepth", { n: depth }) : name);
  Object.assign(made.style, { left: `${at.x}px`, top: `${at.y}px` });
  return [made];
}

/** Cytoscape writes a <style> of one line, which our content policy refuses, unless this id is taken. */
function forbidStyles(): void {
  const id = "__________cytoscape_stylesheet";
  if (!document.getElementById(id)) document.head.append(make("meta", { id, name: "chain" }));
}

/** Dagre's order from top to bottom; recurrences are left out, they lead back. */
function order(data: Chain, links: ChainLink[], heights: Map<string, number>): Map<string, number> {
  const elements: ElementDefinition[] = [
    ...data.nodes.map((node) => ({ data: { id: node.id } })),
    ...links.filter((link) => !link.recurrence).map((link) => ({ data: { source: link.from, target: link.to } })),
  ];
  const cy = cytoscape({ headless: true, styleEnabled: true, elements, style: [{ selector: "node", style: { width: 200, height: (node: NodeSingular) => heights.get(node.id()) ?? 100 } }] });
  cy.layout({ name: "dagre", rankDir: "LR", fit: false, animate: false } as LayoutOptions).run();
  const found = new Map(data.nodes.map((node) => [node.id, cy.getElementById(node.id).position("y")]));
  cy.destroy();
  return found;
}

function picture(stage: HTMLElement, data: Chain, links: ChainLink[], routes: Route[], layout: Layout): Core {
  const nodes = data.nodes.map((node): ElementDefinition => {
    const box = layout.boxes.get(node.id) ?? { x: 0, y: 0, width: 1, height: 1 };
    return { data: { id: node.id, width: box.width, height: box.height }, position: { x: box.x + box.width / 2, y: box.y + box.height / 2 } };
  });
  const short = implied(links);
  const edges = links.map((link, i): ElementDefinition => {
    const [from, to] = [layout.boxes.get(link.from), layout.boxes.get(link.to)];
    const { out, into, points } = routes[i] as Route;
    const bent = from && to && points.length ? relative(points, from, to) : { weights: [], distances: [] };
    const kind = link.recurrence ? "is-recurrence" : link.missing ? "is-missing" : short.has(link) ? "is-implied" : "";
    return { data: { id: `link-${i}`, source: link.from, target: link.to, said: link.name ?? "", out, into, ...bent }, classes: `${kind} ${points.length ? "is-bent" : "is-straight"}` };
  });
  return cytoscape({
    container: stage, elements: [...nodes, ...edges], style: style(), layout: { name: "preset" },
    autoungrabify: true, autounselectify: true, boxSelectionEnabled: false, userZoomingEnabled: false, minZoom: 0.15, maxZoom: 2,
  });
}

function style(): StylesheetJson {
  const line = colour("control");
  return [
    { selector: "node", style: { shape: "rectangle", width: "data(width)", height: "data(height)", "background-opacity": 0, "border-width": 0, "overlay-opacity": 0, events: "no" } }, // the cards over them have the events
    {
      selector: "edge",
      style: {
        width: 1.5, "line-color": line, "target-arrow-color": line, "target-arrow-shape": "triangle", "arrow-scale": 0.9, "curve-style": "straight",
        "source-endpoint": "data(out)", "target-endpoint": "data(into)", label: "", "font-size": 12, "font-family": "PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif",
        color: colour("text"), "text-background-color": colour("surface"), "text-background-opacity": 1, "text-background-padding": "3px",
        "text-wrap": "wrap", "text-max-width": "110px", "min-zoomed-font-size": 6, "overlay-opacity": 0,
      },
    },
    { selector: "edge.is-bent", style: { "curve-style": "round-segments", "segment-weights": "data(weights)", "segment-distances": "data(distances)", "segment-radii": [6], "edge-distances": "node-position" } },
    { selector: "edge.is-implied", style: { opacity: 0 } }, // a longer way says the same: shown when traced
    { selector: "edge.is-missing", style: { "line-color": colour("overdue"), "target-arrow-color": colour("overdue"), "line-style": "dashed", color: colour("overdue") } },
    { selector: "edge.is-recurrence", style: { width: 3, "line-color": colour("solid"), "target-arrow-color": colour("solid"), "z-index": 5 } },
    { selector: "edge.is-off", style: { opacity: 0.18 } },
    { selector: "edge.is-implied.is-off", style: { opacity: 0 } },
    { selector: "edge.is-on", style: { width: 3, "z-index": 9, opacity: 1 } },
    { selector: "edge.is-named", style: { label: "data(said)" } },
  ] as StylesheetJson;
}

function place(layer: HTMLElement, cards: Map<string, HTMLElement>, layout: Layout): void {
  layer.style.width = `${layout.width}px`;
  layer.style.height = `${layout.height}px`;
  for (const [id, element] of cards) {
    const box = layout.boxes.get(id);
    if (!box) continue;
    element.style.left = `${box.x}px`;
    element.style.top = `${box.y}px`;
  }
}

/** Pointing at a card, or coming to it by the keyboard, leaves only what leads to it and what follows from it. */
function trace(cy: Core, stage: HTMLElement, cards: Map<string, HTMLElement>): void {
  const light = (id: string | null): void => {
    const node = id === null ? null : cy.getElementById(id);
    const path = node ? node.union(node.predecessors()).union(node.successors()) : null;
    stage.classList.toggle("is-tracing", path !== null);
    cy.batch(() => cy.edges().forEach((edge) => {
      edge.toggleClass("is-on", path !== null && path.contains(edge));
      edge.toggleClass("is-named", id !== null && (edge.data("source") === id || edge.data("target") === id));
      edge.toggleClass("is-off", path !== null && !path.contains(edge));
    }));
    for (const [other, element] of cards) element.classList.toggle("is-on", path !== null && path.contains(cy.getElementById(other)));
  };
  for (const [id, element] of cards) {
    for (const event of ["mouseenter", "focus"]) element.addEventListener(event, () => light(id));
    for (const event of ["mouseleave", "blur"]) element.addEventListener(event, () => light(null));
  }
}

function tools(): HTMLElement {
  const button = (name: string, drawn: string | SVGElement, label: string): HTMLElement =>
    make("button", { type: "button", class: "btn btn-default btn-sm btn-icon", "data-chain": name, "aria-label": label, title: label }, drawn);
  const legend = make("div", { class: "chain-legend" },
    make("span", {}, make("i", { class: "line-missing" }), say("dutyGap")), make("span", {}, make("i", { class: "line-recurrence" }), say("recurrenceWord")));
  const detail = (name: string, label: string): HTMLElement => make("button", { type: "button", "data-detail": name, "aria-pressed": "false" }, label);
  return make("div", { class: "chain-tools", role: "group", "aria-label": say("zoom") },
    make("div", { class: "segmented", role: "group", "aria-label": say("chainDetail") }, detail("compact", say("chainCompact")), detail("full", say("chainFull"))),
    button("in", icon("plus"), say("zoomIn")), button("out", icon("minus"), say("zoomOut")), button("one", "1:1", say("zoomOne")),
    button("fit", say("zoomFit"), say("zoomFitAll")), make("output", { class: "chain-zoom" }), legend);
}

function words(data: Chain): HTMLElement {
  const list = make("ol", {}, ...(data.words ?? []).map((sentence) => make("li", {}, sentence)));
  const missing = data.nodes.filter((node) => node.missing).length;
  const made = make("aside", { class: "chain-words", "aria-label": say("chainInWords") }, make("h3", {}, say("chainInWords")));
  if (missing) made.append(make("p", { class: "chain-missing" }, icon("chain-gap"), say("chainMissing", { n: missing })));
  made.append(list);
  made.hidden = all("li", list).length === 0 && missing === 0;
  return made;
}
