/** What of the canvas is seen under the filters, what each node is called, how many it leads to. */
import { say } from "../messages";
import type { ExploreEdge, ExploreNode } from "./data";
import type { Store } from "./store";

export interface Seen { nodes: ExploreNode[]; edges: ExploreEdge[]; more: Map<string, number>; links: Map<string, Set<string>> }

/** How far from a problem a record may stand to belong to it: its findings, and what they found. */
const PROBLEM_STEPS = 2;
export const PROBLEM = "Problem";

export function links(edges: ExploreEdge[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const add = (a: string, b: string): void => {
    const known = found.get(a);
    if (known) known.add(b);
    else found.set(a, new Set([b]));
  };
  for (const { from, to } of edges) {
    if (from === to) continue;
    add(from, to);
    add(to, from);
  }
  return found;
}

/** A view without filters. */
export function unfiltered(): { off: Set<string>; from: string; until: string; problem: string } {
  return { off: new Set(), from: "", until: "", problem: "" };
}

/** `hubs`: types that everything leads to; nothing belongs to a problem by way of these. */
export function seen(store: Store, hubs: ReadonlySet<string>): Seen {
  const { off, from, until, problem } = store.view;
  const all = [...store.places.keys()].map((id) => store.nodes.get(id)).filter((node): node is ExploreNode => node !== undefined);
  const lines = store.lines();
  const every = links(lines);
  const gaps = new Set(all.filter((node) => node.gap).map((node) => node.id));
  const near = problem ? around(all, every, problem, hubs) : null;
  const nodes = all.filter((node) => !off.has(node.type) && (!near || near.has(node.id)) && dated(node, from, until));
  const ids = new Set(nodes.map((node) => node.id));
  const edges = lines.filter((edge) => ids.has(edge.from) && ids.has(edge.to));
  return { nodes, edges, more: new Map(all.map((node) => [node.id, remaining(node, records(every.get(node.id), gaps))])), links: every };
}

/** A record without a day is left standing: it isn't known to lie outside. */
function dated(node: ExploreNode, from: string, until: string): boolean {
  return !node.date || ((!from || node.date >= from) && (!until || node.date <= until));
}

/** What is of the problem, and what hangs on that; never by way of a hub, nor what is of another problem. */
function around(nodes: ExploreNode[], every: Map<string, Set<string>>, problem: string, hubs: ReadonlySet<string>): Set<string> {
  const ends = new Set(nodes.filter((node) => hubs.has(node.type)).map((node) => node.id));
  const others = new Set(nodes.filter((node) => node.problem !== "" && node.problem !== problem).map((node) => node.id));
  const found = new Set(nodes.filter((node) => (node.type === PROBLEM && node.key === problem) || node.problem === problem).map((node) => node.id));
  let edge = [...found];
  for (let i = 0; i < PROBLEM_STEPS; i++) {
    edge = edge.filter((id) => i === 0 || !ends.has(id)).flatMap((id) => [...(every.get(id) ?? [])]).filter((id) => !found.has(id) && !others.has(id));
    edge.forEach((id) => found.add(id));
  }
  return found;
}

/** How many of these are records: a gap is none, and no neighbour that there is. */
function records(ids: ReadonlySet<string> | undefined, gaps: ReadonlySet<string>): number {
  return [...(ids ?? [])].filter((id) => !gaps.has(id)).length;
}

function remaining(node: ExploreNode, drawn: number): number {
  const total = node.degree ?? null;
  return Math.max(0, total === null ? node.more ?? 0 : total - drawn);
}

/** A word and a number in place of a name, the same for a thing as long as the page is open. */
const numbers = new Map<string, string>();
const counted = new Map<string, number>();

function alias(word: string, of: string): string {
  const known = numbers.get(of);
  if (known) return known;
  const n = (counted.get(word) ?? 0) + 1;
  counted.set(word, n);
  numbers.set(of, `${word} ${n}`);
  return `${word} ${n}`;
}

/** The number of a record's alias, as files have it. */
export function numberOf(node: ExploreNode): number {
  return Number(alias(node.type_name, node.id).split(" ").at(-1));
}

export function title(node: ExploreNode, unnamed: boolean): string {
  return unnamed ? alias(node.type_name, node.id) : node.title || node.key;
}

/** What the group that a node stands in is called. */
export function groupTitle(node: ExploreNode, group: string, unnamed: boolean): string {
  if (group !== "court") return node.type_name || node.type;
  return unnamed ? alias(say("exCourt"), `court ${node.court}`) : node.court_name || node.court || "–";
}

export function beneath(node: ExploreNode, unnamed: boolean): string {
  return unnamed ? node.sub : [node.sub, node.court_name, node.date].filter(Boolean).join(" · ");
}
