/** The chart over an officer's time line: posts as bands, a lane for each type of record. */
import { all, icon, make, one, svg } from "./dom";
import { say } from "./messages";

interface Mark { at: number; day: string; lane: string; status: string; label: string; item: HTMLElement }
interface Lane { name: string; label: string }
interface Post { from: number | null; to: number | null; label: string }
interface Scale { x: (time: number) => number; start: number; end: number }

const DAY = 86_400_000;
let LEFT = 92; // as wide as the longest lane name needs
const RIGHT = 12;
const BAND = 24;
const LANE = 26;
const CROWD = 7; // pixels between marks below which a lane is drawn as density bars
const SHAPES: Record<string, string> = {
  established: "st-established", alleged: "st-alleged", refuted: "st-refuted", void: "st-void", overdue: "st-overdue",
  met: "st-met", "met-late": "st-met-late", gap: "st-gap", waived: "st-waived", "due-soon": "st-due-soon",
};

export function startTimelines(): void {
  all("[data-timeline]").forEach((root) => {
    const redraw = (): void => draw(root);
    all<HTMLInputElement>("[data-tl-toggle]", root).forEach((toggle) => toggle.addEventListener("change", () => {
      const lane = toggle.dataset["tlToggle"];
      all(`.tl-item[data-lane="${lane}"]`, root).forEach((item) => (item.hidden = !toggle.checked));
      hideEmptyYears(root);
      redraw();
    }));
    redraw();
    let width = root.clientWidth;
    new ResizeObserver(() => {
      if (Math.abs(root.clientWidth - width) < 8) return;
      width = root.clientWidth;
      redraw();
    }).observe(root);
  });
}

function hideEmptyYears(root: HTMLElement): void {
  let year: HTMLElement | null = null;
  let shown = 0;
  const settle = (): void => { if (year) year.hidden = shown === 0; };
  for (const item of all("[data-tl-list] > li", root)) {
    if (item.classList.contains("tl-year")) {
      settle();
      year = item;
      shown = 0;
    } else if (!item.hidden) {
      shown += 1;
    }
  }
  settle();
}

function time(day: string | undefined): number | null {
  const value = Date.parse(`${(day ?? "").slice(0, 10)}T00:00:00Z`);
  return Number.isNaN(value) ? null : value;
}

function draw(root: HTMLElement): void {
  const place = one("[data-tl-chart]", root);
  if (!place) return;
  const marks = readMarks(root);
  const posts = all("[data-tl-posts] > li", root).map((li): Post => ({
    from: time(li.dataset["from"]), to: time(li.dataset["to"]), label: one(".tl-post-name", li)?.textContent?.trim() ?? "",
  })).filter((post) => post.from !== null || post.to !== null);
  const times = [...marks.map((mark) => mark.at), ...posts.flatMap((post) => [post.from, post.to].filter((t): t is number => t !== null))];
  place.hidden = times.length < 2;
  if (place.hidden) return;
  const lanes = all<HTMLElement>("[data-tl-toggle]", root).filter((toggle) => (toggle as HTMLInputElement).checked).map((toggle): Lane => ({
    name: toggle.dataset["tlToggle"] ?? "", label: toggle.nextElementSibling?.textContent ?? "",
  })).filter((lane) => marks.some((mark) => mark.lane === lane.name));
  LEFT = Math.max(92, ...lanes.map((lane) => textWidth(lane.label) + 10));
  const width = Math.max(480, place.clientWidth - 36);
  const scale = makeScale(times, posts.some((post) => post.to === null), width);
  const rows = stack(posts, scale);
  const bandsHeight = rows.length * (BAND + 4);
  const height = 22 + bandsHeight + lanes.length * LANE + 6;
  const chart = svg("svg", { viewBox: `0 0 ${width} ${height}`, width: String(width), height: String(height), role: "img", "aria-label": say("chart") });
  chart.append(...grid(scale, width, height));
  rows.forEach((row, i) => row.forEach((post) => chart.append(band(post, scale, 22 + i * (BAND + 4)))));
  if (rows.length) chart.append(name(say("posts"), 22 + BAND / 2));
  lanes.forEach((lane, i) => {
    const y = 22 + bandsHeight + i * LANE + LANE / 2;
    chart.append(name(lane.label, y), svg("line", { class: "tl-row", x1: String(LEFT), x2: String(width - RIGHT), y1: String(y), y2: String(y) }));
    chart.append(...laneMarks(marks.filter((mark) => mark.lane === lane.name), scale, y, root));
  });
  place.replaceChildren(chart, legend(marks));
}

/** Pixels of a lane's name at its size of 13: Chinese characters are square. */
function textWidth(text: string): number {
  return [...text].reduce((sum, c) => sum + (c.charCodeAt(0) > 0x2e80 ? 13 : 7), 0);
}

function readMarks(root: HTMLElement): Mark[] {
  return all("[data-tl-list] > .tl-item", root).flatMap((item): Mark[] => {
    const at = time(item.dataset["on"]);
    if (at === null) return [];
    const pill = one(".pill", item)?.textContent?.trim() ?? "";
    const label = `${item.dataset["on"]} ${one(".tl-title", item)?.textContent?.trim() ?? ""} ${pill}`.trim();
    return [{ at, day: item.dataset["on"] ?? "", lane: item.dataset["lane"] ?? "", status: item.dataset["status"] ?? "", label, item }];
  });
}

function makeScale(times: number[], openEnded: boolean, width: number): Scale {
  const last = Math.max(...times, openEnded ? Date.now() : 0);
  const margin = Math.max(30 * DAY, (last - Math.min(...times)) * 0.015);
  const start = Math.min(...times) - margin;
  const end = last + margin;
  return { start, end, x: (t) => LEFT + ((t - start) / (end - start)) * (width - LEFT - RIGHT) };
}

function grid(scale: Scale, width: number, height: number): SVGElement[] {
  const first = new Date(scale.start).getUTCFullYear() + 1;
  const last = new Date(scale.end).getUTCFullYear();
  const step = [1, 2, 5, 10, 20].find((n) => ((width - LEFT) / Math.max(1, last - first + 1)) * n >= 46) ?? 50;
  const lines: SVGElement[] = [];
  for (let year = first; year <= last; year++) {
    if (year % step !== 0) continue;
    const x = scale.x(Date.UTC(year, 0, 1)).toFixed(1);
    lines.push(svg("line", { class: "tl-grid", x1: x, x2: x, y1: "16", y2: String(height) }), svg("text", { x, y: "11", "text-anchor": "middle" }, String(year)));
  }
  return lines;
}

/** Posts in as few rows as possible, none over another. */
function stack(posts: Post[], scale: Scale): Post[][] {
  const rows: Post[][] = [];
  for (const post of [...posts].sort((a, b) => (a.from ?? scale.start) - (b.from ?? scale.start))) {
    const row = rows.find((r) => { const last = r[r.length - 1]; return last !== undefined && (last.to ?? scale.end) <= (post.from ?? scale.start); });
    if (row) row.push(post);
    else rows.push([post]);
  }
  return rows;
}

function band(post: Post, scale: Scale, y: number): SVGElement {
  const x1 = scale.x(post.from ?? scale.start);
  const x2 = scale.x(post.to ?? scale.end);
  const w = Math.max(3, x2 - x1);
  const fits = Math.floor((w - 12) / 12.5);
  const open = `${post.from === null ? " is-open-start" : ""}${post.to === null ? " is-open-end" : ""}`;
  const group = svg("g", {}, svg("title", {}, post.label), svg("rect", { class: `tl-band${open}`, x: x1.toFixed(1), y: String(y), width: w.toFixed(1), height: String(BAND), rx: "4" }));
  if (fits >= 2) {
    const text = post.label.length > fits ? `${post.label.slice(0, fits - 1)}…` : post.label;
    group.append(svg("text", { class: "tl-band-name", x: (x1 + 8).toFixed(1), y: String(y + 16) }, text));
  }
  return group;
}

function name(label: string, y: number): SVGElement {
  return svg("text", { class: "tl-lane-name", x: "0", y: String(y + 4) }, label);
}

function laneMarks(marks: Mark[], scale: Scale, y: number, root: HTMLElement): SVGElement[] {
  const crowded = marks.length * CROWD > scale.x(scale.end) - LEFT;
  return crowded ? density(marks, scale, y) : marks.map((mark) => symbol(mark, scale, y, root));
}

function symbol(mark: Mark, scale: Scale, y: number, root: HTMLElement): SVGElement {
  const sprite = document.documentElement.dataset["icons"] ?? "";
  const use = svg("use", { href: `${sprite}#${SHAPES[mark.status] ?? "st-neutral"}`, width: "13", height: "13", x: (scale.x(mark.at) - 6.5).toFixed(1), y: String(y - 6.5) });
  const group = svg("g", { class: `tl-mark is-${mark.status || "neutral"}`, tabindex: "0", role: "button", "aria-label": mark.label }, svg("title", {}, mark.label), use);
  const show = (): void => find(mark.item, root);
  group.addEventListener("click", show);
  group.addEventListener("keydown", (event) => { if ((event as KeyboardEvent).key === "Enter") { event.preventDefault(); show(); } });
  return group;
}

function find(item: HTMLElement, root: HTMLElement): void {
  all(".is-found", root).forEach((other) => other.classList.remove("is-found"));
  item.classList.add("is-found");
  item.scrollIntoView({ block: "center" });
  one<HTMLElement>("a", item)?.focus({ preventScroll: true });
}

/** Bars of a quarter's width, as high as their share of the fullest one. */
function density(marks: Mark[], scale: Scale, y: number): SVGElement[] {
  const bins = new Map<string, { from: number; n: number }>();
  for (const mark of marks) {
    const date = new Date(mark.at);
    const quarter = Math.floor(date.getUTCMonth() / 3);
    const key = `${date.getUTCFullYear()} Q${quarter + 1}`;
    const bin = bins.get(key) ?? { from: Date.UTC(date.getUTCFullYear(), quarter * 3, 1), n: 0 };
    bin.n += 1;
    bins.set(key, bin);
  }
  const most = Math.max(...[...bins.values()].map((bin) => bin.n));
  return [...bins].map(([period, bin]) => {
    const h = Math.max(2, (bin.n / most) * (LANE - 6));
    const w = Math.max(2, scale.x(bin.from + 91 * DAY) - scale.x(bin.from) - 1);
    return svg("rect", { class: "tl-density", x: scale.x(bin.from).toFixed(1), y: (y + (LANE - 6) / 2 - h).toFixed(1), width: w.toFixed(1), height: h.toFixed(1) },
      svg("title", {}, say("eventsIn", { period, n: bin.n })));
  });
}

function legend(marks: Mark[]): HTMLElement {
  const box = make("div", { class: "tl-legend", "aria-hidden": "true" });
  const seen = new Map<string, string>();
  for (const mark of marks) {
    const word = one(".pill > span", mark.item)?.textContent?.trim();
    if (mark.status && mark.status !== "neutral" && word) seen.set(mark.status, word);
  }
  for (const [status, word] of seen) {
    const pill = make("span", { class: `pill pill-${status}` });
    pill.append(icon(`st-${status}`), make("span", {}, word));
    box.append(pill);
  }
  return box;
}
