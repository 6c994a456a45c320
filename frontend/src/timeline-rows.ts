/** One row of the time line's chart: density bars from afar, marks, cards from near. */
import { svg } from "./dom";
import { say } from "./messages";
import { DAY, TRUTH, type Mark } from "./timeline-data";

export interface Scale { x: (time: number) => number; start: number; end: number; left: number; right: number }
export interface Drawn { height: number; draw: (y: number) => SVGElement[] }

export const LANE = 26;
const CROWD = 7; // pixels between marks below which a lane is drawn as density bars
const NEAR = 3.2 * 365 * DAY; // with less than this in view, cards are drawn where they fit
const CARD = 168;
const CARD_ROWS = 3;
const BAR_ROW = 15; // of density bars: one a standing
const SHAPES: Record<string, string> = {
  established: "st-established", alleged: "st-alleged", refuted: "st-refuted", void: "st-void", overdue: "st-overdue",
  met: "st-met", "met-late": "st-met-late", gap: "st-gap", waived: "st-waived", "due-soon": "st-due-soon", open: "st-open",
};

/** Pixels of a text at its size: Chinese characters are square. */
export function textWidth(text: string, size = 13): number {
  return [...text].reduce((sum, c) => sum + (c.charCodeAt(0) > 0x2e80 ? size : size * 0.56), 0);
}

export function cut(text: string, width: number, size = 12): string {
  if (textWidth(text, size) <= width) return text;
  let kept = "";
  for (const c of text) {
    if (textWidth(`${kept}${c}…`, size) > width) break;
    kept += c;
  }
  return `${kept}…`;
}

export function row(marks: Mark[], scale: Scale): Drawn {
  const cards = scale.end - scale.start <= NEAR ? pack(marks, scale) : null;
  if (cards) return { height: Math.max(1, cards.length) * LANE, draw: (y) => cards.flatMap((line, i) => line.flatMap((mark) => card(mark, scale, y + i * LANE + LANE / 2))) };
  if (marks.length * CROWD <= scale.right - scale.left) {
    return { height: LANE, draw: (y) => [...marks.flatMap((mark) => span(mark, scale, y + LANE / 2)), ...marks.map((mark) => symbol(mark, scale, y + LANE / 2))] };
  }
  const kinds = standings(marks);
  return {
    height: Math.max(LANE, kinds.length * BAR_ROW + 6),
    draw: (y) => kinds.flatMap((kind, i) => density(marks.filter((mark) => standing(mark) === kind), kind, scale, y + 3 + i * BAR_ROW, kinds.length === 1 ? LANE - 6 : BAR_ROW - 2)),
  };
}

/** Cards in as few lines as possible, none over another; null where these would be too many. */
function pack(marks: Mark[], scale: Scale): Mark[][] | null {
  const lines: { until: number; marks: Mark[] }[] = [];
  for (const mark of [...marks].sort((a, b) => a.at - b.at)) {
    const x = place(mark, scale);
    let line = lines.find((each) => each.until <= x);
    if (!line) {
      if (lines.length === CARD_ROWS) return null;
      line = { until: 0, marks: [] };
      lines.push(line);
    }
    line.marks.push(mark);
    line.until = x + CARD + 4;
  }
  return lines.map((line) => line.marks);
}

/** Where a mark's card begins: within the chart, also at its right end. */
function place(mark: Mark, scale: Scale): number {
  return Math.min(scale.x(Math.max(mark.at, scale.start)), scale.right - CARD);
}

function card(mark: Mark, scale: Scale, y: number): SVGElement[] {
  const x = place(mark, scale);
  const text = `${mark.day.slice(5)} ${mark.title}`;
  const box = svg("rect", { class: "tl-mini-box", x: x.toFixed(1), y: String(y - 11), width: String(CARD), height: "22", rx: "4" });
  const edge = mark.status === "established" ? [svg("rect", { class: "tl-mini-edge", x: x.toFixed(1), y: String(y - 11), width: "4", height: "22" })] : [];
  const words = svg("text", { x: (x + 24).toFixed(1), y: String(y + 4) }, cut(text, CARD - 30));
  return [pointed(mark, "tl-mini", box, ...edge, shape(mark, x + 14, y, 12), words)];
}

function span(mark: Mark, scale: Scale, y: number): SVGElement[] {
  if (mark.to === null || mark.to <= mark.at) return [];
  const [x1, x2] = [scale.x(Math.max(mark.at, scale.start)), scale.x(Math.min(mark.to, scale.end))];
  return [svg("line", { class: "tl-span", x1: x1.toFixed(1), x2: x2.toFixed(1), y1: String(y), y2: String(y) })];
}

function symbol(mark: Mark, scale: Scale, y: number): SVGElement {
  return pointed(mark, "tl-mark", shape(mark, scale.x(Math.max(mark.at, scale.start)), y, 13));
}

function shape(mark: Mark, x: number, y: number, size: number): SVGElement {
  return shapeOf(mark.status, x, y, size);
}

function shapeOf(status: string, x: number, y: number, size: number): SVGElement {
  const sprite = document.documentElement.dataset["icons"] ?? "";
  return svg("use", { href: `${sprite}#${SHAPES[status] ?? "st-neutral"}`, width: String(size), height: String(size), x: (x - size / 2).toFixed(1), y: String(y - size / 2) });
}

/** What a click or Enter leads from: timeline.ts finds the mark by its place in the list. */
function pointed(mark: Mark, kind: string, ...parts: SVGElement[]): SVGElement {
  const made = svg("g", { class: `${kind} is-${mark.status || "neutral"}`, tabindex: "-1", role: "button", "aria-label": mark.label }, svg("title", {}, mark.label), ...parts);
  items.set(made, mark.item);
  return made;
}

const items = new WeakMap<Element, HTMLElement>();

export function itemOf(target: Element): HTMLElement | undefined {
  const mark = target.closest(".tl-mark, .tl-mini");
  return mark ? items.get(mark) : undefined;
}

function standing(mark: Mark): string {
  return TRUTH.includes(mark.status) ? mark.status : "neutral";
}

function standings(marks: Mark[]): string[] {
  return [...TRUTH, "neutral"].filter((kind) => marks.some((mark) => standing(mark) === kind));
}

/** Bars of a month's or quarter's width, as high as their share of the fullest one of their standing. */
function density(marks: Mark[], kind: string, scale: Scale, y: number, most: number): SVGElement[] {
  const months = scale.end - scale.start < 2 * NEAR ? 1 : 3;
  const bins = new Map<string, { from: number; to: number; n: number }>();
  for (const mark of marks) {
    const date = new Date(mark.at);
    const [year, first] = [date.getUTCFullYear(), Math.floor(date.getUTCMonth() / months) * months];
    const key = months === 1 ? `${year}-${String(first + 1).padStart(2, "0")}` : `${year} Q${first / 3 + 1}`;
    const bin = bins.get(key) ?? { from: Date.UTC(year, first, 1), to: Date.UTC(year, first + months, 1), n: 0 };
    bin.n += 1;
    bins.set(key, bin);
  }
  const fullest = Math.max(...[...bins.values()].map((bin) => bin.n));
  const sign = kind === "neutral" ? [] : [svg("g", { class: `tl-sign is-${kind}`, "aria-hidden": "true" }, shapeOf(kind, scale.left - 9, y + most / 2, 11))];
  return sign.concat([...bins].map(([period, bin]) => {
    const h = Math.max(3, (bin.n / fullest) * most);
    const [x1, x2] = [scale.x(Math.max(bin.from, scale.start)), scale.x(Math.min(bin.to, scale.end))];
    return svg("rect", { class: `tl-density is-${kind}`, x: (x1 + 0.5).toFixed(1), y: (y + most - h).toFixed(1), width: Math.max(2, x2 - x1 - 1).toFixed(1), height: h.toFixed(1) },
      svg("title", {}, `${say("eventsIn", { period, n: bin.n })}${kind === "neutral" ? "" : ` ${wordOf(marks)}`}`));
  }));
}

function wordOf(marks: Mark[]): string {
  return marks[0]?.item.querySelector(".pill > span")?.textContent?.trim() ?? "";
}
