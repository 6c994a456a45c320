/** Where each card of the chain stands: its stage's column, its body's row, beside what it is linked with. */
import type { Chain, ChainLink, ChainNode } from "./chain-data";

export interface Box { x: number; y: number; width: number; height: number }
export interface Band { code: string; name: string; from: number; size: number; empty: boolean }
export interface Layout { boxes: Map<string, Box>; columns: Band[]; lanes: Band[]; width: number; height: number }
export interface Point { x: number; y: number }

export const CARD = 214;
const GUTTER = 68; // between columns: room for a link's name
const GAP = 14; // between cards of one cell
const PADDING = 18; // above the cards of a lane
export const CHANNEL = 34; // below them: links that pass columns run here
const EMPTY_COLUMN = 96;
const EMPTY_LANE = 54;
const STACK = 9; // cards over each other before a second column is begun

const STEPS = 3; // records of one stage after each other

/** `order` is dagre's: nodes with a smaller number stand higher, so that links cross little. */
export function arrange(chain: Chain, heights: Map<string, number>, order: Map<string, number>): Layout {
  const stageOf = (node: ChainNode): string => (chain.stages.some((s) => s.code === node.stage) ? node.stage : chain.stages[0]?.code ?? "");
  const bodyOf = (node: ChainNode): string => (chain.bodies.some((b) => b.code === node.body) ? node.body : chain.bodies[0]?.code ?? "");
  const cell = (stage: string, body: string): ChainNode[] => chain.nodes.filter((node) => stageOf(node) === stage && bodyOf(node) === body);
  const stacks = piles(chain, cell, sequence(chain, stageOf), order);
  const height = (stack: ChainNode[]): number => stack.reduce((sum, node) => sum + (heights.get(node.id) ?? 0) + GAP, -GAP);
  const lanes = bands(chain.bodies, (body) => {
    const tallest = Math.max(0, ...chain.stages.flatMap((stage) => (stacks.get(`${stage.code} ${body}`) ?? []).map(height)));
    return tallest > 0 ? tallest + PADDING + CHANNEL : 0;
  }, EMPTY_LANE);
  const columns = bands(chain.stages, (stage) => {
    const most = Math.max(0, ...chain.bodies.map((body) => stacks.get(`${stage} ${body.code}`)?.length ?? 0));
    return most > 0 ? most * (CARD + GUTTER) : 0;
  }, EMPTY_COLUMN);
  const boxes = new Map<string, Box>();
  for (const column of columns) {
    for (const lane of lanes) {
      (stacks.get(`${column.code} ${lane.code}`) ?? []).forEach((stack, i) => {
        let y = lane.from + PADDING + (lane.size - PADDING - CHANNEL - height(stack)) / 2;
        for (const node of stack) {
          const h = heights.get(node.id) ?? 0;
          boxes.set(node.id, { x: column.from + GUTTER / 2 + i * (CARD + GUTTER), y, width: CARD, height: h });
          y += h + GAP;
        }
      });
    }
  }
  return { boxes, columns, lanes, width: end(columns), height: end(lanes) };
}

function end(bands: Band[]): number {
  const last = bands[bands.length - 1];
  return last ? last.from + last.size : 0;
}

function bands(named: { code: string; name: string }[], size: (code: string) => number, least: number): Band[] {
  let from = 0;
  return named.map(({ code, name }) => {
    const wanted = size(code);
    const band = { code, name, from, size: Math.max(least, wanted), empty: wanted === 0 };
    from += band.size;
    return band;
  });
}

/** How far each record is from the first one of its own stage: the ruling stands right of the act it reviews. */
function sequence(chain: Chain, stageOf: (node: ChainNode) => string): Map<string, number> {
  const stages = new Map(chain.nodes.map((node) => [node.id, stageOf(node)]));
  const inner = chain.links.filter((link) => !link.recurrence && link.from !== link.to && stages.get(link.from) === stages.get(link.to));
  const depth = new Map(chain.nodes.map((node) => [node.id, 0]));
  for (let round = 0; round < STEPS; round++) {
    for (const link of inner) depth.set(link.to, Math.min(STEPS, Math.max(depth.get(link.to) ?? 0, (depth.get(link.from) ?? 0) + 1)));
  }
  return depth;
}

/**
 * The columns of cards of each stage and body. A step of the stage's own sequence starts at the same
 * column for all bodies; a body without cards at that step has empty ones there.
 */
function piles(chain: Chain, cell: (stage: string, body: string) => ChainNode[], within: Map<string, number>, order: Map<string, number>): Map<string, ChainNode[][]> {
  const found = new Map<string, ChainNode[][]>();
  for (const stage of chain.stages) {
    for (const body of chain.bodies) found.set(`${stage.code} ${body.code}`, []);
    for (let step = 0; step <= STEPS; step++) {
      const columns = chain.bodies.map((body) => pile(cell(stage.code, body.code).filter((node) => within.get(node.id) === step), order));
      const most = Math.max(...columns.map((stack) => stack.length));
      chain.bodies.forEach((body, i) => {
        const filled = Array.from({ length: most }, (_, n) => columns[i]?.[n] ?? []);
        found.get(`${stage.code} ${body.code}`)?.push(...filled);
      });
    }
  }
  return found;
}

function pile(members: ChainNode[], order: Map<string, number>): ChainNode[][] {
  const sorted = [...members].sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0) || (a.date ?? "").localeCompare(b.date ?? ""));
  const columns = Math.ceil(sorted.length / STACK);
  const each = Math.ceil(sorted.length / Math.max(1, columns));
  return Array.from({ length: columns }, (_, i) => sorted.slice(i * each, (i + 1) * each));
}

/**
 * The corners of a link between the right side of a card and the left side of the next: straight
 * through the space between two columns, or along the channel under a lane past the cards between.
 */
export function corners(link: ChainLink, index: number, layout: Layout): Point[] {
  const [a, b] = [layout.boxes.get(link.from), layout.boxes.get(link.to)];
  if (!a || !b) return [];
  const spread = ((index % 5) - 2) * 6;
  const out = { x: a.x + a.width, y: a.y + a.height / 2 };
  const into = { x: b.x, y: b.y + b.height / 2 };
  const gap = into.x - out.x;
  if (gap > 0 && gap <= GUTTER + 1 && !link.recurrence) {
    if (Math.abs(out.y - into.y) < 3) return [];
    const middle = out.x + gap / 2 + spread;
    return [{ x: middle, y: out.y }, { x: middle, y: into.y }];
  }
  const lower = layout.lanes.find((lane) => Math.max(out.y, into.y) < lane.from + lane.size);
  const own = layout.lanes.find((lane) => out.y < lane.from + lane.size);
  const lane = gap > 0 && !link.recurrence ? own : lower;
  const channel = (lane ? lane.from + lane.size : layout.height) - CHANNEL / 2 + spread;
  const [leave, enter] = [out.x + 22 + spread, into.x - 24 + spread];
  return [{ x: leave, y: out.y }, { x: leave, y: channel }, { x: enter, y: channel }, { x: enter, y: into.y }];
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
