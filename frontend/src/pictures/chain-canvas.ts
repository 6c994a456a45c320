/** The links of the chain on cytoscape's canvas, and the path that is lit. */
import cytoscape, { type Core, type EdgeSingular, type ElementDefinition, type StylesheetJson } from "cytoscape";
import { make } from "../dom";
import type { Chain, ChainLink } from "./chain-data";
import type { Drawn } from "./chain-draw";
import { look } from "./chain-lines";
import { relative, type Route } from "./chain-routes";
import { implied } from "./chain-turns";
import { colour } from "./place";

/** Cytoscape draws the lines and carries zoom and pan; the cards lie over it. */
export function lines(stage: HTMLElement, { data, links, routes, layout }: Drawn): Core {
  forbidStyles();
  const nodes = data.nodes.map((node): ElementDefinition => {
    const box = layout.boxes.get(node.id) ?? { x: 0, y: 0, width: 1, height: 1 };
    return { data: { id: node.id, width: box.width, height: box.height }, position: { x: box.x + box.width / 2, y: box.y + box.height / 2 } };
  });
  const short = implied(links);
  const edges = links.map((link, i): ElementDefinition => {
    const [from, to] = [layout.boxes.get(link.from), layout.boxes.get(link.to)];
    const { out, into, points } = routes[i] as Route;
    const bent = from && to && points.length ? relative(points, from, to) : { weights: [], distances: [] };
    const { colour: token, width, dashes } = look(link);
    const kind = `${link.recurrence ? "is-recurrence" : ""} ${short.has(link) ? "is-implied" : ""} ${dashes.length ? "is-dashed" : ""}`;
    return { data: { id: `link-${i}`, source: link.from, target: link.to, said: named(link, data), token, width, dashes, out, into, ...bent }, classes: `${kind} ${points.length ? "is-bent" : "is-straight"}` };
  });
  return cytoscape({
    container: stage, elements: [...nodes, ...edges], style: style(), layout: { name: "preset" },
    autoungrabify: true, autounselectify: true, boxSelectionEnabled: false, userZoomingEnabled: false, minZoom: 0.15, maxZoom: 2,
  });
}

/** A link's name, and the duty on it: shown while its card is pointed at. */
function named(link: ChainLink, data: Chain): string {
  const duty = data.duties?.find((each) => each.id === link.duties?.[0]);
  return [link.name, duty && `${duty.article} ${duty.state_name}`].filter(Boolean).join(" · ");
}

export function style(): StylesheetJson {
  const line = (edge: EdgeSingular): string => colour(edge.data("token") as string);
  return [
    { selector: "node", style: { shape: "rectangle", width: "data(width)", height: "data(height)", "background-opacity": 0, "border-width": 0, "overlay-opacity": 0, events: "no" } }, // the cards over them have the events
    {
      selector: "edge",
      style: {
        width: "data(width)", "line-color": line, "target-arrow-color": line, "target-arrow-shape": "triangle", "arrow-scale": 0.9, "curve-style": "straight",
        "source-endpoint": "data(out)", "target-endpoint": "data(into)", label: "", "font-size": 12, "font-family": "PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif",
        color: colour("text"), "text-background-color": colour("surface"), "text-background-opacity": 1, "text-background-padding": "3px",
        "text-wrap": "wrap", "text-max-width": "110px", "min-zoomed-font-size": 6, "overlay-opacity": 0,
      },
    },
    { selector: "edge.is-bent", style: { "curve-style": "round-segments", "segment-weights": "data(weights)", "segment-distances": "data(distances)", "segment-radii": [6], "edge-distances": "node-position" } },
    { selector: "edge.is-implied", style: { opacity: 0 } }, // a longer way says the same: shown when traced
    { selector: "edge.is-dashed", style: { "line-style": "dashed", "line-dash-pattern": (edge: EdgeSingular) => edge.data("dashes") as number[] } },
    { selector: "edge.is-recurrence", style: { "z-index": 5 } },
    { selector: "edge.is-off", style: { opacity: 0.18 } },
    { selector: "edge.is-implied.is-off", style: { opacity: 0 } },
    { selector: "edge.is-on", style: { width: 3, "z-index": 9, opacity: 1 } },
    { selector: "edge.is-named", style: { label: "data(said)" } },
  ] as StylesheetJson;
}

/** Cytoscape writes a <style> of one line, which our content policy refuses, unless this id is taken. */
function forbidStyles(): void {
  const id = "__________cytoscape_stylesheet";
  if (!document.getElementById(id)) document.head.append(make("meta", { id, name: "chain" }));
}

/** Pointing at a card, or coming to it by the keyboard, leaves only what leads to it and what follows from it. */
export function trace(cy: Core, stage: HTMLElement, cards: Map<string, HTMLElement>): void {
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
