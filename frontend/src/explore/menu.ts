/** What may be done with a node: by right click, by the menu key, by "⋯"; expansions with their counts. */
import { all, icon, make } from "../dom";
import { say } from "../messages";
import { number } from "../pictures/place";
import type { Canvas } from "./canvas";
import { AT_ONCE, type Expansion } from "./data";
import type { Explorer } from "./explorer";
import { Failed } from "./api";
import { failed } from "./work";

const SHOWN = 14; // expansions before "more"

export class Menu {
  private element: HTMLElement | null = null;
  private returnTo: HTMLElement | null = null;
  private asked: AbortController | null = null;

  constructor(private readonly explorer: Explorer, private readonly canvas: () => Canvas, private readonly pathEnd: (id: string, end: "from" | "to") => void) {
    document.addEventListener("pointerdown", (event) => { if (this.element && !this.element.contains(event.target as Node)) this.close(false); }, true);
    window.addEventListener("resize", () => this.close(false));
  }

  open(id: string, x: number, y: number): void {
    this.close(false);
    const node = this.explorer.node(id);
    if (!node) return;
    this.returnTo = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    if (!this.explorer.store.view.selected.includes(id)) this.explorer.store.select([id]);
    const ways = make("div", { class: "explore-ways", role: "group", "aria-label": say("exExpandBy") });
    const element = make("div", { class: "explore-menu menu-list", role: "menu", "aria-label": this.explorer.called(id), tabindex: "-1" }, make("p", { class: "explore-menu-head", role: "presentation" }, this.explorer.called(id)), ...this.deeds(id), ways);
    document.body.append(element);
    this.element = element;
    element.addEventListener("keydown", (event) => this.key(event));
    if (!node.gap) void this.ways(id, ways, x, y);
    this.place(x, y);
    all("[role=menuitem]", element)[0]?.focus();
  }

  private place(x: number, y: number): void {
    const element = this.element;
    if (!element) return;
    const box = element.getBoundingClientRect();
    element.style.left = `${Math.max(8, Math.min(x, window.innerWidth - box.width - 8))}px`;
    element.style.top = `${Math.max(8, Math.min(y, window.innerHeight - box.height - 8))}px`;
  }

  private deeds(id: string): HTMLElement[] {
    const { explorer } = this;
    const { store } = explorer;
    const selected = store.view.selected.includes(id) ? store.view.selected : [id];
    const pinned = selected.every((each) => store.places.get(each)?.pinned);
    const node = explorer.node(id);
    const rule = (): HTMLElement => make("hr", { role: "separator" });
    return [
      ...(node?.gap ? [] : [this.item("plus", say("exExpandAll"), "e", () => void explorer.expand(id)), this.item("minus", say("exCollapse"), "c", () => explorer.collapse(id))]),
      this.item("lock", say(pinned ? "exUnpin" : "exPin"), "p", () => explorer.pin(selected)),
      this.item("eye-off", say("exHide"), "h", () => explorer.hide(selected)),
      this.item("filter", say("exDismiss"), "d", () => explorer.dismiss(selected)),
      ...(node?.gap ? [] : [rule(), this.item("route", say("exPathFrom"), "", () => this.pathEnd(id, "from")), this.item("route", say("exPathTo"), "", () => this.pathEnd(id, "to"))]),
      ...(node?.url ? [rule(), this.link("open", say("exOpenRecord"), node.url)] : []),
    ];
  }

  private item(drawn: string, label: string, key: string, deed: () => void): HTMLElement {
    const made = make("button", { type: "button", role: "menuitem", tabindex: "-1" }, icon(drawn), label, ...(key ? [make("kbd", {}, key)] : []));
    made.addEventListener("click", () => { this.close(); deed(); });
    return made;
  }

  private link(drawn: string, label: string, url: string): HTMLElement {
    const made = make("a", { role: "menuitem", tabindex: "-1", href: url, target: "_blank", rel: "noopener" }, icon(drawn), label);
    made.addEventListener("click", () => this.close());
    return made;
  }

  /** By relation and type with counts, the most first; a relation of many asks which. */
  private async ways(id: string, place: HTMLElement, x: number, y: number): Promise<void> {
    this.asked?.abort();
    const mine = (this.asked = new AbortController());
    const waiting = window.setTimeout(() => place.replaceChildren(make("p", { class: "loading", role: "presentation" }, say("exCounting"))), 300);
    try {
      const found = await this.explorer.api.expansions(id, mine.signal);
      const sorted = found.expansions.filter((way) => way.count !== 0).sort((a, b) => (b.count ?? 0) - (a.count ?? 0));
      const file = found.file ? [this.link("user", say("exOpenFile"), found.file.url)] : [];
      const head = sorted.length ? [make("p", { class: "explore-menu-head", role: "presentation" }, say("exExpandBy"))] : [];
      const items = sorted.map((way) => this.way(id, way));
      const more = items.slice(SHOWN);
      place.replaceChildren(make("hr", { role: "separator" }), ...file, ...head, ...items.slice(0, SHOWN), ...(more.length ? [this.unfold(more)] : []));
      if (!sorted.length && !file.length) place.replaceChildren(make("hr", { role: "separator" }), make("p", { class: "explore-menu-none", role: "presentation" }, say("exNoWays")));
    } catch (error) {
      if (mine.signal.aborted || !(error instanceof Failed)) return;
      const again = make("button", { type: "button", role: "menuitem", tabindex: "-1" }, icon("repeat"), say("tryAgain"));
      again.addEventListener("click", () => void this.ways(id, place, x, y));
      place.replaceChildren(make("hr", { role: "separator" }), make("p", { class: "explore-menu-none", role: "alert" }, failed(say("exCounting"), error)), again);
    } finally {
      clearTimeout(waiting);
    }
    this.place(x, y);
  }

  private way(id: string, way: Expansion): HTMLElement {
    const type = this.explorer.config.types.find((each) => each.type === way.type);
    const count = way.count === null ? "" : `${number(way.count)}${way.capped ? "+" : ""}`;
    const typed = way.type_name ?? type?.name ?? "";
    const made = make("button", { type: "button", role: "menuitem", tabindex: "-1", "data-way": `${way.rel} ${way.direction} ${way.type}` }, icon(way.icon ?? type?.icon ?? "list"), make("span", { class: "explore-way" }, way.name, ...(typed && typed !== way.name ? [make("small", {}, typed)] : [])), make("span", { class: "count" }, count));
    const wish = { rel: way.rel, direction: way.direction, type: way.type };
    made.addEventListener("click", () => {
      this.close();
      if ((way.count ?? 0) > AT_ONCE || way.capped) void this.explorer.choose(id, wish, count || null);
      else void this.explorer.expand(id, wish);
    });
    return made;
  }

  private unfold(more: HTMLElement[]): HTMLElement {
    const made = make("button", { type: "button", role: "menuitem", tabindex: "-1" }, icon("chevron-down"), say("exMoreWays", { n: more.length }));
    made.addEventListener("click", () => { made.replaceWith(...more); more[0]?.focus(); });
    return made;
  }

  close(back = true): void {
    if (!this.element) return;
    this.asked?.abort();
    this.element.remove();
    this.element = null;
    if (back) (this.returnTo?.isConnected ? this.returnTo : this.canvas().stage).focus({ preventScroll: true });
  }

  private key(event: KeyboardEvent): void {
    const items = all("[role=menuitem]", this.element ?? document);
    const at = items.indexOf(document.activeElement as HTMLElement);
    const to = ({ ArrowDown: (at + 1) % items.length, ArrowUp: (at + items.length - 1) % items.length, Home: 0, End: items.length - 1 } as Record<string, number>)[event.key];
    if (event.key === "Escape" || event.key === "Tab") this.close();
    else if (to !== undefined) items[to]?.focus();
    else if (event.key !== "Enter" && event.key !== " ") { event.stopPropagation(); return; }
    else { event.stopPropagation(); return; }
    event.preventDefault();
    event.stopPropagation();
  }
}
