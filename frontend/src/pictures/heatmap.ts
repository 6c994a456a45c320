/** Problems × courts or quarters: a number in each cell, its colour by count or by rate, a ring with the depth. */
import { HeatmapChart, ScatterChart } from "echarts/charts";
import { GridComponent, TooltipComponent, VisualMapComponent } from "echarts/components";
import { init, use, type EChartsType } from "echarts/core";
import { CanvasRenderer, SVGRenderer } from "echarts/renderers";
import { all, icon, make, one } from "../dom";
import { language, say } from "../messages";
import { colour, number, onTheme, onWidth, percent } from "./place";
import { ground, inkOn, steps, type Step } from "./scale";

use([HeatmapChart, ScatterChart, GridComponent, TooltipComponent, VisualMapComponent, SVGRenderer, CanvasRenderer]);

interface Row { code: string; name: string; group?: string; url?: string }
interface Column { code: string; name: string; url?: string }
interface Rate { numerator: number; denominator: number }
interface Cell { row: string; column: string; value: number; rate?: Rate | null; depth?: number | null; url?: string }
interface Measure { code: string; name: string }
export interface Heat { rows: Row[]; columns: Column[]; cells: Cell[]; unit?: string; measures?: Measure[] }

type By = "value" | "rate";
interface Placed { cell: Cell; row: Row; column: Column; x: number; y: number }
interface View { data: Heat; lines: (Row | string)[]; placed: Placed[]; by: By; host: HTMLElement; width: number; chart: EChartsType | null; compared: Placed[] }

const HEIGHT = 36; // of a row
const NARROW = { quarters: 38, value: 44, rate: 52 }; // the narrowest column
const WIDE = 120;
const WRAPPED = 92; // a column in which a long name has room on some short lines
const MANY = 1500; // cells from which a canvas is drawn: an element for each would take seconds
const DOTS = 48e6; // of the largest canvas

export function heatmap(data: Heat, host: HTMLElement): boolean {
  if (!data.cells.some((cell) => cell.value > 0 || cell.rate)) return false;
  const lines = inGroups(data.rows);
  const view: View = { data, lines, placed: place(data, lines), by: "value", host, width: 0, chart: null, compared: [] };
  draw(view);
  onTheme(host, () => draw(view));
  onWidth(host, () => draw(view));
  return true;
}

/** The rows in their groups, each group under a line with its name. */
function inGroups(rows: Row[]): (Row | string)[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(row.group ?? "", [...(groups.get(row.group ?? "") ?? []), row]);
  return [...groups].flatMap(([group, members]) => (group ? [group, ...members] : members));
}

function place(data: Heat, lines: (Row | string)[]): Placed[] {
  const ys = new Map(lines.flatMap((line, y): [string, number][] => (typeof line === "string" ? [] : [[line.code, y]])));
  const xs = new Map(data.columns.map((column, x) => [column.code, x]));
  const placed = data.cells.flatMap((cell): Placed[] => {
    const [x, y] = [xs.get(cell.column), ys.get(cell.row)];
    if (x === undefined || y === undefined) return [];
    return [{ cell, x, y, row: lines[y] as Row, column: data.columns[x] as Column }];
  });
  return placed.sort((a, b) => a.y - b.y || a.x - b.x);
}

function draw(view: View): void {
  const { data, lines, host } = view;
  const focused = one<HTMLElement>(".hm-cell:focus", host)?.dataset["at"];
  const scrolled = one(".hm-box", host);
  const [left, top] = [scrolled?.scrollLeft ?? 0, scrolled?.scrollTop ?? 0];
  const scale = steps(view.placed.map((p) => amount(p.cell, view.by)).filter((n): n is number => n !== null), view.by === "rate");
  view.chart?.dispose();
  const chart = make("div", { class: "hm-chart", "aria-hidden": "true" });
  const layer = make("div", { class: "hm-layer" });
  const cells = make("div", { class: "hm-cells" }, chart, layer);
  const box = make("div", { class: "hm-box", role: "group", "aria-label": say("heatmapLabel") },
    make("div", { class: "hm-corner" }), columnHeads(data.columns), rowHeads(lines), cells);
  host.replaceChildren(bar(view, scale), box, strip(view));
  const head = one(".hm-rows", box)?.offsetWidth ?? 0;
  const least = view.by === "rate" ? NARROW.rate : inQuarters(data.columns) ? NARROW.quarters : NARROW.value;
  view.width = Math.min(WIDE, Math.max(least, Math.floor((box.clientWidth - head) / data.columns.length)));
  one(".hm-columns", box)?.classList.toggle("is-wide", view.width >= WRAPPED);
  box.style.setProperty("--cell", `${view.width}px`);
  box.style.setProperty("--row", `${HEIGHT}px`);
  chart.style.width = `${view.width * data.columns.length}px`;
  chart.style.height = `${HEIGHT * lines.length}px`;
  view.chart = paint(view, chart, scale);
  layer.append(...view.placed.map((p, i) => link(view, p, i)));
  listen(view, layer);
  walk(layer, focused);
  box.scrollTo(left, top);
}

function amount(cell: Cell, by: By): number | null {
  if (by === "value") return cell.value;
  return cell.rate && cell.rate.denominator > 0 ? (100 * cell.rate.numerator) / cell.rate.denominator : null;
}

/** Depth nought: it came again after a feedback, and no rectification was ever closed. */
function recurred(cell: Cell): boolean {
  return cell.depth !== null && cell.depth !== undefined;
}

function shown(cell: Cell, by: By): string {
  if (by === "value") return number(cell.value);
  return cell.rate ? percent(cell.rate.numerator, cell.rate.denominator) : "–";
}

const QUARTER = /^(\d{4})-?(Q[1-4])$/;

function inQuarters(columns: Column[]): boolean {
  return columns.filter((column) => QUARTER.test(column.name)).length > columns.length / 2;
}

function columnHeads(columns: Column[]): HTMLElement {
  const quarters = inQuarters(columns);
  const heads = columns.map((column, i) => {
    const [, year, quarter] = QUARTER.exec(quarters ? column.name : "") ?? [];
    const first = year !== undefined && year !== QUARTER.exec(columns[i - 1]?.name ?? "")?.[1];
    const label = year ? make("span", {}, make("b", {}, first ? year : "\u00a0"), quarter ?? "") : make("span", {}, column.name);
    return make("div", { class: `hm-column${first ? " is-year" : ""}`, title: column.name }, column.url ? make("a", { href: column.url }, label) : label);
  });
  const upright = quarters || columns.every((column) => [...column.name].length <= 4);
  const square = columns.some((column) => /[\u2e80-\uffff]/.test(column.name)); // Chinese stands upright in a tall line
  return make("div", { class: `hm-columns${quarters ? " is-quarters" : upright ? "" : " is-tall"}${square ? "" : " is-latin"}` }, ...heads);
}

function rowHeads(lines: (Row | string)[]): HTMLElement {
  return make("div", { class: "hm-rows" }, ...lines.map((line) => {
    if (typeof line === "string") return make("div", { class: "hm-group" }, line);
    return make("div", { class: "hm-row", title: line.name }, line.url ? make("a", { href: line.url }, line.name) : line.name);
  }));
}

/** Dots of the canvas to a pixel: as many as the screen has, as far as the browser's memory goes. */
function sharpness(place: HTMLElement): number {
  return Math.min(window.devicePixelRatio, Math.sqrt(DOTS / Math.max(1, place.offsetWidth * place.offsetHeight)));
}

/** Colours and numbers by echarts; the links over them are ours, for the keyboard and for new tabs. */
function paint(view: View, place: HTMLElement, scale: Step[]): EChartsType {
  const { data, lines, by } = view;
  const chart = init(place, null, view.placed.length > MANY ? { renderer: "canvas", devicePixelRatio: sharpness(place) } : { renderer: "svg" });
  const axis = { show: false, type: "category" as const };
  const label = (p: Placed): Record<string, unknown> => ({ color: inkOn(amount(p.cell, by), scale), formatter: shown(p.cell, by) });
  const rings = view.placed.filter((p) => recurred(p.cell));
  chart.setOption({
    animation: false,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
    grid: { left: 0, right: 0, top: 0, bottom: 0 },
    xAxis: { ...axis, data: data.columns.map((column) => column.code) },
    yAxis: { ...axis, inverse: true, data: lines.map((_, y) => String(y)) },
    visualMap: {
      show: false, type: "piecewise", seriesIndex: 0, dimension: 2, outOfRange: { color: ground() },
      pieces: scale.map((step) => ({ gte: step.from, lt: step.below, color: step.colour })),
    },
    tooltip: { confine: true, transitionDuration: 0, backgroundColor: colour("surface"), borderColor: colour("line-strong"), textStyle: { color: colour("text"), fontSize: 13 } },
    series: [
      {
        type: "heatmap", name: "cells", emphasis: { disabled: true },
        itemStyle: { borderColor: colour("surface"), borderWidth: 2, borderRadius: 4 },
        label: { show: true, fontSize: 13 },
        tooltip: { formatter: (params: { dataIndex: number }) => told(view, params.dataIndex) },
        data: view.placed.map((p) => ({ value: [p.x, p.y, amount(p.cell, by) ?? -1], label: label(p) })),
      },
      {
        type: "scatter", name: "rings", silent: true, symbol: "circle", symbolSize: 29, z: 3, tooltip: { show: false },
        data: rings.map((p) => ({
          value: [p.x, p.y],
          itemStyle: { color: "transparent", borderColor: inkOn(amount(p.cell, by), scale), borderWidth: 1.6 },
          label: {
            show: Boolean(p.cell.depth), formatter: String(p.cell.depth), position: [view.width < 48 ? 18 : 21, -3], fontSize: 10, fontWeight: "bold", lineHeight: 13, padding: [0, 4],
            borderRadius: 7, color: colour("on-solid"), backgroundColor: colour("solid"), borderColor: colour("surface"), borderWidth: 1.5,
          },
        })),
      },
    ],
  });
  return chart;
}

function told(view: View, index: number): HTMLElement {
  const p = view.placed[index];
  const box = make("div", { class: "hm-tip" });
  if (p) box.append(...sentences(view, p).map((text, i) => make(i === 0 ? "strong" : "span", {}, text)));
  return box;
}

function sentences(view: View, { cell, row, column }: Placed): string[] {
  const text = [`${row.name} · ${column.name}`, `${number(cell.value)} ${view.data.unit ?? ""}`.trim()];
  if (cell.rate) text.push(say("rateOf", { rate: percent(cell.rate.numerator, cell.rate.denominator), n: number(cell.rate.numerator), of: number(cell.rate.denominator) }));
  if (recurred(cell)) text.push(cell.depth ? say("recurredDepth", { n: cell.depth }) : say("recurredUnclosed"));
  return text;
}

/** One set of listeners for all cells: there may be thousands. */
function listen(view: View, layer: HTMLElement): void {
  const found = (event: Event): number => Number((event.target as Element).closest<HTMLElement>(".hm-cell")?.dataset["cell"] ?? -1);
  const tip = (event: Event): void => {
    if (found(event) >= 0) view.chart?.dispatchAction({ type: "showTip", seriesIndex: 0, dataIndex: found(event) });
  };
  const untip = (): void => view.chart?.dispatchAction({ type: "hideTip" });
  for (const event of ["mouseover", "focusin"]) layer.addEventListener(event, tip);
  for (const event of ["mouseout", "focusout"]) layer.addEventListener(event, untip);
  const compare = (event: Event): void => {
    const p = view.placed[found(event)];
    if (!p) return;
    event.preventDefault();
    const compared = !view.compared.includes(p);
    view.compared = compared ? [...view.compared, p] : view.compared.filter((other) => other !== p);
    (event.target as Element).closest(".hm-cell")?.classList.toggle("is-compared", compared);
    one(".hm-compare", view.host)?.replaceWith(strip(view));
  };
  layer.addEventListener("click", (event) => { if (event.shiftKey) compare(event); });
  layer.addEventListener("keydown", (event) => { if (event.key === " " || (event.key === "Enter" && event.shiftKey)) compare(event); });
}

function link(view: View, p: Placed, index: number): HTMLElement {
  const compared = view.compared.includes(p);
  const made = make("a", {
    class: `hm-cell${compared ? " is-compared" : ""}`, href: p.cell.url ?? undefined, role: p.cell.url ? undefined : "button", tabindex: "-1",
    "data-at": `${p.x},${p.y}`, "data-cell": String(index), "data-row": p.row.code, "data-column": p.column.code, "aria-label": sentences(view, p).join(language() === "zh" ? "，" : ", "),
  });
  made.style.left = `${p.x * view.width}px`;
  made.style.top = `${p.y * HEIGHT}px`;
  return made;
}

/** Arrows go to the next cell that has something, over the edge into the next row; Enter is the link's own. */
function walk(layer: HTMLElement, focused: string | undefined): void {
  const cells = all<HTMLElement>(".hm-cell", layer);
  const at = (cell: HTMLElement): [number, number] => (cell.dataset["at"] ?? "0,0").split(",").map(Number) as [number, number];
  const go = (to: HTMLElement | undefined): void => {
    if (!to) return;
    cells.forEach((cell) => (cell.tabIndex = cell === to ? 0 : -1));
    to.focus({ preventScroll: true });
    to.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  const vertical = (from: HTMLElement, way: 1 | -1): HTMLElement | undefined => {
    const [x, y] = at(from);
    const beyond = cells.filter((cell) => (at(cell)[1] - y) * way > 0);
    const row = beyond.length ? at(way > 0 ? (beyond[0] as HTMLElement) : (beyond[beyond.length - 1] as HTMLElement))[1] : y;
    return beyond.filter((cell) => at(cell)[1] === row).sort((a, b) => Math.abs(at(a)[0] - x) - Math.abs(at(b)[0] - x))[0];
  };
  layer.addEventListener("keydown", (event) => {
    const from = (event.target as Element).closest<HTMLElement>(".hm-cell");
    if (!from) return;
    const i = cells.indexOf(from);
    const targets: Record<string, () => HTMLElement | undefined> = {
      ArrowRight: () => cells[i + 1], ArrowLeft: () => cells[i - 1], ArrowDown: () => vertical(from, 1), ArrowUp: () => vertical(from, -1),
      Home: () => cells[0], End: () => cells[cells.length - 1],
    };
    const target = targets[event.key];
    if (!target) return;
    event.preventDefault();
    go(target());
  });
  const kept = cells.find((cell) => cell.dataset["at"] === focused);
  (kept ?? cells[0])?.setAttribute("tabindex", "0");
  kept?.focus({ preventScroll: true });
}

/** What the colours stand for, and the switch between count and rate. */
function bar(view: View, scale: Step[]): HTMLElement {
  const made = make("div", { class: "hm-bar" });
  if (view.data.cells.some((cell) => cell.rate)) {
    const named = (code: By, fallback: string): string => view.data.measures?.find((measure) => measure.code === code)?.name ?? fallback;
    const choices: [By, string][] = [["value", named("value", say("byCount"))], ["rate", named("rate", say("byRate"))]];
    made.append(make("div", { class: "segmented", role: "group", "aria-label": say("colourBy") }, ...choices.map(([by, label]) => {
      const button = make("button", { type: "button", "aria-pressed": String(view.by === by), "data-by": by }, label);
      button.addEventListener("click", () => {
        view.by = by;
        draw(view);
        one<HTMLElement>(`[data-by="${by}"]`, view.host)?.focus();
      });
      return button;
    })));
  }
  const legend = make("div", { class: "hm-legend" }, make("span", {}, view.by === "rate" ? "%" : view.data.unit ?? ""));
  for (const step of scale) {
    const swatch = make("i", {});
    swatch.style.background = step.colour;
    legend.append(make("span", { class: "hm-step" }, swatch, step.label));
  }
  if (view.data.cells.some(recurred)) legend.append(make("span", { class: "hm-step" }, make("b", { class: "hm-ring" }), say("ringMeans")));
  made.append(legend, make("span", { class: "hm-hint" }, say("heatmapHint")));
  return made;
}

function strip(view: View): HTMLElement {
  const made = make("section", { class: "hm-compare", "aria-label": say("compared"), "aria-live": "polite" });
  made.hidden = view.compared.length === 0;
  const clear = make("button", { type: "button", class: "btn btn-quiet btn-sm" }, say("removeAll"));
  clear.addEventListener("click", () => { view.compared = []; draw(view); });
  made.append(make("header", {}, make("h3", {}, say("compared")), clear), ...view.compared.map((p) => card(view, p)));
  return made;
}

function card(view: View, p: Placed): HTMLElement {
  const [name, ...rest] = sentences(view, p);
  const title = name ?? "";
  const remove = make("button", { type: "button", class: "chip-remove", "aria-label": say("removeItem", { title }) }, icon("close"));
  remove.addEventListener("click", () => { view.compared = view.compared.filter((other) => other !== p); draw(view); });
  return make("div", { class: "hm-card" }, make("header", {}, p.cell.url ? make("a", { href: p.cell.url }, title) : title, remove), ...rest.map((text) => make("span", {}, text)));
}
