/** Several series over quarters or months, side by side and never added up: colour, shape, line and word differ. */
import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, TooltipComponent } from "echarts/components";
import { init, use, type EChartsType } from "echarts/core";
import { LabelLayout } from "echarts/features";
import { SVGRenderer } from "echarts/renderers";
import { make, one, svg } from "../dom";
import { say } from "../messages";
import { colour, number, onTheme, onWidth } from "./place";

use([BarChart, LineChart, GridComponent, TooltipComponent, LabelLayout, SVGRenderer]);

interface Series { code: string; name: string; values: (number | null)[]; kind?: string }
type Column = string | { code: string; name: string };
export interface Trend { columns: Column[]; series: Series[]; unit?: string }

/** How a series looks: a token's colour, a point's shape, hollow or not, a line's dashes. */
interface Look { colour: string; shape: "circle" | "rect" | "triangle" | "diamond"; hollow: boolean; dash: number[] }
interface View { data: Trend; as: "line" | "bar"; off: Set<string>; host: HTMLElement; chart: EChartsType | null }

const OF_KIND: Record<string, Look> = {
  established: { colour: "solid", shape: "diamond", hollow: false, dash: [] },
  alleged: { colour: "text-2", shape: "diamond", hollow: true, dash: [6, 4] },
  refuted: { colour: "text-3", shape: "circle", hollow: true, dash: [2, 3] },
  void: { colour: "waived", shape: "rect", hollow: true, dash: [2, 3] },
  met: { colour: "met", shape: "circle", hollow: false, dash: [] },
  "met-late": { colour: "met-late", shape: "rect", hollow: false, dash: [8, 3] },
  overdue: { colour: "overdue", shape: "triangle", hollow: false, dash: [] },
  open: { colour: "open", shape: "circle", hollow: true, dash: [6, 4] },
};
const OTHERS: Look[] = [
  { colour: "accent", shape: "circle", hollow: false, dash: [] },
  { colour: "due-soon", shape: "triangle", hollow: false, dash: [6, 4] },
  { colour: "met", shape: "rect", hollow: true, dash: [2, 3] },
  { colour: "overdue", shape: "diamond", hollow: true, dash: [8, 3, 2, 3] },
  { colour: "open", shape: "triangle", hollow: true, dash: [10, 4] },
];

export function trend(data: Trend, host: HTMLElement, root: HTMLElement): boolean {
  if (data.columns.length === 0 || !data.series.some((series) => series.values.some((value) => value))) return false;
  const view: View = { data, as: root.dataset["as"] === "bar" ? "bar" : "line", off: new Set(), host, chart: null };
  draw(view);
  onTheme(host, () => draw(view));
  onWidth(host, () => view.chart?.resize());
  return true;
}

function look(data: Trend, series: Series): Look {
  const known = OF_KIND[series.kind ?? ""];
  if (known && data.series.find((other) => other.kind === series.kind) === series) return known;
  const others = data.series.filter((other) => !OF_KIND[other.kind ?? ""] || data.series.find((first) => first.kind === other.kind) !== other);
  return OTHERS[others.indexOf(series) % OTHERS.length] as Look;
}

function draw(view: View): void {
  const focused = (document.activeElement as HTMLElement | null)?.dataset["trend"];
  view.chart?.dispose();
  const place = make("div", { class: "trend-chart", role: "img", "aria-label": spoken(view) });
  view.host.replaceChildren(make("div", { class: "trend-bar" }, legend(view), switcher(view)), place);
  view.chart = paint(view, place);
  if (focused) one<HTMLElement>(`[data-trend="${focused}"]`, view.host)?.focus();
}

function names(data: Trend): string[] {
  return data.columns.map((column) => (typeof column === "string" ? column : column.name));
}

function spoken({ data, off }: View): string {
  const columns = names(data);
  const parts = data.series.filter((s) => !off.has(s.code)).map((s) => `${s.name}: ${s.values.map((v, i) => `${columns[i]} ${v ?? "–"}`).join(", ")}`);
  return `${say("trendLabel")} ${parts.join("; ")}`;
}

function paint(view: View, place: HTMLElement): EChartsType {
  const { data, as, off } = view;
  const chart = init(place, null, { renderer: "svg" });
  const text = { color: colour("text-2"), fontSize: 12 };
  const shown = data.series.filter((series) => !off.has(series.code));
  const longest = Math.max(0, ...shown.map((series) => [...series.name].reduce((sum, c) => sum + (c.charCodeAt(0) > 0x2e80 ? 12 : 7), 0)));
  chart.setOption({
    animation: false,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
    grid: { left: 8, right: as === "line" ? Math.min(150, longest + 18) : 8, top: 26, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
    xAxis: { type: "category", boundaryGap: as === "bar", data: names(data), axisLabel: text, axisTick: { show: false }, axisLine: { lineStyle: { color: colour("line-strong") } } },
    yAxis: { type: "value", minInterval: 1, name: data.unit ?? "", nameTextStyle: { ...text, align: "right" }, axisLabel: text, splitLine: { lineStyle: { color: colour("line") } } },
    tooltip: {
      trigger: "axis", confine: true, transitionDuration: 0, backgroundColor: colour("surface"), borderColor: colour("line-strong"),
      axisPointer: { type: as === "bar" ? "shadow" : "line", lineStyle: { color: colour("line-strong") }, shadowStyle: { color: colour("hatch") } },
      formatter: (points: { dataIndex: number }[]) => told(view, points[0]?.dataIndex ?? 0),
    },
    series: shown.map((series) => (as === "line" ? lineOf(data, series) : barOf(data, series))),
  });
  return chart;
}

function lineOf(data: Trend, series: Series): Record<string, unknown> {
  const { colour: token, shape, hollow, dash } = look(data, series);
  const ink = colour(token);
  return {
    type: "line", name: series.name, data: series.values, symbol: shape, symbolSize: shape === "circle" ? 8 : 9, showAllSymbol: true, connectNulls: false,
    lineStyle: { color: ink, width: 2, type: dash.length ? dash : "solid" },
    itemStyle: { color: hollow ? colour("surface") : ink, borderColor: ink, borderWidth: 1.6 },
    emphasis: { scale: false }, labelLayout: { moveOverlap: "shiftY" },
    endLabel: { show: true, formatter: series.name, color: ink, fontSize: 12, distance: 8 },
  };
}

function barOf(data: Trend, series: Series): Record<string, unknown> {
  const { colour: token, hollow } = look(data, series);
  const ink = colour(token);
  const hatch = hatched(series, data) ? { decal: { symbol: "rect", color: ink, dashArrayX: [1, 0], dashArrayY: [1.5, 4], rotation: -Math.PI / 4 } } : {};
  return {
    type: "bar", name: series.name, data: series.values.map((value) => value || null), barMaxWidth: 22, barGap: "12%", emphasis: { disabled: true },
    itemStyle: { color: hollow ? colour("surface") : ink, borderColor: ink, borderWidth: 1.5, borderRadius: [2, 2, 0, 0], ...hatch },
  };
}

/** A hollow bar is what was alleged; other hollow series have hatched ones. */
function hatched(series: Series, data: Trend): boolean {
  const { hollow, dash } = look(data, series);
  return hollow && dash[0] !== 6;
}

function told(view: View, index: number): HTMLElement {
  const { data, off } = view;
  const rows = data.series.filter((series) => !off.has(series.code)).map((series) => {
    const value = series.values[index];
    return make("span", { class: "trend-row" }, mark(view, series), series.name, make("b", {}, value === null || value === undefined ? "–" : number(value)));
  });
  return make("div", { class: "hm-tip trend-tip" }, make("strong", {}, names(data)[index] ?? ""), ...rows);
}

/** The series' line and point, or its bar, as in the chart. */
function mark({ data, as }: View, series: Series): SVGElement {
  const { colour: token, shape, hollow, dash } = look(data, series);
  const ink = `var(--${token})`;
  if (as === "bar") {
    const box = svg("rect", { x: "1", y: "1", width: "14", height: "12", rx: "2", fill: hollow ? "var(--surface)" : ink, stroke: ink, "stroke-width": "1.6" });
    const hatch = hatched(series, data) ? [svg("path", { d: "M2 9 9 2M4 12 14 2M10 12l4-4", stroke: ink, "stroke-width": "1.2" })] : [];
    return svg("svg", { class: "trend-mark", viewBox: "0 0 16 14", width: "16", height: "14", "aria-hidden": "true" }, box, ...hatch);
  }
  const point = { fill: hollow ? "var(--surface)" : ink, stroke: ink, "stroke-width": "1.6" };
  const drawn = {
    circle: () => svg("circle", { ...point, cx: "13", cy: "7", r: "4" }),
    rect: () => svg("rect", { ...point, x: "9", y: "3", width: "8", height: "8" }),
    triangle: () => svg("path", { ...point, d: "M13 2.5 17.5 11h-9z" }),
    diamond: () => svg("path", { ...point, d: "M13 2l5 5-5 5-5-5z" }),
  }[shape]();
  const line = svg("line", { x1: "0", x2: "26", y1: "7", y2: "7", stroke: ink, "stroke-width": "2", "stroke-dasharray": dash.join(" ") || undefined });
  return svg("svg", { class: "trend-mark", viewBox: "0 0 26 14", width: "26", height: "14", "aria-hidden": "true" }, line, drawn);
}

function legend(view: View): HTMLElement {
  const made = make("div", { class: "trend-legend", role: "group", "aria-label": say("seriesShown") });
  for (const series of view.data.series) {
    const button = make("button", { type: "button", "aria-pressed": String(!view.off.has(series.code)), "data-trend": series.code }, mark(view, series), series.name);
    button.addEventListener("click", () => {
      if (!view.off.delete(series.code) && view.off.size < view.data.series.length - 1) view.off.add(series.code);
      draw(view);
    });
    made.append(button);
  }
  return made;
}

function switcher(view: View): HTMLElement {
  const choices: ["line" | "bar", string][] = [["line", say("asLines")], ["bar", say("asBars")]];
  return make("div", { class: "segmented", role: "group", "aria-label": say("trendShape") }, ...choices.map(([as, label]) => {
    const button = make("button", { type: "button", "aria-pressed": String(view.as === as), "data-trend": `as-${as}` }, label);
    button.addEventListener("click", () => { view.as = as; draw(view); });
    return button;
  }));
}
