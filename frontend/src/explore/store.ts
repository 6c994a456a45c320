/** All that the explorer knows: records as they came, the steps taken with them, how they are seen. */
import type { Answer, Count, ExploreEdge, ExploreNode } from "./data";

export interface Place { x: number; y: number; pinned: boolean }
export type Places = ReadonlyMap<string, Place>;

/** What is on the canvas after something was done; steps are never changed, only followed by others. */
export interface Step { n: number; label: string; places: Places; group: View["group"]; arrange: View["arrange"]; layout?: string }

export interface View {
  off: ReadonlySet<string>; // types that the legend has switched off
  from: string;
  until: string;
  problem: string;
  group: "" | "type" | "court";
  arrange: "fcose" | "dagre";
  size: "" | "degree";
  table: boolean;
  unnamed: boolean; // names hidden, for screenshots
  selected: readonly string[];
  path: readonly string[]; // of nodes and edges that are lit
}

export type Change = "places" | "view" | "selection" | "known" | "counts";

export const PLAIN: View = {
  off: new Set(), from: "", until: "", problem: "", group: "", arrange: "fcose", size: "", table: false, unnamed: false, selected: [], path: [],
};

const KEPT_STEPS = 60;

export class Store {
  readonly nodes = new Map<string, ExploreNode>();
  readonly edges = new Map<string, ExploreEdge>();
  view: View = PLAIN;
  private steps: Step[] = [{ n: 0, label: "", places: new Map(), group: "", arrange: "fcose" }];
  private at = 0;
  private counter = 0;
  private readonly heard: ((change: Change) => void)[] = [];

  subscribe(hear: (change: Change) => void): void {
    this.heard.push(hear);
  }

  private tell(change: Change): void {
    for (const hear of this.heard) hear(change);
  }

  get step(): Step {
    return this.steps[this.at] as Step;
  }

  get places(): Places {
    return this.step.places;
  }

  /** Every step that can be gone to, and where we are. */
  get history(): { steps: readonly Step[]; at: number } {
    return { steps: this.steps, at: this.at };
  }

  /**
   * Takes records and relations in. What says that a record is about an officer is kept for one
   * record at a time, unless it came together: the canvas doesn't gather what the file is for.
   */
  learn(answer: Answer): void {
    for (const node of answer.nodes) this.nodes.set(node.id, { ...this.nodes.get(node.id), ...node });
    const officer = (edge: ExploreEdge): string => (this.nodes.get(edge.from)?.file ? edge.from : edge.to);
    const told = new Set(answer.edges.filter((edge) => edge.about).map(officer));
    for (const [id, edge] of this.edges) if (edge.about && told.has(officer(edge))) this.edges.delete(id);
    for (const edge of answer.edges) {
      this.edges.set(edge.id, edge);
      this.settled(edge);
    }
    this.tell("known");
  }

  /** What is missing is missing at the court of its record. */
  private settled({ from, to }: ExploreEdge): void {
    const [record, gap] = [this.nodes.get(from), this.nodes.get(to)];
    if (gap?.gap && !gap.court && record?.court) this.nodes.set(to, { ...gap, court: record.court, court_name: record.court_name });
  }

  /** A new step; what was undone before is gone. */
  commit(label: string, places: Places): void {
    this.steps = [...this.steps.slice(0, this.at + 1), this.made(label, places)].slice(-KEPT_STEPS);
    this.at = this.steps.length - 1;
    this.forget();
    this.tell("places");
  }

  /** The step as it is now gets these places, as when an arrangement is finished. */
  settle(places: Places): void {
    this.steps[this.at] = { ...this.step, places };
    this.tell("places");
  }

  /** The first step of all, as an address brings it. */
  begin(label: string, places: Places): void {
    this.steps = [this.made(label, places)];
    this.at = 0;
    this.forget();
    this.tell("places");
  }

  private made(label: string, places: Places): Step {
    const { group, arrange } = this.view;
    return { n: ++this.counter, label, places, group, arrange };
  }

  /** How many neighbours these records have. */
  counted(counts: readonly Count[]): void {
    for (const { id, degree, more_capped } of counts) {
      const node = this.nodes.get(id);
      if (node) this.nodes.set(id, { ...node, degree, more_capped });
    }
    if (counts.length) this.tell("counts");
  }

  named(n: number, layout: string): void {
    const at = this.steps.findIndex((step) => step.n === n);
    if (at >= 0) this.steps[at] = { ...(this.steps[at] as Step), layout };
  }

  can(way: -1 | 1): boolean {
    return this.steps[this.at + way] !== undefined;
  }

  move(way: -1 | 1): boolean {
    return this.goTo(this.steps[this.at + way]?.n ?? -1);
  }

  goTo(n: number): boolean {
    const at = this.steps.findIndex((step) => step.n === n);
    if (at < 0) return false;
    this.at = at;
    const { group, arrange } = this.step; // the places are those of this arrangement
    this.view = { ...this.view, group, arrange };
    this.forget();
    this.tell("places");
    return true;
  }

  see(change: Partial<View>): void {
    this.view = { ...this.view, ...change };
    this.tell(Object.keys(change).every((key) => key === "selected") ? "selection" : "view");
  }

  select(ids: readonly string[]): void {
    const there = ids.filter((id) => this.places.has(id));
    if (there.join() !== this.view.selected.join()) this.see({ selected: there });
  }

  /** What is no longer on the canvas is no longer selected or lit. */
  private forget(): void {
    const { selected, path } = this.view;
    const keeps = (id: string): boolean => this.places.has(id) || (this.edges.has(id) && this.drawn(this.edges.get(id) as ExploreEdge));
    if (!selected.every((id) => this.places.has(id))) this.view = { ...this.view, selected: selected.filter((id) => this.places.has(id)) };
    if (!path.every(keeps)) this.view = { ...this.view, path: [] };
  }

  private drawn(edge: ExploreEdge): boolean {
    return this.places.has(edge.from) && this.places.has(edge.to);
  }

  /** The relations between what is on the canvas. */
  lines(): ExploreEdge[] {
    return [...this.edges.values()].filter((edge) => this.drawn(edge));
  }

  neighbours(id: string): Set<string> {
    const found = new Set<string>();
    for (const edge of this.lines()) {
      if (edge.from === id) found.add(edge.to);
      if (edge.to === id) found.add(edge.from);
    }
    found.delete(id);
    return found;
  }
}
