/** The chart over an officer's time line: posts as bands, below them lanes in their groups; time can be zoomed. */
import { all, icon, make, one, svg } from "./dom";
import { say } from "./messages";
import { DAY, readLanes, readMarks, readPosts, TRUTH, type Lane, type Mark, type Post } from "./timeline-data";
import { cut, itemOf, LANE, row, textWidth, type Drawn, type Scale } from "./timeline-rows";

interface Span { start: number; end: number }
interface State { root: HTMLElement; place: HTMLElement; marks: Mark[]; posts: Post[]; whole: Span; seen: Span; open: Map<string, boolean>; width: number; left: number }
interface Line { label: string; group: string; head: "" | "open" | "closed"; inner: boolean; marks: Mark[] }

const TOP = 22; // the years
const RIGHT = 12;
const BAND = 24;
const MANY = 12; // lanes: with more, groups begin closed
const SHORTEST = 60 * DAY;
const WIDEST_NAME = 196;

export function startTimelines(): void {
  all("[data-timeline]").forEach(start);
}

function start(root: HTMLElement): void {
  const place = one("[data-tl-chart]", root);
  if (!place) return;
  const [marks, posts] = [readMarks(root), readPosts(root)];
  const times = [...marks.flatMap((mark) => [mark.at, mark.to]), ...posts.flatMap((post) => [post.from, post.to])].filter((t): t is number => t !== null);
  startToggles(root, () => draw(state));
  const whole = span(times, posts.some((post) => post.to === null));
  const state: State = { root, place, marks, posts, whole, seen: whole, open: new Map(), width: 0, left: 0 };
  place.hidden = times.length < 2;
  if (place.hidden) return;
  place.append(tools(state), make("div", { class: "tl-picture" }), make("div", { class: "tl-legend", "aria-hidden": "true" }, ...legend(marks)));
  listen(state);
  draw(state);
  let width = root.clientWidth;
  new ResizeObserver(() => {
    if (Math.abs(root.clientWidth - width) < 8) return;
    width = root.clientWidth;
    draw(state);
  }).observe(root);
}

/** A lane's tick shows its records in chart and list; a group's tick all its lanes. */
function startToggles(root: HTMLElement, redraw: () => void): void {
  const lanes = all<HTMLInputElement>("[data-tl-toggle]", root);
  const groups = all<HTMLInputElement>("[data-tl-toggle-group]", root);
  const settle = (): void => {
    for (const lane of lanes) all(`.tl-item[data-lane="${lane.dataset["tlToggle"]}"]`, root).forEach((item) => (item.hidden = !lane.checked));
    for (const group of groups) {
      const own = lanes.filter((lane) => lane.dataset["tlGroup"] === group.dataset["tlToggleGroup"]);
      group.checked = own.every((lane) => lane.checked);
      group.indeterminate = !group.checked && own.some((lane) => lane.checked);
    }
    hideEmptyYears(root);
    redraw();
  };
  lanes.forEach((lane) => lane.addEventListener("change", settle));
  groups.forEach((group) => group.addEventListener("change", () => {
    lanes.filter((lane) => lane.dataset["tlGroup"] === group.dataset["tlToggleGroup"]).forEach((lane) => (lane.checked = group.checked));
    settle();
  }));
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

function span(times: number[], openEnded: boolean): Span {
  const [first, last] = [Math.min(...times), Math.max(...times, openEnded ? Date.now() : -Infinity)];
  const margin = Math.max(30 * DAY, (last - first) * 0.015);
  return { start: first - margin, end: last + margin };
}

function draw(state: State): void {
  const { root, place, marks, posts, seen } = state;
  const picture = one(".tl-picture", place);
  if (!picture) return;
  const lanes = readLanes(root, marks);
  state.left = Math.min(WIDEST_NAME, Math.max(92, ...lanes.flatMap((lane) => [textWidth(lane.label) + 32, textWidth(lane.group) + 52])));
  state.width = Math.max(480, place.clientWidth - 36);
  const scale = scaleOf(state);
  const lines = arrange(state, lanes, marks.filter((mark) => mark.at <= seen.end && (mark.to ?? mark.at) >= seen.start));
  const rows = stack(posts, scale);
  const drawn = lines.map((line): Drawn => (line.head === "open" ? { height: LANE, draw: () => [] } : row(line.marks, scale)));
  const bands = rows.length * (BAND + 4);
  const height = TOP + bands + drawn.reduce((sum, each) => sum + each.height, 0) + 6;
  const chart = svg("svg", { viewBox: `0 0 ${state.width} ${height}`, width: String(state.width), height: String(height), role: "group", tabindex: "0", "aria-label": say("chart") });
  chart.append(...grid(scale, height));
  rows.forEach((each, i) => each.forEach((post) => chart.append(band(post, scale, TOP + i * (BAND + 4)))));
  if (rows.length) chart.append(svg("text", { class: "tl-lane-name", x: "0", y: String(TOP + BAND / 2 + 4) }, say("posts")));
  let y = TOP + bands;
  lines.forEach((line, i) => {
    const each = drawn[i] as Drawn;
    chart.append(...name(state, line, y, each.height), ...each.draw(y));
    y += each.height;
  });
  const focused = one(".tl-picture [data-tl-open]:focus", place)?.getAttribute("data-tl-open");
  picture.replaceChildren(chart);
  one(".tl-mark, .tl-mini", picture)?.setAttribute("tabindex", "0");
  if (focused !== null && focused !== undefined) all<SVGElement>("[data-tl-open]", picture).find((head) => head.getAttribute("data-tl-open") === focused)?.focus();
  const period = one(".tl-period", place);
  if (period) period.textContent = `${month(seen.start)} – ${month(seen.end)}`;
}

function month(time: number): string {
  return new Date(time).toISOString().slice(0, 7);
}

function scaleOf({ seen, left, width }: State): Scale {
  const right = width - RIGHT;
  return { ...seen, left, right, x: (t) => left + ((t - seen.start) / (seen.end - seen.start)) * (right - left) };
}

/** A closed group is one line; an open one has a head and a line for each lane; a group of one lane is that lane. */
function arrange(state: State, lanes: Lane[], marks: Mark[]): Line[] {
  const groups = new Map<string, Lane[]>();
  for (const lane of lanes) groups.set(lane.group, [...(groups.get(lane.group) ?? []), lane]);
  return [...groups].flatMap(([group, members]): Line[] => {
    const of = (names: string[]): Mark[] => marks.filter((mark) => names.includes(mark.lane));
    const line = (lane: Lane, inner: boolean): Line => ({ label: lane.label, group, head: "", inner, marks: of([lane.name]) });
    if (!group || members.length === 1) return members.map((lane) => line(lane, false));
    const open = state.open.get(group) ?? lanes.length <= MANY;
    const head: Line = { label: group, group, head: open ? "open" : "closed", inner: false, marks: open ? [] : of(members.map((lane) => lane.name)) };
    return open ? [head, ...members.map((lane) => line(lane, true))] : [head];
  });
}

function name(state: State, line: Line, y: number, height: number): SVGElement[] {
  const middle = y + LANE / 2;
  const rule = svg("line", { class: "tl-row", x1: String(state.left), x2: String(state.width - RIGHT), y1: String(y + height), y2: String(y + height) });
  const room = state.left - 10;
  if (!line.head) {
    const x = line.inner ? 18 : 0;
    return [rule, svg("text", { class: "tl-lane-name", x: String(x), y: String(middle + 4) }, svg("title", {}, line.label), cut(line.label, room - x, 13))];
  }
  const sprite = document.documentElement.dataset["icons"] ?? "";
  const open = line.head === "open";
  const apart = line.marks.some((mark) => TRUTH.includes(mark.status)); // then there is no number of all
  const label = svg("text", { class: "tl-group-name", x: "18", y: String(middle + 4) }, cut(open || apart ? line.label : `${line.label} ${line.marks.length || ""}`.trim(), room - 18, 13));
  const head = svg("g", { class: "tl-group-head", role: "button", tabindex: "0", "data-tl-open": line.group, "aria-expanded": String(open), "aria-label": line.label },
    svg("rect", { class: "tl-hit", x: "0", y: String(y), width: String(state.left - 4), height: String(LANE) }),
    svg("use", { href: `${sprite}#${open ? "chevron-down" : "chevron-right"}`, x: "0", y: String(middle - 7), width: "14", height: "14" }), label);
  return [rule, head];
}

/** Years, or quarters and months when there is room for them. */
function grid(scale: Scale, height: number): SVGElement[] {
  const perMonth = (scale.right - scale.left) / ((scale.end - scale.start) / (30.44 * DAY));
  const step = [1, 3, 6, 12, 24, 60, 120, 240].find((months) => months * perMonth >= (months < 12 ? 62 : 46)) ?? 600;
  const from = new Date(scale.start);
  const lines: SVGElement[] = [];
  for (let n = Math.ceil((from.getUTCFullYear() * 12 + from.getUTCMonth() + 1) / step) * step; ; n += step) {
    const at = Date.UTC(Math.floor(n / 12), n % 12, 1);
    if (at > scale.end) break;
    const x = scale.x(at).toFixed(1);
    const label = step >= 12 ? String(Math.floor(n / 12)) : new Date(at).toISOString().slice(0, 7);
    lines.push(svg("line", { class: `tl-grid${step < 12 && n % 12 === 0 ? " is-year" : ""}`, x1: x, x2: x, y1: "16", y2: String(height) }), svg("text", { x, y: "11", "text-anchor": "middle" }, label));
  }
  return lines;
}

/** Posts in as few rows as possible, none over another. */
function stack(posts: Post[], scale: Scale): Post[][] {
  const rows: Post[][] = [];
  const seen = posts.filter((post) => (post.from ?? scale.start) <= scale.end && (post.to ?? scale.end) >= scale.start);
  for (const post of seen.sort((a, b) => (a.from ?? scale.start) - (b.from ?? scale.start))) {
    const free = rows.find((r) => { const last = r[r.length - 1]; return last !== undefined && (last.to ?? scale.end) <= (post.from ?? scale.start); });
    if (free) free.push(post);
    else rows.push([post]);
  }
  return rows;
}

function band(post: Post, scale: Scale, y: number): SVGElement {
  const x1 = scale.x(Math.max(post.from ?? scale.start, scale.start));
  const x2 = scale.x(Math.min(post.to ?? scale.end, scale.end));
  const w = Math.max(3, x2 - x1);
  const open = `${post.from === null ? " is-open-start" : ""}${post.to === null ? " is-open-end" : ""}`;
  const group = svg("g", {}, svg("title", {}, post.label), svg("rect", { class: `tl-band${open}`, x: x1.toFixed(1), y: String(y), width: w.toFixed(1), height: String(BAND), rx: "4" }));
  if (w >= 40) group.append(svg("text", { class: "tl-band-name", x: (x1 + 8).toFixed(1), y: String(y + 16) }, cut(post.label, w - 14)));
  return group;
}

function legend(marks: Mark[]): HTMLElement[] {
  const seen = new Map<string, string>();
  for (const mark of marks) {
    const word = one(".pill > span", mark.item)?.textContent?.trim();
    if (mark.status && mark.status !== "neutral" && word) seen.set(mark.status, word);
  }
  return [...seen].map(([status, word]) => {
    const pill = make("span", { class: `pill pill-${status}` });
    pill.append(icon(`st-${status}`), make("span", {}, word));
    return pill;
  });
}

function tools(state: State): HTMLElement {
  const button = (act: string, drawn: string | SVGElement, label: string): HTMLElement =>
    make("button", { type: "button", class: "btn btn-default btn-sm btn-icon", "data-tl-act": act, "aria-label": label, title: label }, drawn);
  const made = make("div", { class: "tl-tools", role: "group", "aria-label": say("zoom") },
    button("earlier", icon("chevron-left"), say("earlier")), button("later", icon("chevron-right"), say("later")),
    button("in", icon("plus"), say("zoomIn")), button("out", icon("minus"), say("zoomOut")), button("all", say("wholeTime"), say("wholeTime")),
    make("output", { class: "tl-period" }));
  all<HTMLElement>("[data-tl-act]", made).forEach((each) => each.addEventListener("click", () => act(state, each.dataset["tlAct"] ?? "")));
  return made;
}

function act(state: State, what: string): void {
  const length = state.seen.end - state.seen.start;
  if (what === "in") zoom(state, 0.6);
  else if (what === "out") zoom(state, 1 / 0.6);
  else if (what === "all") look(state, state.whole);
  else look(state, { start: state.seen.start + length * (what === "later" ? 0.4 : -0.4), end: state.seen.end + length * (what === "later" ? 0.4 : -0.4) });
}

function zoom(state: State, by: number, at = 0.5): void {
  const length = state.seen.end - state.seen.start;
  const wanted = Math.max(SHORTEST, length * by);
  const start = state.seen.start + (length - wanted) * at;
  look(state, { start, end: start + wanted });
}

/** Shows this time, kept within all there is. */
function look(state: State, wanted: Span): void {
  const length = Math.min(wanted.end - wanted.start, state.whole.end - state.whole.start);
  const start = Math.min(Math.max(wanted.start, state.whole.start), state.whole.end - length);
  state.seen = { start, end: start + length };
  draw(state);
}

function listen(state: State): void {
  const { place, root } = state;
  const picture = one(".tl-picture", place) as HTMLElement;
  const choose = (target: Element): boolean => {
    const group = target.closest<SVGElement>("[data-tl-open]");
    if (group) {
      state.open.set(group.dataset["tlOpen"] ?? "", group.getAttribute("aria-expanded") !== "true");
      draw(state);
      return true;
    }
    const item = itemOf(target);
    if (item) find(item, root);
    return item !== undefined;
  };
  let dragged = false;
  picture.addEventListener("click", (event) => { if (!dragged) choose(event.target as Element); });
  picture.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target as Element;
    if ((event.key === "Enter" || event.key === " ") && choose(target)) event.preventDefault();
    else if (keys(state, event.key, target)) event.preventDefault();
  });
  picture.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const at = (event.clientX - picture.getBoundingClientRect().left - state.left) / (state.width - state.left - RIGHT);
    zoom(state, event.deltaY < 0 ? 0.8 : 1.25, Math.min(1, Math.max(0, at)));
  }, { passive: false });
  picture.addEventListener("pointerdown", (down) => {
    dragged = false;
    if (down.button !== 0) return;
    const from = state.seen;
    const move = (event: PointerEvent): void => {
      if (Math.abs(event.clientX - down.clientX) < 4 && !dragged) return;
      dragged = true;
      const shift = ((down.clientX - event.clientX) / (state.width - state.left - RIGHT)) * (from.end - from.start);
      look(state, { start: from.start + shift, end: from.end + shift });
    };
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", () => window.removeEventListener("pointermove", move), { once: true });
  });
}

/** On a mark the arrows go to the next one, elsewhere they move in time. */
function keys(state: State, key: string, target: Element): boolean {
  const acts: Record<string, string> = { "+": "in", "=": "in", "-": "out", "0": "all", ArrowLeft: "earlier", ArrowRight: "later" };
  const marks = all<SVGElement>(".tl-mark, .tl-mini", state.place);
  const i = marks.indexOf(target.closest<SVGElement>(".tl-mark, .tl-mini") as SVGElement);
  if (i >= 0 && key.startsWith("Arrow")) {
    const next = marks[i + (key === "ArrowRight" || key === "ArrowDown" ? 1 : -1)];
    marks.forEach((mark) => mark.setAttribute("tabindex", mark === next || (!next && mark === target) ? "0" : "-1"));
    next?.focus();
    return true;
  }
  if (!acts[key]) return false;
  act(state, acts[key]);
  const chart = one<SVGElement>("svg[tabindex]", state.place.querySelector(".tl-picture") ?? state.place);
  if (!target.closest("[data-tl-open]")) chart?.focus();
  return true;
}

function find(item: HTMLElement, root: HTMLElement): void {
  all(".is-found", root).forEach((other) => other.classList.remove("is-found"));
  item.classList.add("is-found");
  item.scrollIntoView({ block: "center" });
  one<HTMLElement>("a", item)?.focus({ preventScroll: true });
}
