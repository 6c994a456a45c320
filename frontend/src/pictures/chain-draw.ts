/** The chain laid out in a frame: cards measured and placed, the ways of the links, their names on them. */
import cytoscape, { type ElementDefinition, type LayoutOptions, type NodeSingular } from "cytoscape";
import dagre from "cytoscape-dagre";
import { icon, make } from "../dom";
import { card, inVain } from "./chain-card";
import { again, type Chain, type ChainLink } from "./chain-data";
import { arrange, COMPACT, FULL, type Layout } from "./chain-layout";
import { RECURRENCES } from "./chain-lines";
import { route, type Point, type Route } from "./chain-routes";
import { between, placed, turns } from "./chain-turns";

cytoscape.use(dagre);

export interface Drawn { data: Chain; compact: boolean; layer: HTMLElement; cards: Map<string, HTMLElement>; links: ChainLink[]; routes: Route[]; layout: Layout }

/** Into a stage that stands in the page, within a `.chain-frame` of the same size. */
export function draw(data: Chain, compact: boolean, stage: HTMLElement): Drawn {
  const size = compact ? COMPACT : FULL;
  const layer = make("div", { class: "chain-layer" });
  const duties = new Map((data.duties ?? []).map((duty) => [duty.id, duty]));
  const all = turns(data);
  const turnOf = placed(all.map((turn) => turn.nodes));
  const within = data.links.filter((link) => link.recurrence && !between(link, turnOf)); // on the card: a name over a card would hide it
  const cards = new Map(data.nodes.map((node) => [node.id, card(node, duties, within.filter((link) => link.to === node.id))]));
  layer.append(...cards.values());
  layer.style.setProperty("--card", `${size.card}px`);
  stage.append(layer);
  const heights = new Map([...cards].map(([id, element]) => [id, element.offsetHeight]));
  for (const [id, element] of cards) element.style.height = `${heights.get(id) ?? 0}px`; // as high when it shows less
  const links = data.links.filter((link) => cards.has(link.from) && cards.has(link.to));
  const layout = arrange({ ...data, links }, all, turnOf, heights, order(data, links, heights), size);
  const beside = (link: ChainLink, i: number): number => links.slice(0, i).filter((other) => again(other) && layout.turnOf.get(other.to) === layout.turnOf.get(link.to)).length;
  const routes = links.map((link, i) => route(link, beside(link, i), layout));
  place(layer, cards, layout);
  layer.append(...links.flatMap((link, i) => badge(link, routes[i]?.badge ?? null)));
  return { data, compact, layer, cards, links, routes, layout };
}

/** The class of a recurrence, on its line, and how many rectifications came to nothing before it. */
function badge(link: ChainLink, at: Point | null): HTMLElement[] {
  if (!link.recurrence || !at) return [];
  const { kind, name, depth } = link.recurrence;
  const words = make("span", {}, name, ...inVain(depth));
  const made = make("span", { class: `chain-loop loop-${kind}`, title: name }, icon(RECURRENCES[kind]?.icon ?? "repeat"), words);
  Object.assign(made.style, { left: `${at.x}px`, top: `${at.y}px` });
  return [made];
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
