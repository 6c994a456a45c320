/** Alike cards as one: twelve findings of one inspection are a stack, which opens. */
import { type Chain, type ChainLink, type ChainNode } from "./chain-data";

export interface Stack { id: string; members: ChainNode[] }

const CROWDED = 30; // cards, beyond which fewer alike ones are a stack already
const FEW = 3;
const MANY = 6;
const ROUNDS = 8;

/**
 * What is alike: cards of one type, stage, body and state that follow from the same, or lead to the same, once what
 * is alike there counts as one. The subject and the ends of recurrences always stand for themselves.
 */
export function stacks(chain: Chain): Stack[] {
  const least = chain.nodes.length > CROWDED ? FEW : MANY;
  const alone = new Set(chain.links.filter((link) => link.recurrence).flatMap((link) => [link.from, link.to]));
  const own = new Map(chain.nodes.map((node) => [node.id, node.id]));
  const plain = chain.links.filter((link) => !link.recurrence && link.from !== link.to);
  for (let round = 0; round < ROUNDS; round++) {
    const merged = merge(chain, own, alone, ends(plain, own, "to", "from"), least) || merge(chain, own, alone, ends(plain, own, "from", "to"), least);
    if (!merged) break;
  }
  const found = new Map<string, ChainNode[]>();
  for (const node of chain.nodes) found.set(own.get(node.id) ?? node.id, [...(found.get(own.get(node.id) ?? node.id) ?? []), node]);
  return [...found].filter(([, members]) => members.length > 1).map(([id, members]) => ({ id: `stack-${id}`, members }));
}

/** The neighbours of each card on one side, by what they count as. */
function ends(links: ChainLink[], own: Map<string, string>, near: "from" | "to", far: "from" | "to"): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const link of links) {
    const known = found.get(link[near]) ?? new Set();
    known.add(own.get(link[far]) ?? link[far]);
    found.set(link[near], known);
  }
  return found;
}

function merge(chain: Chain, own: Map<string, string>, alone: Set<string>, beside: Map<string, Set<string>>, least: number): boolean {
  const groups = new Map<string, ChainNode[]>();
  for (const node of chain.nodes) {
    const ends = [...(beside.get(node.id) ?? [])].sort();
    if (node.subject || alone.has(node.id) || ends.length === 0) continue;
    const like = [node.type, node.label, node.stage, node.body, node.standing ?? "", node.state ?? "", ...ends].join("|");
    groups.set(like, [...(groups.get(like) ?? []), node]);
  }
  let changed = false;
  for (const group of [...groups.values()].filter((each) => each.length >= least)) {
    const first = [...new Set(group.map((node) => own.get(node.id) ?? node.id))].sort()[0] ?? "";
    for (const node of group) {
      changed ||= own.get(node.id) !== first;
      own.set(node.id, first);
    }
  }
  return changed;
}

/** The chain with each stack that isn't open as one card, and links between cards as one. */
export function folded(chain: Chain, every: Stack[], open: ReadonlySet<string>): Chain {
  const closed = every.filter((stack) => !open.has(stack.id));
  const within = new Map(closed.flatMap((stack) => stack.members.map((node): [string, string] => [node.id, stack.id])));
  const nodes = [...chain.nodes.filter((node) => !within.has(node.id)), ...closed.map(card)];
  const links = new Map<string, ChainLink>();
  for (const link of chain.links) {
    const [from, to] = [within.get(link.from) ?? link.from, within.get(link.to) ?? link.to];
    if (from === to) continue;
    const key = `${from} ${to} ${link.recurrence?.kind ?? ""}`;
    const known = links.get(key);
    links.set(key, known ? { ...known, state: worse(known.state, link.state), duties: [...(known.duties ?? []), ...(link.duties ?? [])] } : { ...link, from, to });
  }
  return { ...chain, nodes, links: [...links.values()] };
}

function card({ id, members }: Stack): ChainNode {
  const first = members[0] as ChainNode;
  const days = members.flatMap((node) => [node.date || node.since, node.until]).filter((day): day is string => Boolean(day)).sort();
  const [date, until] = [days[0] ?? "", days[days.length - 1] ?? ""];
  const duties = [...new Set(members.flatMap((node) => node.duties ?? []))];
  return { ...first, id, key: "", title: "", url: "", people: [], lines: [], why: "", since: "", due: "", date, until: until === date ? "" : until, duties, stack: members };
}

const ORDER = ["", "void", "met", "waived", "met-late", "open", "due-soon", "overdue"];

/** Of two states of duties, the one to look at first. */
export function worse(a = "", b = ""): string {
  return ORDER.indexOf(a) >= ORDER.indexOf(b) ? a : b;
}

