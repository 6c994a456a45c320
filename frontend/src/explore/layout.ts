/** Where nodes go: fcose or dagre for what is small, and a quick sketch moved apart for what is large. */
import cytoscape, { type ElementDefinition, type LayoutOptions } from "cytoscape";
import dagre from "cytoscape-dagre";
import fcose from "cytoscape-fcose";
import type { ExploreEdge } from "./data";
import type { Place, Places } from "./store";

cytoscape.use(dagre);
cytoscape.use(fcose);

export const APART = 84; // between the middles of two neighbouring nodes
const LABEL = 1.4; // names are wider than high
const FORCES = 120; // nodes up to which the forces are worked out; beyond, the time grows faster than what one sees
const RANKS = 400; // nodes up to which ranks are worked out

export interface Task {
  ids: string[]; // all that shall have a place
  edges: ExploreEdge[];
  old: Places; // places as they are; what is pinned there stays
  kind: "fcose" | "dagre";
  afresh: boolean; // arrange all that isn't pinned again, not only what is new
  still?: string; // stays too, so that the eye finds it again
  groups?: Map<string, string>; // group by node
}

type Spots = Map<string, { x: number; y: number }>;

/** A place for each; how long it took is in the browser's own record of the page. */
export function arrange(task: Task): Map<string, Place> {
  const began = performance.now();
  const found = arranged(task);
  performance.measure("explore-layout", { start: began, end: performance.now() });
  return found;
}

function arranged(task: Task): Map<string, Place> {
  const fixed = new Set(task.ids.filter((id) => task.old.get(id)?.pinned || (id === task.still && task.old.has(id))));
  const start = beside(task);
  const groups = task.groups?.size ? task.groups : fixed.size || !anew(task) ? null : islands(task);
  const spots = groups ? grouped({ ...task, groups }, start) : laid(task, start, fixed);
  moveApart(spots, new Set([...fixed, ...(task.afresh ? [] : heavy(task))]));
  return new Map(task.ids.map((id): [string, Place] => {
    const old = task.old.get(id);
    const spot = (fixed.has(id) ? old : spots.get(id)) ?? { x: 0, y: 0 };
    return [id, { x: Math.round(spot.x), y: Math.round(spot.y), pinned: old?.pinned ?? false }];
  }));
}

function anew({ afresh, ids, old }: Task): boolean {
  return afresh || ids.every((id) => !old.has(id));
}

/** What hangs together, where there are several such parts: each is laid out for itself. */
function islands({ ids, edges }: Task): Map<string, string> | null {
  const above = new Map(ids.map((id) => [id, id]));
  const root = (id: string): string => {
    let at = id;
    while (above.get(at) !== at) at = above.get(at) as string;
    above.set(id, at);
    return at;
  };
  for (const { from, to } of edges) if (above.has(from) && above.has(to)) above.set(root(from), root(to));
  const size = new Map<string, number>();
  for (const id of ids) size.set(root(id), (size.get(root(id)) ?? 0) + 1);
  return size.size < 2 ? null : new Map(ids.map((id) => [id, size.get(root(id)) === 1 ? "" : root(id)]));
}

/** In a large graph, what is there already stays where it is. */
function heavy({ ids, old }: Task): string[] {
  return ids.length > FORCES ? ids.filter((id) => old.has(id)) : [];
}

function laid(task: Task, start: Spots, fixed: Set<string>): Spots {
  const { ids, kind } = task;
  const fresh = anew(task);
  if (kind === "dagre" && ids.length <= RANKS && fresh) return run(task, start, { name: "dagre", rankDir: "LR", nodeSep: 26, rankSep: 110, edgeSep: 8 });
  if (ids.length > FORCES) return fresh ? spread(run(task, start, { name: "fcose", quality: "draft", randomize: true }), ids.length) : start;
  const held = [...fixed].map((nodeId) => ({ nodeId, position: { ...(task.old.get(nodeId) as Place) } }));
  const forces = { nodeRepulsion: 9000, idealEdgeLength: 120, edgeElasticity: 0.35, gravity: 0.3, packComponents: false, nodeSeparation: 110 };
  const asFixed = held.length ? { fixedNodeConstraint: held.map(({ nodeId, position }) => ({ nodeId, position: { x: position.x, y: position.y } })) } : {};
  if (fresh && !held.length) return run(task, start, { name: "fcose", quality: "default", randomize: true, ...forces });
  return run(task, start, { name: "fcose", quality: "proof", randomize: false, ...forces, ...asFixed });
}

/** Each group is laid out by itself, and the groups beside each other. */
function grouped(task: Task, start: Spots): Spots {
  const members = new Map<string, string[]>();
  for (const id of task.ids) {
    const group = task.groups?.get(id) ?? "";
    const known = members.get(group);
    if (known) known.push(id);
    else members.set(group, [id]);
  }
  const found: Spots = new Map();
  const parts = [...members.values()].map((ids) => {
    const within = new Set(ids);
    const { groups: _, ...plain } = task;
    const part = packed({ ...plain, ids, edges: task.edges.filter((e) => within.has(e.from) && within.has(e.to)), old: new Map(), afresh: true }, start);
    return { part, box: bounds(part) };
  }).sort((a, b) => b.box.h - a.box.h);
  const gap = APART * 1.9;
  const area = parts.reduce((sum, { box }) => sum + (box.w + gap) * (box.h + gap), 0);
  const width = Math.max(Math.sqrt(area * 1.7), ...parts.map(({ box }) => box.w));
  let [x, y, row] = [0, 0, 0];
  for (const { part, box } of parts) {
    if (x > 0 && x + box.w > width) [x, y, row] = [0, y + row + gap, 0];
    for (const [id, spot] of part) found.set(id, { x: spot.x - box.x + x, y: spot.y - box.y + y });
    x += box.w + gap;
    row = Math.max(row, box.h);
  }
  return found;
}

/** What is linked within the group by its forces, all that stands alone in rows beneath. */
function packed(task: Task, start: Spots): Spots {
  const linked = new Set(task.edges.flatMap((e) => (e.from === e.to ? [] : [e.from, e.to])));
  const some = task.ids.filter((id) => linked.has(id));
  const found: Spots = some.length ? laid({ ...task, ids: some }, start, new Set()) : new Map();
  if (some.length) moveApart(found, new Set());
  const box = some.length ? bounds(found) : { x: 0, y: -APART, w: 0, h: 0 };
  const alone = task.ids.filter((id) => !linked.has(id));
  const across = Math.max(1, Math.ceil(Math.sqrt(alone.length * 1.3)), Math.floor(box.w / (APART * LABEL)) + 1);
  alone.forEach((id, i) => found.set(id, { x: box.x + (i % across) * APART * LABEL, y: box.y + box.h + APART * (1 + Math.floor(i / across)) }));
  return found;
}

function bounds(spots: Spots): { x: number; y: number; w: number; h: number } {
  const xs = [...spots.values()].map((s) => s.x);
  const ys = [...spots.values()].map((s) => s.y);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, w: Math.max(...xs) - x, h: Math.max(...ys) - y };
}

function run({ ids, edges }: Task, start: Spots, options: Record<string, unknown>): Spots {
  if (ids.length === 1) return new Map(ids.map((id) => [id, start.get(id) ?? { x: 0, y: 0 }]));
  const there = new Set(ids);
  const elements: ElementDefinition[] = [
    ...ids.map((id) => ({ data: { id }, position: { ...(start.get(id) ?? { x: 0, y: 0 }) } })),
    ...edges.filter((e) => there.has(e.from) && there.has(e.to) && e.from !== e.to).map((e) => ({ data: { source: e.from, target: e.to } })),
  ];
  const cy = cytoscape({ headless: true, styleEnabled: true, elements, style: [{ selector: "node", style: { width: 44, height: 44 } }], layout: { name: "preset" } });
  cy.layout({ ...options, animate: false, fit: false } as unknown as LayoutOptions).run();
  const found: Spots = new Map(cy.nodes().map((node): [string, { x: number; y: number }] => [node.id(), { ...node.position() }]));
  cy.destroy();
  return found;
}

/** What is new begins around the node that it hangs on. */
function beside({ ids, edges, old, still }: Task): Spots {
  const spots: Spots = new Map(ids.filter((id) => old.has(id)).map((id) => [id, old.get(id) as Place]));
  const hung = new Map<string, string[]>();
  for (const id of ids) {
    if (spots.has(id)) continue;
    const on = edges.flatMap((e) => (e.from === id ? [e.to] : e.to === id ? [e.from] : [])).find((other) => old.has(other)) ?? still ?? "";
    hung.set(on, [...(hung.get(on) ?? []), id]);
  }
  const right = Math.max(0, ...[...spots.values()].map((spot) => spot.x + 3 * APART));
  for (const [on, those] of hung) {
    const middle = old.get(on) ?? { x: spots.size ? right : 0, y: 0 };
    those.forEach((id, i) => {
      const turn = i * 2.399963; // the golden angle fills a disc evenly
      const far = 1.5 * APART + APART * 0.62 * Math.sqrt(i);
      spots.set(id, { x: middle.x + far * Math.cos(turn), y: middle.y + far * Math.sin(turn) });
    });
  }
  return spots;
}

/** A sketch is small: it is stretched until so many nodes have room. */
function spread(spots: Spots, n: number): Spots {
  const box = bounds(spots);
  const wanted = Math.sqrt(n) * APART * 1.25;
  const by = wanted / Math.max(1, Math.sqrt(box.w * box.h));
  return new Map([...spots].map(([id, s]) => [id, { x: s.x * by, y: s.y * by }]));
}

/** No two nodes lie on each other: pushed apart a little at a time, what stays pushing the others. */
function moveApart(spots: Spots, stay: Set<string>, rounds = 24): void {
  const all = [...spots].map(([id, s]) => ({ id, x: s.x / LABEL, y: s.y, held: stay.has(id) }));
  const least = APART * 0.8;
  for (let round = 0; round < rounds; round++) {
    const cells = new Map<string, typeof all>();
    for (const a of all) {
      const cell = `${Math.floor(a.x / least)},${Math.floor(a.y / least)}`;
      const others = cells.get(cell);
      if (others) others.push(a);
      else cells.set(cell, [a]);
    }
    let moved = false;
    all.forEach((a, i) => {
      const [cx, cy] = [Math.floor(a.x / least), Math.floor(a.y / least)];
      for (let dx = -1; dx <= 1; dx++) for (let dy = -1; dy <= 1; dy++) for (const b of cells.get(`${cx + dx},${cy + dy}`) ?? []) {
        if (b.id <= a.id || (a.held && b.held)) continue;
        let [x, y] = [b.x - a.x, b.y - a.y];
        let far = Math.hypot(x, y);
        if (far >= least) continue;
        if (far < 0.01) { [x, y] = [Math.cos(i * 2.4), Math.sin(i * 2.4)]; far = 1; }
        const push = (least - Math.min(far, least)) / far;
        const [ofA, ofB] = a.held ? [0, 1] : b.held ? [1, 0] : [0.5, 0.5];
        a.x -= x * push * ofA; a.y -= y * push * ofA; b.x += x * push * ofB; b.y += y * push * ofB;
        moved = true;
      }
    });
    if (!moved) break;
  }
  for (const a of all) spots.set(a.id, { x: a.x * LABEL, y: a.y });
}
