/** The ways of the links round the cards: at right angles, those of one card along one line. */
import type { ChainLink } from "./chain-data";
import type { Box, Layout } from "./chain-layout";
import { between, RECURRENCE } from "./chain-turns";

export interface Point { x: number; y: number }
/** Sides as cytoscape's endpoints; the corners between them; where the name of a recurrence stands. */
export interface Route { out: string; into: string; points: Point[]; badge: Point | null }

const RIGHT = "50% 0%";
const LEFT = "-50% 0%";

export function route(link: ChainLink, nth: number, layout: Layout): Route {
  const [a, b] = [layout.boxes.get(link.from), layout.boxes.get(link.to)];
  if (!a || !b) return { out: RIGHT, into: LEFT, points: [], badge: null };
  if (between(link, layout.turnOf)) return loop(link, nth, a, b, layout);
  return a.x === b.x ? sameColumn(a, b, layout) : b.x > a.x ? forward(a, b, layout) : around(a, b, layout);
}

function middle(box: Box): number {
  return box.y + box.height / 2;
}

/** A little aside for each row, so that lines of different cards don't cover each other. */
function aside(box: Box, layout: Layout): number {
  const rank = [...new Set([...layout.boxes.values()].filter((other) => other.x === box.x).map((other) => other.y))].sort((m, n) => m - n).indexOf(box.y);
  return ((rank % 5) - 2) * (layout.size.gutter / 11);
}

function free(from: Point, to: Point, layout: Layout, ...not: Box[]): boolean {
  const [left, right, top, low] = [Math.min(from.x, to.x), Math.max(from.x, to.x), Math.min(from.y, to.y), Math.max(from.y, to.y)];
  return ![...layout.boxes.values()].some((box) => !not.includes(box) && left < box.x + box.width && right > box.x && top < box.y + box.height + 2 && low > box.y - 2);
}

function sameColumn(a: Box, b: Box, layout: Layout): Route {
  const x = a.x + a.width / 2;
  const down = b.y > a.y;
  if (free({ x: x - 1, y: middle(a) }, { x: x + 1, y: middle(b) }, layout, a, b)) return { out: down ? "0% 50%" : "0% -50%", into: down ? "0% -50%" : "0% 50%", points: [], badge: null };
  const turn = a.x + a.width + layout.size.gutter / 3 + aside(a, layout) / 2;
  return { out: RIGHT, into: RIGHT, points: [{ x: turn, y: middle(a) }, { x: turn, y: middle(b) }], badge: null };
}

function forward(a: Box, b: Box, layout: Layout): Route {
  const [out, into] = [{ x: a.x + a.width, y: middle(a) }, { x: b.x, y: middle(b) }];
  const half = layout.size.gutter / 2;
  const [near, far] = [out.x + half + aside(a, layout), into.x - half + aside(a, layout)];
  if (Math.abs(out.y - into.y) < 3 && free(out, into, layout, a, b)) return { out: RIGHT, into: LEFT, points: [], badge: null };
  for (const x of [far, near]) {
    const corners = [{ x, y: out.y }, { x, y: into.y }];
    const [one, two] = corners as [Point, Point];
    if (free(out, one, layout, a, b) && free(one, two, layout, a, b) && free(two, into, layout, a, b)) return { out: RIGHT, into: LEFT, points: corners, badge: null };
  }
  return around(a, b, layout);
}

/** Under the row of the first card, past the cards between. */
function around(a: Box, b: Box, layout: Layout): Route {
  const half = layout.size.gutter / 2;
  const [leave, enter] = [a.x + a.width + half + aside(a, layout), b.x - half + aside(a, layout)];
  const y = channel(a, layout);
  return { out: RIGHT, into: LEFT, points: [{ x: leave, y: middle(a) }, { x: leave, y }, { x: enter, y }, { x: enter, y: middle(b) }], badge: null };
}

function channel(box: Box, layout: Layout): number {
  const lane = layout.lanes.find((each) => middle(box) < each.from + each.size);
  return (lane ? lane.from + lane.size : layout.height) - layout.size.channel / 2;
}

/** Through the column of recurrences back to the beginning of a later turn; its name stands in that turn's strip. */
function loop(link: ChainLink, nth: number, a: Box, b: Box, layout: Layout): Route {
  const half = layout.size.gutter / 2;
  const column = layout.columns.find((each) => each.code === RECURRENCE) ?? layout.columns[layout.columns.length - 1];
  const x = (column ? column.from + column.size / 2 : layout.width) - (nth % 4) * 8;
  const into = layout.turns[layout.turnOf.get(link.to) ?? 0];
  const back = (into?.from ?? 0) + (into?.size ?? 0) / 2;
  const [y, enter, leave] = [channel(a, layout), b.x - half, a.x + a.width + half];
  const points = [{ x: leave, y: middle(a) }, { x: leave, y }, { x, y }, { x, y: back }, { x: enter, y: back }, { x: enter, y: middle(b) }];
  const beside = Math.max(b.x + b.width + half, layout.size.label); // in the turn's strip, where no card stands
  return { out: RIGHT, into: LEFT, points, badge: { x: beside + nth * layout.size.badge, y: back } };
}

/** Cytoscape wants corners as weights along, and distances from, the line between the two centres. */
export function relative(points: Point[], from: Box, to: Box): { weights: number[]; distances: number[] } {
  const start = { x: from.x + from.width / 2, y: from.y + from.height / 2 };
  const along = { x: to.x + to.width / 2 - start.x, y: to.y + to.height / 2 - start.y };
  const length = Math.hypot(along.x, along.y) || 1;
  const offsets = points.map((p) => ({ x: p.x - start.x, y: p.y - start.y }));
  return {
    weights: offsets.map((p) => (p.x * along.x + p.y * along.y) / length ** 2),
    distances: offsets.map((p) => (-p.x * along.y + p.y * along.x) / length),
  };
}
