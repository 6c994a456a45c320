/** The chain as one SVG of its own: boxes, lines, real text. It needs no style sheet, and is light in every theme. */
import { all, svg } from "../dom";
import type { Drawn } from "./chain-draw";
import type { Band, Box } from "./chain-layout";
import { look } from "./chain-lines";
import { implied } from "./chain-turns";
import type { Point, Route } from "./chain-routes";
import { colour } from "./place";
import { paint } from "./chain-paint";

export const HEAD = 34; // height of the stages' names
const LANE = 96; // width of the bodies' names
const FONT = "PingFang SC, Microsoft YaHei, Noto Sans CJK SC, Noto Sans SC, Source Han Sans SC, Noto Sans, sans-serif";
const CORNER = 6;
const ARROW = 7;

/** What lies between `from` and `to` of the picture's height, under the stages' names. */
export function scene(drawn: Drawn, icons: Map<string, Element>, from = 0, to = drawn.layout.height): SVGElement {
  const { layout, layer, cards } = drawn;
  const [width, height] = [layout.width + LANE, to - from + HEAD];
  const seen = (box: Box | Band): boolean => ("y" in box ? box.y < to && box.y + box.height > from : box.from < to && box.from + box.size > from);
  const body = svg("g", { transform: `translate(${LANE} ${HEAD - from})` });
  for (const each of [...layout.lanes, ...layout.turns].filter(seen)) body.append(rule(0, each.from + each.size, layout.width, each.from + each.size));
  for (const column of layout.columns) body.append(rule(column.from + column.size, from, column.from + column.size, to));
  body.append(...ways(drawn));
  const origin = layer.getBoundingClientRect();
  for (const [id, element] of cards) {
    const box = layout.boxes.get(id);
    if (!box || !seen(box)) continue;
    const made = svg("g", {}, svg("title", {}, element.title));
    paint(element, origin, made, icons);
    body.append(made);
  }
  for (const element of all(".chain-loop", layer)) paint(element, origin, body, icons);
  for (const turn of layout.turns.filter((each) => !each.empty && seen(each))) body.append(text(turn.name, 11, turn.from + turn.size / 2 + 4, { "font-weight": "600", fill: colour("text-2"), stroke: colour("surface"), "stroke-width": "5", "paint-order": "stroke" }));
  const made = svg("svg", { xmlns: "http://www.w3.org/2000/svg", width: round(width), height: round(height), viewBox: `0 0 ${round(width)} ${round(height)}`, "font-family": FONT, role: "img" });
  made.append(svg("title", {}, drawn.data.subject.title), svg("rect", { width: round(width), height: round(height), fill: colour("surface") }), body, ...heads(drawn, from, to, width));
  return made;
}

/** The names of stages and bodies, over what may reach beyond the edges. */
function heads({ layout }: Drawn, from: number, to: number, width: number): SVGElement[] {
  const sunken = { fill: colour("sunken"), stroke: colour("line") };
  const made: SVGElement[] = [svg("rect", { width: round(width), height: String(HEAD), ...sunken }), svg("rect", { y: String(HEAD), width: String(LANE), height: round(to - from), ...sunken })];
  const named = (band: Band, size: string): Record<string, string> => ({ "text-anchor": "middle", "font-size": size, "font-weight": band.empty ? "400" : "600", fill: colour(band.empty ? "text-3" : "text") });
  for (const column of layout.columns) {
    const lines = wrapped(column.name, column.size - 8, 13);
    lines.forEach((line, i) => made.push(text(line, LANE + column.from + column.size / 2, 22 + (i - (lines.length - 1) / 2) * 13, named(column, lines.length > 1 ? "11" : "13"))));
  }
  for (const lane of layout.lanes) {
    const [top, low] = [Math.max(from, lane.from), Math.min(to, lane.from + lane.size)];
    if (low - top < 12) continue;
    const lines = wrapped(lane.name, LANE - 12, 12);
    made.push(svg("line", { x1: "0", x2: String(LANE), y1: round(low - from + HEAD), y2: round(low - from + HEAD), stroke: colour("line") }));
    lines.forEach((line, i) => made.push(text(line, LANE / 2, HEAD + (top + low) / 2 - from + 4 + (i - (lines.length - 1) / 2) * 15, named(lane, "12"))));
  }
  return made;
}

function ways({ links, routes, layout }: Drawn): SVGElement[] {
  const short = implied(links);
  return links.flatMap((link, i) => {
    const [a, b, way] = [layout.boxes.get(link.from), layout.boxes.get(link.to), routes[i]];
    if (!a || !b || !way || short.has(link)) return [];
    const points = [at(a, way.out), ...way.points, at(b, way.into)];
    const { colour: token, width, dashes } = look(link);
    const line = svg("path", { d: rounded(points), fill: "none", stroke: colour(token), "stroke-width": String(width), "stroke-dasharray": dashes.join(" ") || "none", "stroke-linejoin": "round" });
    return [line, svg("path", { d: arrow(points), fill: colour(token) })];
  });
}

/** A side of a card, as cytoscape writes it: "50% 0%" is the middle of the right one. */
function at(box: Box, side: Route["out"]): Point {
  const [x = 0, y = 0] = side.split(" ").map((part) => parseFloat(part) / 100);
  return { x: box.x + box.width * (0.5 + x), y: box.y + box.height * (0.5 + y) };
}

function towards(a: Point, b: Point, distance: number): Point {
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  return { x: a.x + ((b.x - a.x) / length) * distance, y: a.y + ((b.y - a.y) / length) * distance };
}

function rounded(points: Point[]): string {
  const parts = points.map((p, i) => {
    const [before, after] = [points[i - 1], points[i + 1]];
    if (!before) return `M${round(p.x)} ${round(p.y)}`;
    if (!after) return `L${round(p.x)} ${round(p.y)}`;
    const radius = Math.min(CORNER, Math.hypot(p.x - before.x, p.y - before.y) / 2, Math.hypot(after.x - p.x, after.y - p.y) / 2);
    const [one, two] = [towards(p, before, radius), towards(p, after, radius)];
    return `L${round(one.x)} ${round(one.y)}Q${round(p.x)} ${round(p.y)} ${round(two.x)} ${round(two.y)}`;
  });
  return parts.join("");
}

function arrow(points: Point[]): string {
  const [tip, before] = [points[points.length - 1], points[points.length - 2]];
  if (!tip || !before) return "";
  const foot = towards(tip, before, ARROW);
  const [dx, dy] = [(foot.y - tip.y) / 2, (tip.x - foot.x) / 2];
  return `M${round(tip.x)} ${round(tip.y)}L${round(foot.x + dx)} ${round(foot.y + dy)}L${round(foot.x - dx)} ${round(foot.y - dy)}Z`;
}

function rule(x1: number, y1: number, x2: number, y2: number): SVGElement {
  return svg("line", { x1: round(x1), y1: round(y1), x2: round(x2), y2: round(y2), stroke: colour("line"), "stroke-dasharray": "3 3" });
}

function text(words: string, x: number, y: number, more: Record<string, string>): SVGElement {
  return svg("text", { x: round(x), y: round(y), "font-size": "13", ...more }, words);
}

/** Names broken where they may be: after a slash, between words, or anywhere in Chinese. */
function wrapped(name: string, room: number, size: number): string[] {
  const wide = (words: string): number => [...words].reduce((sum, c) => sum + (c.charCodeAt(0) > 0x2e00 ? size : size * 0.56), 0);
  const lines: string[] = [];
  const even = wide(name) / Math.ceil(wide(name) / room) + size / 2; // no line of one character
  const parts = name.match(/[A-Za-z'’-]+[ /]?|[^A-Za-z]/g) ?? [name];
  for (const part of parts) {
    const last = lines[lines.length - 1];
    if (last !== undefined && wide(last + part.trimEnd()) <= Math.min(room, even)) lines[lines.length - 1] = last + part;
    else lines.push(part);
  }
  return lines.map((line) => line.trim());
}

export function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}
