/** Where each card of the chain stands: its stage's column, its body's row, turn under turn of the wheel. */
import { say } from "../messages";
import { again, type Chain, type ChainNode } from "./chain-data";
import { RECURRENCE, stageIn, type Turn } from "./chain-turns";

export interface Box { x: number; y: number; width: number; height: number }
export interface Band { code: string; name: string; from: number; size: number; empty: boolean }
export interface Layout { boxes: Map<string, Box>; columns: Band[]; lanes: Band[]; turns: Band[]; turnOf: Map<string, number>; width: number; height: number; size: Size }

/** The measures of the two ways to show the chain: the whole at a glance, or every card in full. */
export interface Size { card: number; gutter: number; gap: number; padding: number; channel: number; head: number; loop: number; label: number; badge: number; stage: number; empty: number }
export const COMPACT: Size = { card: 160, gutter: 22, gap: 6, padding: 3, channel: 8, head: 21, loop: 76, label: 250, badge: 190, stage: 76, empty: 22 };
export const FULL: Size = { card: 214, gutter: 56, gap: 12, padding: 14, channel: 26, head: 32, loop: 84, label: 320, badge: 230, stage: 84, empty: 30 };

const STACK = 9; // cards over each other before a second column is begun
const STEPS = 3; // records of one stage and body after each other

type Cell = ChainNode[][]; // columns of cards

/** `turnOf`: by node, which of the turns it is in; `order` is dagre's: of undated cards, those with a smaller number stand higher. */
export function arrange(chain: Chain, all: Turn[], turnOf: Map<string, number>, heights: Map<string, number>, order: Map<string, number>, size: Size): Layout {
  const stageOf = stageIn(chain, turnOf);
  const cells = all.map((turn) => fill(chain, turn, stageOf, order));
  const most = (stage: string): number => Math.max(0, ...cells.flatMap((turn) => chain.bodies.map((body) => turn.get(`${stage} ${body.code}`)?.length ?? 0)));
  const loops = chain.links.some(again);
  const columns = stack(chain.stages, (stage) => most(stage) * (size.card + size.gutter), (stage) => (loops && stage === RECURRENCE ? size.loop : size.stage));
  const layout: Layout = { boxes: new Map(), columns, lanes: [], turns: [], turnOf, width: end(columns), height: 0, size };
  all.forEach((turn, i) => {
    const head = all.length > 1 ? size.head : 0;
    layout.turns.push({ code: String(i), name: called(turn), from: layout.height, size: head, empty: head === 0 });
    layout.height += head;
    rows(chain, cells[i] as Map<string, Cell>, heights, layout, all.length === 1);
  });
  return layout;
}

function called(turn: Turn): string {
  const days = [...new Set([turn.from, turn.to])].filter(Boolean).join(" – ");
  return `${say("chainTurn", { n: turn.depth + 1 })}${days ? ` · ${days}` : ""}`;
}

/** The rows of one turn: a body without a card there has no row; in a chain of one turn it has a thin one. */
function rows(chain: Chain, cells: Map<string, Cell>, heights: Map<string, number>, layout: Layout, only: boolean): void {
  const { size } = layout;
  const height = (pile: ChainNode[]): number => pile.reduce((sum, node) => sum + (heights.get(node.id) ?? 0) + size.gap, -size.gap);
  for (const body of chain.bodies) {
    const own = chain.stages.map((stage) => cells.get(`${stage.code} ${body.code}`) ?? []);
    const tallest = Math.max(0, ...own.flatMap((cell) => cell.filter((pile) => pile.length > 0).map(height)));
    if (tallest <= 0 && !only) continue;
    const lane = { ...body, from: layout.height, size: tallest > 0 ? tallest + 2 * size.padding + size.channel : size.empty, empty: tallest <= 0 };
    layout.lanes.push(lane);
    layout.height += lane.size;
    own.forEach((cell, stage) => cell.forEach((pile, i) => {
      let y = lane.from + size.padding + (tallest - height(pile)) / 2;
      for (const node of pile) {
        const h = heights.get(node.id) ?? 0;
        layout.boxes.set(node.id, { x: (layout.columns[stage]?.from ?? 0) + size.gutter / 2 + i * (size.card + size.gutter), y, width: size.card, height: h });
        y += h + size.gap;
      }
    }));
  }
}

function end(bands: Band[]): number {
  const last = bands[bands.length - 1];
  return last ? last.from + last.size : 0;
}

function stack(named: { code: string; name: string }[], size: (code: string) => number, least: (code: string) => number): Band[] {
  let from = 0;
  return named.map(({ code, name }) => {
    const wanted = size(code);
    const band = { code, name, from, size: Math.max(least(code), wanted), empty: wanted === 0 };
    from += band.size;
    return band;
  });
}

/** The columns of cards of each stage and body in a turn; what follows within one body stands further right. */
function fill(chain: Chain, turn: Turn, stageOf: (node: ChainNode) => string, order: Map<string, number>): Map<string, Cell> {
  const step = sequence(chain, turn, stageOf);
  const dated = new Map(chain.nodes.map((node) => [node.id, node.date || node.since || ""]));
  const causes = new Map(chain.links.filter((link) => !link.recurrence).map((link) => [link.to, dated.get(link.from) ?? ""]));
  const home = (node: ChainNode): string => (chain.bodies.some((body) => body.code === node.body) ? node.body : chain.bodies[0]?.code ?? "");
  const found = new Map<string, Cell>(chain.stages.flatMap((stage) => chain.bodies.map((body): [string, Cell] => [`${stage.code} ${body.code}`, []])));
  for (const stage of chain.stages) {
    const members = turn.nodes.filter((node) => stageOf(node) === stage.code);
    for (let n = 0; n <= STEPS; n++) {
      const cells = chain.bodies.map((body) => piles(members.filter((node) => home(node) === body.code && step.get(node.id) === n), order, causes));
      const most = Math.max(0, ...cells.map((cell) => cell.length)); // a step begins at the same place for all bodies
      chain.bodies.forEach((body, i) => found.get(`${stage.code} ${body.code}`)?.push(...Array.from({ length: most }, (_, k) => cells[i]?.[k] ?? [])));
    }
  }
  return found;
}

/** How far each record is from the first one of its stage: what another body did to it stands below, not beside it. */
function sequence(chain: Chain, turn: Turn, stageOf: (node: ChainNode) => string): Map<string, number> {
  const place = new Map(turn.nodes.map((node) => [node.id, { stage: stageOf(node), body: node.body }]));
  const inner = chain.links.filter((link) => !link.recurrence && link.from !== link.to && place.has(link.from) && place.get(link.from)?.stage === place.get(link.to)?.stage);
  const depth = new Map(turn.nodes.map((node) => [node.id, 0]));
  for (let round = 0; round < STEPS * 2; round++) {
    for (const link of inner) {
      const beside = place.get(link.from)?.body === place.get(link.to)?.body ? 1 : 0;
      depth.set(link.to, Math.min(STEPS, Math.max(depth.get(link.to) ?? 0, (depth.get(link.from) ?? 0) + beside)));
    }
  }
  return depth;
}

/** In the order of their dates, undated ones in that of what they follow; too many for one column are dealt out over several. */
function piles(members: ChainNode[], order: Map<string, number>, causes: Map<string, string>): Cell {
  const day = (node: ChainNode): string => node.date || node.since || causes.get(node.id) || "~";
  const sorted = [...members].sort((a, b) => day(a).localeCompare(day(b)) || (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0));
  const columns = Math.ceil(sorted.length / STACK);
  const each = Math.ceil(sorted.length / Math.max(1, columns));
  return Array.from({ length: columns }, (_, i) => sorted.slice(i * each, (i + 1) * each));
}
