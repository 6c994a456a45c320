/** How nodes and edges look on the canvas, in the theme of now. */
import type { EdgeSingular, NodeSingular, StylesheetJson } from "cytoscape";
import { say } from "../messages";
import { colour } from "../pictures/place";
import type { ExploreEdge, ExploreNode } from "./data";
import { badgeImage, badgeWidth, iconImage, pinImage } from "./icons";

const FONT = "PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif";
const SMALL = 38;
const WIDEST = 19; // of a name beneath a node, in half widths

interface Rgb { r: number; g: number; b: number }

function rgb(hex: string): Rgb {
  const n = parseInt(hex.replace("#", ""), 16);
  return { r: (n >> 16) & 255, g: (n >> 8) & 255, b: n & 255 };
}

function mixed(hex: string, other: string, share: number): string {
  const [a, b] = [rgb(hex), rgb(other)];
  const part = (x: number, y: number): string => Math.round(x + (y - x) * share).toString(16).padStart(2, "0");
  return `#${part(a.r, b.r)}${part(a.g, b.g)}${part(a.b, b.b)}`;
}

export function dark(): boolean {
  return document.documentElement.dataset["theme"] === "dark";
}

/** A type's colour, lighter on a dark ground, so that ring and icon stand out in both themes. */
export function shade(hex: string): string {
  const known = /^#[0-9a-f]{6}$/i.test(hex) ? hex : "#5b6b7f";
  return dark() ? mixed(known, "#ffffff", 0.42) : known;
}

export interface Looks { more: number; capped: boolean; pinned: boolean; label: string; size: number }

/** What the style below reads off a node. */
export function nodeLook(node: ExploreNode, { more, capped, pinned, label, size }: Looks): Record<string, unknown> {
  const ring = node.gap ? colour("overdue") : shade(node.colour);
  const badge = more > 0 ? `+${more > 999 ? "999" : more}${capped || more > 999 ? "…" : ""}` : "";
  const images = [iconImage(node.gap ? "chain-gap" : node.icon, ring)];
  const [widths, heights, xs, ys] = [["52%"], ["52%"], ["50%"], ["50%"]];
  if (badge) {
    images.push(badgeImage(badge, colour("text-2"), colour("surface")));
    const width = badgeWidth(badge);
    widths.push(`${width}px`); heights.push("16px"); xs.push(`${size - width / 2 - 2}px`); ys.push("-7px");
  }
  if (pinned) {
    images.push(pinImage(colour("accent"), colour("on-button")));
    widths.push("15px"); heights.push("15px"); xs.push("-6px"); ys.push("-6px");
  }
  return { label, ring, size, images, widths, heights, xs, ys, badge, clips: images.map(() => "none"), holds: images.map(() => "over") };
}

export function sizeOf(links: number, measured: boolean): number {
  return measured ? Math.min(84, 28 + 7 * Math.sqrt(links)) : SMALL;
}

export function edgeLook(edge: ExploreEdge, domain: string, gap: boolean): Record<string, unknown> {
  const depth = edge.depth ? ` · ${say("recurrenceDepth", { n: edge.depth })}` : "";
  const line = gap ? colour("overdue") : mixed(shade(domain), dark() ? "#4a5667" : "#b6bfcb", 0.35);
  return { said: `${edge.name}${depth}`, line, width: edge.kind ? 2.4 : 1.3 };
}

/** Up to two lines; the number of a case or record is never broken. */
export function lines(title: string): string {
  const text = title.trim();
  if (/^\S{1,30}号(-\S{1,5})?$/.test(text) || (/^[^\s、，。：；]{1,30}$/.test(text) && /\d[-‑]|[-‑]\d/.test(text))) return text;
  const numbered = /^(\S{2,12}) (\S{1,32})$/.exec(text); // a name and a number: a line each
  if (numbered && /\d/.test(numbered[2] ?? "")) return `${numbered[1]}\n${numbered[2]}`;
  const led = /^([（(]\d{4}[)）]\S{2,26}号\S{0,6}) (\S.*)$/.exec(text); // a number, then words: as many of these as fit
  if (led?.[1] && led[2]) return `${led[1]}\n${cut(led[2])}`;
  const whole = wide(text);
  const room = whole > WIDEST && whole <= 2 * WIDEST - 2 ? whole / 2 + 1.1 : WIDEST; // two lines of one length
  let line = "";
  const found: string[] = [];
  for (const character of text) {
    if (wide(line + character) > room && found.length === 0) {
      const cut = character.charCodeAt(0) > 0x2e80 ? -1 : line.lastIndexOf(" ");
      found.push(cut > 5 ? line.slice(0, cut) : line);
      line = cut > 5 ? line.slice(cut + 1) : "";
    }
    line += character;
    if (found.length && wide(line) > WIDEST + 1) return `${found[0]}\n${line.slice(0, -1)}…`;
  }
  return [...found, line].join("\n");
}

function wide(part: string): number {
  return [...part].reduce((sum, c) => sum + (c.charCodeAt(0) > 0x2e80 ? 2 : 1.1), 0);
}

/** As much as fits into one line. */
function cut(text: string): string {
  if (wide(text) <= WIDEST + 1) return text;
  let line = "";
  for (const character of text) if (wide(line + character) <= WIDEST) line += character; else break;
  return `${line}…`;
}

export function style(large: boolean): StylesheetJson {
  const of = (name: string) => (node: NodeSingular): unknown => node.data(name) as unknown;
  const line = (edge: EdgeSingular): string => edge.data("line") as string;
  return [
    {
      selector: "node",
      style: {
        shape: "ellipse", width: "data(size)", height: "data(size)", "background-color": colour("surface"), "border-width": 3, "border-color": "data(ring)",
        "background-image": of("images"), "background-width": of("widths"), "background-height": of("heights"), "background-position-x": of("xs"), "background-position-y": of("ys"),
        "background-clip": of("clips"), "background-image-containment": of("holds"), "bounds-expansion": 16, "overlay-opacity": 0,
        label: "data(label)", "font-family": FONT, "font-size": 11, "text-wrap": "wrap", "text-valign": "bottom", "text-margin-y": 5, color: colour("text"), "line-height": 1.2,
        "text-outline-color": colour("ground"), "text-outline-width": large ? 0 : 2, "text-outline-opacity": 0.9, "min-zoomed-font-size": large ? 9 : 6.5, "text-events": "no",
      },
    },
    { selector: "node[?retired]", style: { "border-style": "dotted", "background-opacity": 0.6 } },
    { selector: "node[?gap]", style: { "border-style": "dashed", "border-color": colour("overdue"), color: colour("overdue") } },
    { selector: "node[?far]", style: { "border-style": "double", "border-width": 5 } },
    { selector: "node[?isGroup]", style: { shape: "round-rectangle", "background-image": "none", "background-clip": "node", "background-image-containment": "inside", "background-width": "auto", "background-height": "auto", "background-position-x": "50%", "background-position-y": "50%", "background-color": colour("sunken"), "background-opacity": 0.6, "border-width": 1, "border-color": colour("line-strong"), "text-valign": "top", "text-margin-y": -4, "font-size": 20, "font-weight": 600, color: colour("text-2"), padding: "22px", events: "no", "min-zoomed-font-size": 0, "z-index-compare": "manual", "z-index": 0, "compound-sizing-wrt-labels": "exclude", width: 10, height: 10 } },
    {
      selector: "edge",
      style: {
        width: "data(width)", "line-color": line, "target-arrow-color": line, "target-arrow-shape": large ? "none" : "triangle", "arrow-scale": 0.75, "curve-style": large ? "haystack" : "bezier", "control-point-step-size": 34,
        label: "", "font-family": FONT, "font-size": 11, color: colour("text"), "text-background-color": colour("surface"), "text-background-opacity": 1, "text-background-padding": "2px", "text-events": "no", "overlay-opacity": 0,
      },
    },
    { selector: "edge[?gap]", style: { "line-style": "dashed", "line-dash-pattern": [5, 4] } },
    { selector: "edge[?far]", style: { "line-style": "dashed" } },
    { selector: ".is-off", style: { opacity: dark() ? 0.3 : 0.2 } },
    { selector: "edge.is-on", style: { width: 2.6, "z-index": 9 } },
    { selector: "edge.is-named", style: { label: "data(said)", "text-rotation": "autorotate" } },
    { selector: "node.is-lit", style: { "underlay-color": colour("due-soon"), "underlay-opacity": 0.3, "underlay-padding": 7, "underlay-shape": "ellipse" } },
    { selector: "edge.is-lit", style: { width: 3.4, "line-color": colour("due-soon"), "target-arrow-color": colour("due-soon"), "z-index": 8 } },
    { selector: "node:selected", style: { "underlay-color": colour("focus"), "underlay-opacity": 0.35, "underlay-padding": 8, "underlay-shape": "ellipse", "font-weight": 600, "z-index": 10 } },
    { selector: "node.is-path-end", style: { "border-width": 5, "border-color": colour("accent") } },
  ] as unknown as StylesheetJson;
}
