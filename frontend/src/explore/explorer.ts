/** What one may do with the graph. Every deed ends in a step of the store, which can be undone. */
import { say } from "../messages";
import { number } from "../pictures/place";
import { Counts } from "./counts";
import { address, asked, kept, places as placed, questionAsked, questionOf, write, type Asked, type Entry } from "./address";
import { Api } from "./api";
import { askLarge, askNeighbours } from "./ask";
import { ASKS_AT, AT_ONCE, TABLE_AT, type Answer, type Config, type Expansion, type ExploreNode, type PathWish, type Wish } from "./data";
import { arrange } from "./layout";
import { remember } from "./recent";
import { PLAIN, Store, type Place, type View } from "./store";
import { groupOf } from "./canvas";
import { links, seen, title, type Seen } from "./visible";
import type { Work } from "./work";

const PAUSE = 600; // milliseconds without a step before the layout is kept
const ASKS_AGAIN = 200; // nodes after which it asks once more

export class Explorer {
  readonly store = new Store();
  readonly api: Api;
  readonly counts: Counts;
  path: PathWish | null = null;
  found = { more: false, said: "" }; // of the path asked for last
  question: URLSearchParams | null = null;
  refit = false; // all shall be in sight when it is drawn next
  came: () => void = () => undefined; // set by who shows the path's form: Back and Forward
  private readonly ways = new Map<string, { ids: string[]; more: boolean; said: string }>(); // what was found for a wish
  private readonly further = new Map<string, string | number>();
  private agreed = ASKS_AT;
  private coming = false; // an entry of the history is being shown: nothing is pushed
  private keeping = 0;
  private opening: AbortController | null = null;
  private readonly hubs: ReadonlySet<string>;

  constructor(readonly config: Config, readonly work: Work) {
    this.api = new Api(config.urls);
    this.hubs = new Set(config.supernodes.map(({ type }) => type));
    this.counts = new Counts(this);
    this.store.subscribe((change) => {
      if (change === "places" || change === "view") this.push();
      else if (change === "selection") this.addressed(false);
      if (change === "places") this.keepSoon();
    });
    window.addEventListener("popstate", (event) => void this.come(event.state as Entry | null));
  }

  seen(): Seen {
    return seen(this.store, this.hubs);
  }

  node(id: string): ExploreNode | undefined {
    return this.store.nodes.get(id);
  }

  called(id: string): string {
    const node = this.node(id);
    return node ? title(node, this.store.view.unnamed) : "";
  }

  // ── from an address ──

  async start(): Promise<void> {
    await this.open(asked());
  }

  /** Shows what an address asks for; rights are the server's matter, each time anew. */
  async open(from: Asked, entry: Entry | null = null): Promise<void> {
    this.opening?.abort();
    this.question = from.question ? questionOf(from.rest) : null;
    const mine = (this.opening = new AbortController());
    const again = (): void => void this.open(from, entry);
    await this.work.do(say("exOpening"), async () => {
      const { answer, spots } = await this.fetched(from, entry, mine.signal).catch((error: unknown) => {
        if (mine.signal.aborted) return { answer: null, spots: null };
        throw error;
      });
      if (!answer || mine.signal.aborted) return;
      this.coming = true;
      try {
        await this.show(from, answer, spots);
      } finally {
        this.coming = false;
      }
      this.addressed(false);
      if (this.store.places.size && !this.store.step.layout) this.keepSoon();
    }, again);
    if (mine.signal.aborted) return;
    if (from.path && (!from.layout || (this.store.places.has(from.path.from) && this.store.places.has(from.path.to)))) await this.findPath(from.path);
    else if (from.at.length === 1) {
      const [only, further] = [...this.store.places.keys()].filter((id) => !this.node(id)?.gap);
      if (only && !further) await this.expand(only, {}, true);
    }
  }

  private async fetched(from: Asked, entry: Entry | null, signal: AbortSignal): Promise<{ answer: Answer | null; spots: Map<string, Place> | null }> {
    if (entry?.kept.length) return { answer: await this.api.nodes(entry.kept.map((node) => node.id), this.question, signal), spots: placed(entry.kept) };
    if (from.layout) {
      const layout = await this.api.kept(from.layout, signal);
      return { answer: await this.api.nodes(layout.nodes.map((node) => node.id), this.question, signal), spots: placed(layout.nodes) };
    }
    if (from.question && this.config.urls.question) {
      const values = questionAsked(from.rest);
      const all = new URLSearchParams(values); // empty ones too: no first day means all years
      return { answer: await this.api.get<Answer>(`${this.config.urls.question}?${all}`, {}, signal), spots: null };
    }
    if (from.at.length) return { answer: await this.api.start(from.at, signal), spots: null };
    return { answer: { nodes: [], edges: [] }, spots: null };
  }

  private async show(from: Asked, answer: Answer, spots: Map<string, Place> | null): Promise<void> {
    const { store } = this;
    let view: Partial<View> = from.view;
    if (answer.nodes.length > this.agreed) {
      const choice = await this.agree(answer.nodes.length);
      if (choice === "") return;
      view = { ...view, table: choice === "table" || view.table === true };
    }
    if (answer.nodes.length > 1 && answer.edges.length === 0 && !spots) view = { ...view, table: true };
    store.learn(answer);
    const ids = answer.nodes.filter((node) => !node.gap || !spots || spots.has(node.id)).map((node) => node.id); // a gap that was hidden stays so
    const known = spots ?? new Map<string, Place>();
    const missing = ids.some((id) => !known.has(id));
    const there = new Map([...known].filter(([id]) => store.nodes.has(id) && ids.includes(id)));
    store.view = { ...PLAIN, ...view };
    const to = missing ? arrange({ ids, edges: answer.edges, old: there, kind: store.view.arrange, afresh: !spots, ...this.grouping() }) : there;
    this.counted(answer, to);
    this.refit = true;
    store.begin(ids.length ? say("exOpened") : "", to);
    if (from.layout) store.named(store.step.n, from.layout);
    const records = ids.filter((id) => !this.node(id)?.gap);
    store.select(from.selected.length ? from.selected : records.length === 1 ? records : []);
    this.said(answer);
    remember(ids.slice(0, 1));
  }

  /** What was left out, where that may be said, and why there may be more. */
  private said(answer: Answer): void {
    if (answer.left_out) this.work.note(say("exLeftOut", { n: number(answer.left_out) }));
    if (answer.partial) this.work.note(answer.partial);
  }

  // ── adding ──

  /** All neighbours, those of a wish, or those that one is asked for; `quiet`: doesn't ask. */
  async expand(id: string, wish: Wish = {}, quiet = false): Promise<void> {
    const node = this.node(id);
    if (!node || node.gap || !this.store.places.has(id)) return;
    const known = [...this.store.places.keys()];
    const place = `${id} ${JSON.stringify(wish)}`;
    const after = this.further.get(place);
    const asked = { limit: AT_ONCE, ...wish, ...(after ? { after } : {}) };
    const answer = await this.work.do(say("exExpanding", { title: this.called(id) }), () => this.api.expand(id, asked, known), () => void this.expand(id, wish, quiet));
    if (!answer) return;
    if (!this.store.places.has(id)) return; // taken away while it was asked for
    if (answer.ask) {
      if (answer.total !== undefined && !wish.rel && typeof node.degree !== "number") this.store.nodes.set(id, { ...node, degree: answer.total, more_capped: answer.capped === true });
      if (quiet) return this.store.settle(this.store.places);
      return this.choose(id, wish, answer.total === undefined ? null : `${number(answer.total)}${answer.capped ? "+" : ""}`, answer.expansions);
    }
    if (answer.next) this.further.set(place, answer.next); // the same again goes on where this ended
    else this.further.delete(place);
    if (node.file) this.counts.again(id);
    if (node.file && answer.nodes.length === 0) this.work.note(say("exFileFirst", { title: this.called(id) }));
    const fresh = answer.nodes.filter((each) => !this.store.places.has(each.id)).length;
    const done = await this.add(answer, say("exExpanded", { title: this.called(id), n: fresh }), id);
    if (done) this.work.tell(fresh ? say("exExpanded", { title: this.called(id), n: fresh }) : say("exNothingNew", { title: this.called(id) }));
  }

  async choose(id: string, wish: Wish = {}, total: string | null = null, ways?: Expansion[]): Promise<void> {
    const found = ways ? { expansions: ways } : await this.work.do(say("exCounting"), () => this.api.expansions(id), () => void this.choose(id, wish, total));
    if (!found) return;
    const sorted = [...found.expansions].sort((a, b) => (b.count ?? 0) - (a.count ?? 0));
    const chosen = await askNeighbours(this.called(id), total, sorted, wish);
    if (chosen) await this.expand(id, chosen);
  }

  /** Records come onto the canvas; nothing that is pinned moves. False: the user thought better of it. */
  async add(answer: Answer, label: string, still?: string): Promise<boolean> {
    const { store } = this;
    const fresh = answer.nodes.filter((node) => !store.places.has(node.id));
    const total = store.places.size + fresh.length;
    let table = false;
    if (fresh.length && total > this.agreed) {
      const choice = await this.agree(total);
      if (choice === "") return false;
      table = choice === "table";
    }
    store.learn(answer);
    this.said(answer);
    if (table) store.view = { ...store.view, table: true };
    const ids = [...store.places.keys(), ...fresh.map((node) => node.id)];
    const edges = this.between(ids);
    const first = store.places.size < 2;
    const to = fresh.length ? arrange({ ids, edges, old: store.places, kind: store.view.arrange, afresh: first || store.view.group !== "", ...(still ? { still } : {}), ...this.grouping() }) : new Map(store.places);
    this.counted(answer, to);
    if (!fresh.length) {
      store.settle(to); // nothing that could be undone; lines that came with it are drawn
      return true;
    }
    const off = new Set([...store.view.off].filter((type) => !fresh.some((node) => node.type === type)));
    if (off.size !== store.view.off.size) store.view = { ...store.view, off };
    store.commit(label, to);
    return true;
  }

  /** A record found by search or brought from elsewhere. */
  async bring(ids: string[]): Promise<void> {
    const fresh = ids.filter((id) => !this.store.places.has(id));
    if (fresh.length) {
      const answer = await this.work.do(say("exOpening"), () => this.api.nodes([...this.store.places.keys(), ...fresh], this.question), () => void this.bring(ids));
      if (!answer) return;
      if (!answer.nodes.some((node) => fresh.includes(node.id))) return this.work.note(say("exNotFound"));
      const first = answer.nodes.find((node) => node.id === fresh[0]);
      const about = new Set(answer.edges.filter((edge) => fresh.includes(edge.from) || fresh.includes(edge.to)).flatMap((edge) => [edge.from, edge.to]));
      const nodes = answer.nodes.filter((node) => !node.gap || about.has(node.id) || this.store.places.has(node.id));
      if (!(await this.add({ ...answer, nodes, left_out: null }, say("exAdded", { title: first ? title(first, this.store.view.unnamed) : "" })))) return;
      remember(fresh);
    }
    this.store.select(ids);
    if (fresh.length) this.work.tell(say("exAdded", { title: this.called(ids[0] ?? "") }));
  }

  private between(ids: string[]): Answer["edges"] {
    const there = new Set(ids);
    return [...this.store.edges.values()].filter((edge) => there.has(edge.from) && there.has(edge.to));
  }

  /** How many neighbours a record has altogether, from how many were not on the canvas when it came. */
  private counted(answer: Answer, to: ReadonlyMap<string, Place>): void {
    const drawn = links(this.between([...to.keys()]));
    for (const { id, degree, more } of answer.nodes) {
      const node = this.node(id);
      if (node && typeof degree !== "number" && typeof more === "number") this.store.nodes.set(id, { ...node, degree: more + (drawn.get(id)?.size ?? 0) });
    }
  }

  private async agree(total: number): Promise<string> {
    const choice = await askLarge(total, total >= TABLE_AT);
    if (choice !== "") this.agreed = total + ASKS_AGAIN;
    return choice;
  }

  private grouping(): { groups?: Map<string, string> } {
    const { group } = this.store.view;
    return group ? { groups: new Map([...this.store.nodes.values()].map((node) => [node.id, groupOf(node, group)])) } : {};
  }

  // ── taking away ──

  hide(ids: readonly string[]): void {
    const gone = new Set(ids);
    this.keepOnly([...this.store.places.keys()].filter((id) => !gone.has(id)), say("exHid", { n: ids.length }));
  }

  /** Only these stay. */
  dismiss(ids: readonly string[]): void {
    if (ids.length) this.keepOnly(ids, say("exDismissed", { n: this.store.places.size - ids.length }));
  }

  /** A node's neighbours that hang on it alone go. */
  collapse(id: string): void {
    const every = links(this.store.lines());
    const leaves = [...(every.get(id) ?? [])].filter((other) => every.get(other)?.size === 1 && !this.store.places.get(other)?.pinned);
    if (leaves.length === 0) return this.work.tell(say("exNothingToCollapse"));
    const gone = new Set(leaves);
    this.keepOnly([...this.store.places.keys()].filter((each) => !gone.has(each)), say("exCollapsed", { title: this.called(id), n: leaves.length }));
  }

  private keepOnly(ids: readonly string[], label: string): void {
    const stay = new Set(ids);
    if (stay.size === this.store.places.size) return;
    this.store.commit(label, new Map([...this.store.places].filter(([id]) => stay.has(id))));
    this.work.tell(label);
  }

  // ── placing ──

  pin(ids: readonly string[], to?: (id: string) => { x: number; y: number }): void {
    const all = ids.every((id) => this.store.places.get(id)?.pinned);
    const pinned = to ? true : !all;
    const next = new Map(this.store.places);
    for (const id of ids) {
      const old = next.get(id);
      if (old) next.set(id, { ...old, ...to?.(id), pinned });
    }
    const label = say(pinned ? "exPinned" : "exUnpinned", { title: ids.length === 1 ? this.called(ids[0] ?? "") : number(ids.length) });
    this.store.commit(label, next);
    this.work.tell(label);
  }

  /** Everything that isn't pinned gets a new place. */
  rearrange(change: Partial<View> = {}): void {
    const { store } = this;
    store.view = { ...store.view, ...change };
    const ids = [...store.places.keys()];
    this.refit = true;
    store.commit(say("exArranged"), arrange({ ids, edges: this.between(ids), old: store.places, kind: store.view.arrange, afresh: true, ...this.grouping() }));
    this.work.tell(say("exArranged"));
  }

  undo(): void {
    const { label } = this.store.step;
    if (this.store.move(-1)) this.work.tell(say("exUndone", { what: label }));
  }

  redo(): void {
    if (this.store.move(1)) this.work.tell(say("exRedone", { what: this.store.step.label }));
  }

  // ── paths ──

  /** Finds a way and lights it; `skip` of the wish says the how-manieth. */
  async findPath(wish: PathWish): Promise<boolean> {
    const found = await this.work.do(say("exFinding"), () => this.api.paths(wish), () => void this.findPath(wish));
    if (!found) return false;
    this.found = { more: found.more === true, said: "" };
    const way = found.paths?.[0] ?? (found.nodes.length ? { nodes: found.nodes.map((n) => n.id), edges: found.edges.map((e) => e.id) } : null);
    if (!way || way.nodes.length === 0) { // the address goes on telling the path that is lit
      this.said(found);
      this.found.said = say(wish.skip ? "exNoFurtherPath" : "exNoPath");
      this.work.tell(this.found.said);
      return false;
    }
    const before = this.path;
    this.path = wish;
    const on = new Set(way.nodes);
    const only = { ...found, nodes: found.nodes.filter((node) => on.has(node.id)) };
    if (!(await this.add(only, say("exPathAdded", { n: way.nodes.length - 1 })))) {
      this.path = before; // so many were not wanted: what was lit stays lit
      return false;
    }
    const lit = [...way.nodes, ...way.edges];
    this.refit = true; // not behind the form that asked
    this.store.see({ path: lit, selected: [] });
    const names = way.nodes.map((id) => this.called(id)).join(" → ");
    this.found.said = say("exPathFound", { n: way.nodes.length - 1, names });
    this.ways.set(JSON.stringify(wish), { ...this.found, ids: lit });
    this.work.tell(this.found.said);
    return true;
  }

  // ── the address ──

  private push(): void {
    if (!this.coming) this.addressed(true);
  }

  /** The entry of now gets this address, or a new entry does. */
  private addressed(push: boolean): void {
    if (this.coming) return;
    const { step, view } = this.store;
    const url = address(view, step.layout ?? "", this.path, this.question);
    if (push && url === `${location.pathname}${location.search}` && (history.state as Entry | null)?.n === step.n) return;
    write(url, step, push);
  }

  private keepSoon(): void {
    clearTimeout(this.keeping);
    if (this.store.step.layout || this.store.places.size === 0) return;
    this.keeping = window.setTimeout(() => void this.keepNow(), PAUSE);
  }

  /** The places are kept on the server, so that the address is enough to find them again. */
  async keepNow(): Promise<boolean> {
    clearTimeout(this.keeping);
    const { step } = this.store;
    if (step.layout || step.places.size === 0) return true;
    try {
      const { id } = await this.api.keep(kept(step.places));
      this.store.named(step.n, id);
      if (this.store.step.n === step.n) this.addressed(false);
      return true;
    } catch {
      this.work.tell(say("exNotKept"));
      return false;
    }
  }

  /** Back and Forward. */
  private async come(entry: Entry | null): Promise<void> {
    const from = asked();
    const way = this.ways.get(JSON.stringify(from.path));
    this.path = from.path;
    this.coming = true;
    this.store.view = { ...PLAIN, ...from.view, selected: from.selected, path: way?.ids ?? [] };
    this.found = { more: way?.more ?? false, said: way?.said ?? "" };
    const known = entry !== null && this.store.goTo(entry.n);
    this.coming = false;
    if (!known) await this.open(from, entry);
    this.came();
  }
}
