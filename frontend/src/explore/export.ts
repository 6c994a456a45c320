/** Files of what is seen: pictures drawn here, tables and graphs by the server. */
import { svg } from "../dom";
import { fileName, pictureOf, save } from "../files";
import { say } from "../messages";
import { answering } from "./address";
import { Failed } from "./api";
import type { Explorer } from "./explorer";
import { drawing } from "./icons";
import { lines, shade, sizeOf } from "./paint";
import { groupOf } from "./canvas";
import { groupTitle, numberOf, title } from "./visible";

const MARGIN = 60;

function named(explorer: Explorer, extension: string): string {
  const first = [...explorer.store.places.keys()][0] ?? "";
  return fileName(explorer.called(first) || say("exFile"), extension);
}

/** In light colours, with text as text. */
export function scene(explorer: Explorer): SVGElement {
  const root = document.documentElement;
  const theme = root.dataset["theme"];
  root.dataset["theme"] = "light";
  try {
    return drawn(explorer);
  } finally {
    if (theme === undefined) delete root.dataset["theme"];
    else root.dataset["theme"] = theme;
  }
}

function drawn(explorer: Explorer): SVGElement {
  const { store } = explorer;
  const { nodes, edges, links } = explorer.seen();
  const at = (id: string): { x: number; y: number } => store.places.get(id) ?? { x: 0, y: 0 };
  const xs = nodes.map((node) => at(node.id).x);
  const ys = nodes.map((node) => at(node.id).y);
  const [x, y] = [Math.min(...xs) - MARGIN - 20, Math.min(...ys) - MARGIN];
  const [width, height] = [Math.max(...xs) - x + MARGIN + 20, Math.max(...ys) - y + MARGIN + 20];
  const picture = svg("svg", { xmlns: "http://www.w3.org/2000/svg", width: String(width), height: String(height), viewBox: `${x} ${y} ${width} ${height}`, "font-family": "PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif", "font-size": "11" });
  picture.append(svg("rect", { x: String(x), y: String(y), width: String(width), height: String(height), fill: "#ffffff" }));
  const size = new Map(nodes.map((node) => [node.id, sizeOf(links.get(node.id)?.size ?? 0, store.view.size === "degree")]));
  const gaps = new Set(nodes.filter((node) => node.gap).map((node) => node.id));
  const lit = new Set(store.view.path);
  if (store.view.group) picture.append(...hulls(explorer));
  for (const edge of edges) {
    const [a, b] = [at(edge.from), at(edge.to)];
    const far = Math.hypot(b.x - a.x, b.y - a.y) || 1;
    const cut = (size.get(edge.to) ?? 38) / 2 + 4;
    const start = (size.get(edge.from) ?? 38) / 2;
    const [ux, uy] = [(b.x - a.x) / far, (b.y - a.y) / far];
    const [x1, y1, x2, y2] = [a.x + ux * start, a.y + uy * start, b.x - ux * cut, b.y - uy * cut];
    const gap = gaps.has(edge.from) || gaps.has(edge.to);
    const stroke = gap ? "#b3261e" : lit.has(edge.id) ? "#855100" : "#9aa4b2";
    picture.append(svg("line", { x1: fixed(x1), y1: fixed(y1), x2: fixed(x2), y2: fixed(y2), stroke, "stroke-width": lit.has(edge.id) ? "3" : edge.kind ? "2.4" : "1.2", "stroke-dasharray": gap ? "5 4" : undefined }, svg("title", {}, edge.name)));
    picture.append(svg("path", { d: `M${fixed(x2 + ux * 4)} ${fixed(y2 + uy * 4)}L${fixed(x2 - ux * 3 - uy * 3.5)} ${fixed(y2 - uy * 3 + ux * 3.5)}L${fixed(x2 - ux * 3 + uy * 3.5)} ${fixed(y2 - uy * 3 - ux * 3.5)}Z`, fill: stroke }));
  }
  for (const node of nodes) {
    const { x: cx, y: cy } = at(node.id);
    const r = (size.get(node.id) ?? 38) / 2;
    const ring = node.gap ? "#b3261e" : shade(node.colour);
    picture.append(svg("circle", { cx: fixed(cx), cy: fixed(cy), r: fixed(r - 1.5), fill: "#ffffff", stroke: ring, "stroke-width": "3", "stroke-dasharray": node.gap ? "5 4" : undefined }));
    const mark = svg("g", { transform: `translate(${fixed(cx - r * 0.52)} ${fixed(cy - r * 0.52)}) scale(${fixed((r * 1.04) / 24)})`, fill: "none", stroke: ring, color: ring, "stroke-width": "1.7", "stroke-linecap": "round", "stroke-linejoin": "round" });
    const parsed = new DOMParser().parseFromString(`<svg xmlns="http://www.w3.org/2000/svg">${drawing(node.gap ? "chain-gap" : node.icon)}</svg>`, "image/svg+xml");
    mark.append(...[...parsed.documentElement.childNodes].map((child) => document.importNode(child, true)));
    picture.append(mark);
    lines(title(node, store.view.unnamed)).split("\n").forEach((line, i) => picture.append(svg("text", { x: fixed(cx), y: fixed(cy + r + 15 + 13 * i), "text-anchor": "middle", fill: "#18202c", stroke: "#ffffff", "stroke-width": "3", "paint-order": "stroke" }, line)));
  }
  return picture;
}

function hulls(explorer: Explorer): SVGElement[] {
  const { store } = explorer;
  const boxes = new Map<string, { name: string; x1: number; y1: number; x2: number; y2: number }>();
  for (const node of explorer.seen().nodes) {
    const { x, y } = store.places.get(node.id) ?? { x: 0, y: 0 };
    const key = groupOf(node, store.view.group);
    const name = groupTitle(node, store.view.group, store.view.unnamed);
    const box = boxes.get(key) ?? { name, x1: x, y1: y, x2: x, y2: y };
    boxes.set(key, { name, x1: Math.min(box.x1, x), y1: Math.min(box.y1, y), x2: Math.max(box.x2, x), y2: Math.max(box.y2, y) });
  }
  return [...boxes.values()].flatMap(({ name, x1, y1, x2, y2 }) => [
    svg("rect", { x: fixed(x1 - 44), y: fixed(y1 - 42), width: fixed(x2 - x1 + 88), height: fixed(y2 - y1 + 92), rx: "8", fill: "#f0f2f5", stroke: "#b6bfcb" }),
    svg("text", { x: fixed((x1 + x2) / 2), y: fixed(y1 - 47), "text-anchor": "middle", "font-weight": "600", fill: "#47525f" }, name),
  ]);
}

function fixed(n: number): string {
  return String(Math.round(n * 100) / 100);
}

/** The picture is drawn here; the server records that it leaves, before it does. */
export async function picture(explorer: Explorer, form: "png" | "svg"): Promise<void> {
  const drawn = await pictureOf(scene(explorer), form);
  await sent(explorer, form);
  save(drawn, named(explorer, form));
}

export type Form = "csv" | "edges" | "graphml" | "xlsx";

/** The server writes the file, with the rights of now; hidden names stay away, with the numbers that one sees in their place. */
export async function file(explorer: Explorer, form: Form): Promise<void> {
  const answer = await sent(explorer, form);
  save(await answer.blob(), named(explorer, form === "edges" ? "edges.csv" : form));
}

async function sent(explorer: Explorer, form: Form | "png" | "svg"): Promise<Response> {
  const url = explorer.config.urls.export;
  if (!url) throw new Failed(404, say("exNoSuchFile"));
  const records = explorer.seen().nodes.filter((node) => !node.gap);
  const unnamed = explorer.store.view.unnamed ? Object.fromEntries(records.map((node) => [node.id, numberOf(node)])) : null;
  return explorer.api.send(url, { ids: records.map((node) => node.id), format: form, ...answering(explorer.question), ...(unnamed ? { unnamed } : {}) });
}
