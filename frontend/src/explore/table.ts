/** The same as tables: every node and every relation, sorted, for the keyboard and the screen reader. */
import { icon, make } from "../dom";
import { say } from "../messages";
import { number } from "../pictures/place";
import type { ExploreEdge, ExploreNode } from "./data";
import type { Explorer } from "./explorer";
import { title } from "./visible";

interface Column<T> { name: string; label: string; text: (row: T) => string; cell?: (row: T) => Node; rank?: (row: T) => number; class?: string }

interface Sorting { column: string; down: boolean }

const AT_ONCE = 500; // rows drawn before one asks for more

export class Table {
  private which: "nodes" | "edges" = "nodes";
  private readonly sorting: Record<"nodes" | "edges", Sorting> = { nodes: { column: "type", down: false }, edges: { column: "name", down: false } };
  private shown = AT_ONCE;

  constructor(readonly element: HTMLElement, private readonly explorer: Explorer, private readonly menu: (id: string, from: HTMLElement) => void) {
    element.addEventListener("keydown", (event) => this.key(event));
  }

  draw(): void {
    const { nodes, edges } = this.explorer.seen();
    const tab = (which: "nodes" | "edges", label: string): HTMLElement => {
      const made = make("button", { type: "button", role: "tab", "aria-selected": String(this.which === which), tabindex: this.which === which ? "0" : "-1", id: `explore-tab-${which}`, "aria-controls": "explore-rows" }, label);
      made.addEventListener("click", () => { this.which = which; this.shown = AT_ONCE; this.draw(); document.getElementById(made.id)?.focus(); });
      return made;
    };
    const tabs = make("div", { class: "explore-tabs", role: "tablist", "aria-label": say("exTable") }, tab("nodes", say("exNodes", { n: number(nodes.length) })), tab("edges", say("exEdges", { n: number(edges.length) })));
    const body = this.which === "nodes" ? this.rows(nodes, this.nodeColumns(), say("exNodes", { n: number(nodes.length) })) : this.rows(edges, this.edgeColumns(), say("exEdges", { n: number(edges.length) }));
    const refocus = this.focused();
    this.element.replaceChildren(tabs, make("div", { id: "explore-rows", role: "tabpanel", "aria-labelledby": `explore-tab-${this.which}`, class: "explore-rows", tabindex: "0" }, body));
    refocus();
  }

  /** What has the focus now, as the way to give it back once the table is drawn anew: it is also drawn when counts come in. */
  private focused(): () => void {
    const at = document.activeElement;
    if (!(at instanceof HTMLElement) || !this.element.contains(at)) return () => undefined;
    const row = at.closest<HTMLElement>("tr[data-id]")?.dataset["id"];
    const part = at.id ? `#${CSS.escape(at.id)}` : `${row === undefined ? "thead" : `tr[data-id="${CSS.escape(row)}"]`} button`;
    const place = [...this.element.querySelectorAll(part)].indexOf(at);
    return () => this.element.querySelectorAll<HTMLElement>(part)[place]?.focus({ preventScroll: true });
  }

  private rows<T extends ExploreNode | ExploreEdge>(all: T[], columns: Column<T>[], caption: string): HTMLElement {
    const { column, down } = this.sorting[this.which];
    const by = columns.find((each) => each.name === column);
    const sorted = [...all].sort((a, b) => {
      const order = by?.rank ? by.rank(a) - by.rank(b) : (by?.text(a) ?? "").localeCompare(by?.text(b) ?? "", "zh");
      return (down ? -order : order) || a.id.localeCompare(b.id);
    });
    const head = columns.map((each) => {
      const sort = make("button", { type: "button", class: "explore-sort" }, each.label, ...(each.name === column ? [icon(down ? "sort-desc" : "sort-asc")] : []));
      sort.addEventListener("click", () => { this.sorting[this.which] = { column: each.name, down: each.name === column && !down }; this.draw(); });
      return make("th", { scope: "col", class: each.class, "aria-sort": each.name === column ? (down ? "descending" : "ascending") : undefined }, sort);
    });
    const chosen = new Set(this.explorer.store.view.selected);
    const body = sorted.slice(0, this.shown).map((row) => make("tr", { "data-id": row.id, class: chosen.has(row.id) ? "is-current" : "" }, ...columns.map((each) => make("td", { class: each.class }, each.cell ? each.cell(row) : each.text(row)))));
    const table = make("table", { class: "data-table" }, make("caption", { class: "sr-only" }, caption), make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...body));
    if (sorted.length <= this.shown) return table;
    const more = make("button", { type: "button", class: "btn btn-default btn-sm" }, say("exMoreRows", { n: number(sorted.length - this.shown) }));
    more.addEventListener("click", () => { this.shown += AT_ONCE; this.draw(); });
    return make("div", {}, table, more);
  }

  private link(id: string): HTMLElement {
    const made = make("button", { type: "button", class: `explore-link${/号$/.test(this.explorer.called(id)) ? " case-no" : ""}`, "data-node": id }, this.explorer.called(id));
    made.addEventListener("click", () => this.explorer.store.select([id]));
    return made;
  }

  private nodeColumns(): Column<ExploreNode>[] {
    const { unnamed } = this.explorer.store.view;
    const seen = this.explorer.seen();
    const more = (node: ExploreNode): number => seen.more.get(node.id) ?? 0;
    const linked = (node: ExploreNode): number => seen.links.get(node.id)?.size ?? 0;
    const cell = (node: ExploreNode): HTMLElement => {
      const menu = make("button", { type: "button", class: "btn btn-quiet btn-icon", "aria-label": say("exMoreOf", { title: this.explorer.called(node.id) }) }, icon("more"));
      menu.addEventListener("click", () => this.menu(node.id, menu));
      return menu;
    };
    return [
      { name: "type", label: say("exType"), text: (node) => node.type_name, class: "unbroken" },
      { name: "title", label: say("exName"), text: (node) => title(node, unnamed), cell: (node) => this.link(node.id) },
      ...(unnamed ? [] : [{ name: "key", label: say("exKey"), text: (node: ExploreNode) => (node.key === node.title ? "" : node.key), class: "unbroken" }]),
      { name: "sub", label: say("exStanding"), text: (node) => node.sub, class: "unbroken" },
      ...(unnamed ? [] : [{ name: "court", label: say("exCourt"), text: (node: ExploreNode) => node.court_name || node.court, class: "unbroken" }]),
      { name: "date", label: say("exDate"), text: (node) => node.date, class: "unbroken" },
      { name: "links", label: say("exLinks"), text: (node) => number(linked(node)), rank: linked, class: "k-number" },
      { name: "more", label: say("exElsewhere"), text: (node) => (more(node) ? `+${number(more(node))}` : ""), rank: more, class: "k-number" },
      { name: "deeds", label: say("exMore"), text: () => "", cell },
    ];
  }

  private edgeColumns(): Column<ExploreEdge>[] {
    const called = (id: string): string => this.explorer.called(id);
    return [
      { name: "from", label: say("exStart"), text: (edge) => called(edge.from), cell: (edge) => this.link(edge.from) },
      { name: "name", label: say("exRelation"), text: (edge) => edge.name, class: "unbroken" },
      { name: "to", label: say("exEnd"), text: (edge) => called(edge.to), cell: (edge) => this.link(edge.to) },
      { name: "kind", label: say("exKindOf"), text: (edge) => edge.kind ?? "" },
      { name: "depth", label: say("exDepth"), text: (edge) => (edge.depth ? String(edge.depth) : ""), rank: (edge) => edge.depth ?? 0, class: "k-number" },
    ];
  }

  /** The current row is marked; the table isn't drawn again for it. */
  marked(): void {
    const chosen = new Set(this.explorer.store.view.selected);
    this.element.querySelectorAll<HTMLElement>("tr[data-id]").forEach((row) => row.classList.toggle("is-current", chosen.has(row.dataset["id"] ?? "")));
  }

  /** Up and down between rows, left and right between tabs. */
  private key(event: KeyboardEvent): void {
    const at = event.target as HTMLElement;
    if (at.getAttribute("role") === "tab" && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
      event.preventDefault();
      event.stopPropagation();
      this.element.querySelector<HTMLElement>("[role=tab][aria-selected=false]")?.click();
      return;
    }
    const row = at.closest("tr[data-id]");
    if (!row || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
    const next = event.key === "ArrowDown" ? row.nextElementSibling : row.previousElementSibling;
    event.preventDefault();
    event.stopPropagation();
    const to = next?.querySelector<HTMLElement>(".explore-link");
    to?.focus();
    if (to?.dataset["node"] && this.which === "nodes") this.explorer.store.select([to.dataset["node"]]);
  }
}
