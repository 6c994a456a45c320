/** The explorer's page: what stands where, and who is told of what. */
import { icon, make, one } from "../dom";
import { say } from "../messages";
import { onTheme } from "../pictures/place";
import { Canvas } from "./canvas";
import type { Config } from "./data";
import { Empty, Filtered } from "./empty";
import { Explorer } from "./explorer";
import { file, picture, type Form } from "./export";
import { Filters } from "./filters";
import { loadIcons } from "./icons";
import { keepView, share } from "./keepview";
import { startKeys } from "./keyboard";
import { Menu } from "./menu";
import { Panel } from "./panel";
import { PathTool } from "./paths";
import { Table } from "./table";
import { bar } from "./tools";
import { Work } from "./work";

const NARROW = 1180; // pixels of the window below which the left side is folded at first

export async function explore(root: HTMLElement): Promise<void> {
  const config = JSON.parse(one('script[type="application/json"]', root)?.textContent ?? "{}") as Config;
  await loadIcons();
  new Page(root, config).begin();
}

class Page {
  private readonly stage = make("div", { class: "explore-stage", tabindex: "0", role: "group", "aria-label": say("exCanvas"), "aria-describedby": "explore-keys" });
  private readonly place = make("div", { class: "explore-place" });
  private readonly side = make("aside", { class: "explore-side", "aria-label": say("exSide") });
  private readonly table = make("div", { class: "explore-table", hidden: true });
  private readonly path = make("aside", { class: "explore-path", "aria-label": say("exPath"), hidden: true });
  private readonly panel = make("aside", { class: "explore-panel", "aria-label": say("exPanel"), hidden: true });
  private readonly hollow = make("div", { class: "explore-empty", hidden: true });
  private readonly explorer: Explorer;
  private readonly canvas: Canvas;
  private readonly rows: Table;
  private readonly empty: Empty;
  private readonly filtered: Filtered;
  private readonly menu: Menu;
  private readonly paths: PathTool;
  private drawing = 0;
  private revealing = 0;

  constructor(root: HTMLElement, config: Config) {
    const work = new Work(this.place);
    this.explorer = new Explorer(config, work);
    const { explorer } = this;
    const { element, search } = bar(explorer, this.pressed());
    root.append(element, make("div", { class: "explore-body" }, this.side, this.place), make("p", { class: "sr-only", id: "explore-keys" }, say("exCanvasKeys")));
    this.place.prepend(this.stage, this.zooms(), this.table, this.hollow, this.path, this.panel);
    root.after(...[one(".sr-only[role=status]", root)].filter((live) => live !== null)); // said even while the page is busy
    this.canvas = new Canvas(this.stage, explorer.store, config, {
      opened: (id) => void explorer.expand(id),
      menu: (id, x, y) => this.menu.open(id, x, y),
      dragged: (ids) => explorer.pin(ids, (id) => this.canvas.position(id)),
    });
    this.canvas.redraw = () => this.canvas.render(explorer.seen());
    this.canvas.covered = () => ({ left: this.path.hidden ? 0 : this.path.offsetWidth + 12, right: this.panel.hidden ? 0 : this.panel.offsetWidth });
    this.paths = new PathTool(this.path, explorer, (ids) => this.canvas.pathEnds(ids));
    explorer.came = () => this.paths.restore(explorer.path);
    this.menu = new Menu(explorer, () => this.canvas, (id, end) => this.paths.set(id, end));
    const beside = (id: string, from: HTMLElement): void => { const box = from.getBoundingClientRect(); this.menu.open(id, box.left, box.bottom + 4); };
    this.rows = new Table(this.table, explorer, beside);
    new Panel(this.panel, explorer, beside);
    new Filters(this.side, explorer);
    this.empty = new Empty(this.hollow, explorer);
    this.filtered = new Filtered(explorer);
    this.hollow.before(this.filtered.element);
    this.files(element);
    startKeys(explorer, {
      canvas: this.canvas, search, panel: this.panel, path: () => this.paths.show(this.path.hidden === true),
      menu: (id) => { const { x, y } = this.explorer.store.view.table ? at(this.panel) : this.canvas.spot(id); this.menu.open(id, x, y); },
      table: () => explorer.store.see({ table: !explorer.store.view.table }),
    });
    this.fold(window.innerWidth < NARROW);
    new ResizeObserver(() => this.canvas.resized()).observe(this.stage);
    onTheme(root, () => { this.rows.draw(); });
    explorer.store.subscribe((change) => {
      if (change === "selection") { this.canvas.marked(); this.rows.marked(); this.revealSoon(); }
      else if (change !== "known") this.draw();
    });
  }

  begin(): void {
    this.draw();
    void this.explorer.start().then(() => { this.paths.restore(this.explorer.path); this.draw(); });
  }

  /** After the time of a double click, what is selected comes out from under its panel. */
  private revealSoon(): void {
    const { selected } = this.explorer.store.view;
    clearTimeout(this.revealing);
    if (selected.length === 1) this.revealing = window.setTimeout(() => this.canvas.reveal(selected[0] ?? ""), 420);
  }

  /** Once for all that changes together. */
  private draw(): void {
    if (this.drawing) return;
    this.drawing = window.setTimeout(() => {
      this.drawing = 0;
      const { store } = this.explorer;
      const seen = this.explorer.seen();
      const hollow = store.places.size === 0;
      const { table } = store.view;
      this.side.classList.toggle("is-hollow", hollow); // first: it takes its room from the canvas
      this.canvas.resized();
      this.empty.show(hollow && !table && this.place.getAttribute("aria-busy") !== "true");
      this.filtered.show(!hollow && seen.nodes.length === 0);
      this.table.hidden = !table;
      this.stage.classList.toggle("is-hidden", table);
      one(".explore-zooms", this.place)?.toggleAttribute("hidden", table || hollow);
      if (table) this.rows.draw();
      else {
        this.canvas.render(seen, this.explorer.refit);
        this.explorer.refit = false;
      }
    });
  }

  private pressed(): Record<string, (button: HTMLElement) => void> {
    return {
      side: () => this.fold(!this.side.hidden),
      undo: () => this.explorer.undo(), redo: () => this.explorer.redo(), again: () => this.explorer.rearrange(),
      path: () => this.paths.show(this.path.hidden === true),
      unnamed: () => { const unnamed = !this.explorer.store.view.unnamed; this.explorer.store.see({ unnamed }); this.explorer.work.tell(say(unnamed ? "exNamesHidden" : "exNamesShown")); },
      share: () => void share(this.explorer),
    };
  }

  private fold(folded: boolean): void {
    this.side.hidden = folded;
    one("[data-tool=side]")?.setAttribute("aria-expanded", String(!folded));
  }

  private zooms(): HTMLElement {
    const button = (drawn: Node | string, label: string, deed: () => void): HTMLElement => {
      const made = make("button", { type: "button", class: "btn btn-default btn-sm btn-icon", title: label, "aria-label": label }, drawn);
      made.addEventListener("click", deed);
      return made;
    };
    return make("div", { class: "explore-zooms", role: "group", "aria-label": say("zoom"), hidden: true },
      button(icon("plus"), say("zoomIn"), () => this.canvas.zoom(1.25)), button(icon("minus"), say("zoomOut"), () => this.canvas.zoom(0.8)), button(say("zoomFit"), say("zoomFitAll"), () => this.canvas.fit(true)));
  }

  /** The menu of files, and of the view that is kept. */
  private files(element: HTMLElement): void {
    const root = one("[data-explore-files]", element);
    const [button, list] = [root && one("button", root), root && one(".menu-list", root)];
    if (!root || !button || !list) return;
    const open = (shown: boolean): void => { list.hidden = !shown; button.setAttribute("aria-expanded", String(shown)); };
    const entry = (drawn: string, label: string, deed: () => void): HTMLElement => {
      const made = make("button", { type: "button" }, icon(drawn), label);
      made.addEventListener("click", () => { open(false); deed(); });
      return made;
    };
    const { explorer } = this;
    const written = (form: Form) => (): void => void explorer.work.do(say("exWriting"), () => file(explorer, form), written(form));
    const drawn = (form: "png" | "svg") => (): void => { if (explorer.seen().nodes.length) void explorer.work.do(say("exWriting"), () => picture(explorer, form), drawn(form)); };
    list.append(
      ...(explorer.config.urls.views ? [entry("folder", say("exKeepView"), () => void keepView(explorer)), make("hr")] : []),
      entry("export", say("exPng"), drawn("png")), entry("export", say("exSvg"), drawn("svg")),
      entry("export", say("exCsvNodes"), written("csv")), entry("export", say("exCsvEdges"), written("edges")),
      ...(explorer.config.urls.export ? [entry("export", say("exXlsx"), written("xlsx")), entry("export", say("exGraphml"), written("graphml"))] : []));
    button.addEventListener("click", () => { open(Boolean(list.hidden)); if (!list.hidden) one<HTMLElement>("button", list)?.focus(); });
    root.addEventListener("keydown", (event) => {
      const items = [...list.querySelectorAll<HTMLElement>("button")];
      const now = items.indexOf(document.activeElement as HTMLElement);
      if (event.key === "Escape") { open(false); button.focus(); event.stopPropagation(); }
      else if (!list.hidden && (event.key === "ArrowDown" || event.key === "ArrowUp")) { event.preventDefault(); items[(now + (event.key === "ArrowDown" ? 1 : items.length - 1)) % items.length]?.focus(); }
    });
    document.addEventListener("click", (event) => { if (!root.contains(event.target as Node)) open(false); });
  }
}

function at(element: HTMLElement): { x: number; y: number } {
  const { left, top } = element.getBoundingClientRect();
  return { x: left + 20, y: top + 60 };
}
