/** The turns of the wheel: what hangs together without a recurrence is one turn; a recurrence begins the next. */
import { again, type Chain, type ChainLink, type ChainNode } from "./chain-data";

export interface Turn { nodes: ChainNode[]; depth: number; from: string; to: string }

export const RECURRENCE = "recurrence";
const FINDING = "finding";

export function turns(chain: Chain): Turn[] {
  const parts = together(chain);
  const own = placed(parts);
  const depths = parts.map(() => 0);
  for (let round = 1; round < parts.length; round++) {
    for (const link of chain.links.filter(again)) {
      const [a, b] = [own.get(link.from), own.get(link.to)];
      if (a === undefined || b === undefined || a === b) continue;
      depths[b] = Math.min(parts.length, Math.max(depths[b] ?? 0, (depths[a] ?? 0) + 1));
    }
  }
  const made = parts.map((nodes, i): Turn => {
    const days = nodes.filter((node) => !node.missing).flatMap((node) => [node.date, node.until]).filter((day): day is string => Boolean(day)).sort();
    return { nodes, depth: depths[i] ?? 0, from: days[0] ?? "", to: days[days.length - 1] ?? "" };
  });
  return made.sort((a, b) => a.depth - b.depth || (a.from || "~").localeCompare(b.from || "~"));
}

function together(chain: Chain): ChainNode[][] {
  const near = new Map<string, string[]>(chain.nodes.map((node) => [node.id, []]));
  for (const link of chain.links.filter((each) => !again(each))) {
    near.get(link.from)?.push(link.to);
    near.get(link.to)?.push(link.from);
  }
  const seen = new Set<string>();
  return chain.nodes.flatMap((first) => {
    if (seen.has(first.id)) return [];
    const part = new Set([first.id]);
    for (const id of part) (near.get(id) ?? []).filter((other) => near.has(other)).forEach((other) => part.add(other));
    part.forEach((id) => seen.add(id));
    return [chain.nodes.filter((node) => part.has(node.id))];
  });
}

/** Whether a recurrence leads from one turn to another: its line has the room for its name, in the turn's strip. */
export function between(link: ChainLink, turnOf: Map<string, number>): boolean {
  return again(link) && turnOf.get(link.from) !== turnOf.get(link.to);
}

/** By node, which of these it is in. */
export function placed(all: ChainNode[][]): Map<string, number> {
  return new Map(all.flatMap((nodes, i) => nodes.map((node): [string, number] => [node.id, i])));
}

/** The stage a card stands in: a recurrence that begins a turn is that turn's finding; the loop shows where it came from. */
export function stageIn(chain: Chain, turnOf: Map<string, number>): (node: ChainNode) => string {
  const known = new Set(chain.stages.map((stage) => stage.code));
  const begins = new Set(chain.links.filter((link) => between(link, turnOf)).map((link) => link.to));
  return (node) => {
    if (node.stage === RECURRENCE && begins.has(node.id) && known.has(FINDING)) return FINDING;
    return known.has(node.stage) ? node.stage : chain.stages[0]?.code ?? "";
  };
}

/** Links that only say in short what a longer way says step by step: the case of the act's finding. */
export function implied(links: ChainLink[]): Set<ChainLink> {
  const plain = links.filter((link) => !link.recurrence);
  const after = new Map<string, string[]>();
  for (const link of plain) after.set(link.from, [...(after.get(link.from) ?? []), link.to]);
  const reaches = (start: string, end: string): boolean => {
    const way = new Set((after.get(start) ?? []).filter((next) => next !== end));
    for (const id of way) for (const next of after.get(id) ?? []) { if (next === end) return true; if (next !== start) way.add(next); }
    return false;
  };
  return new Set(plain.filter((link) => !link.missing && !link.state && reaches(link.from, link.to)));
}
