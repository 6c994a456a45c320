/** The way from one record to another: its ends, the relations it may take, how long, which of several. */
import { all, icon, make, one } from "../dom";
import { say } from "../messages";
import { LONGEST } from "./address";
import { FARTHEST, type PathWish } from "./data";
import type { Explorer } from "./explorer";
import { search, toCanvas } from "./tools";

interface End { id: string; name: string }

export class PathTool {
  private from: End = { id: "", name: "" };
  private to: End = { id: "", name: "" };
  private skip = 0;
  private readonly boxes: Record<"from" | "to", HTMLElement>;
  private readonly longest = make("input", { class: "form-control", type: "number", min: "1", max: String(FARTHEST), value: String(LONGEST), "aria-label": say("exLongest") });
  private readonly directed = make("input", { type: "checkbox" });
  private readonly types = make("div", { class: "explore-checks" });
  private readonly through = make("div", { class: "explore-checks" });
  private readonly next = make("button", { type: "button", class: "btn btn-default btn-sm", disabled: true }, say("exNextPath"));
  private readonly told = make("p", { class: "explore-hint explore-found" }); // said aloud by who finds it
  private readonly count = make("small", {});

  constructor(readonly element: HTMLElement, private readonly explorer: Explorer, private readonly ends: (ids: readonly string[]) => void) {
    this.boxes = { from: make("div", { "data-end": "from" }), to: make("div", { "data-end": "to" }) };
    const check = (name: string, value: string, label: string): HTMLElement => make("label", {}, make("input", { type: "checkbox", name, value }), label);
    this.types.append(...explorer.config.relations.map(({ rel, name }) => check("rel", rel, name)));
    this.through.append(...explorer.config.supernodes.map(({ type, name }) => check("through", type, name)));
    this.types.addEventListener("change", () => this.changed());
    const swap = make("button", { type: "button", class: "btn btn-quiet btn-sm" }, icon("sort"), make("span", {}, say("exSwap")));
    swap.addEventListener("click", () => { [this.from, this.to] = [this.to, this.from]; this.anew(); this.changed(); });
    const find = make("button", { type: "submit", class: "btn btn-primary btn-sm" }, say("exFindPath"));
    const close = make("button", { type: "button", class: "btn btn-quiet btn-icon", "aria-label": say("exClose") }, icon("close"));
    close.addEventListener("click", () => this.show(false));
    this.next.addEventListener("click", () => void this.find(this.skip + 1));
    const form = make("form", {}, make("header", {}, make("h2", {}, say("exPath")), close),
      row(say("exStart"), this.boxes.from), row(say("exEnd"), this.boxes.to), swap,
      row(say("exLongest"), this.longest), make("label", { class: "explore-tick" }, this.directed, say("exDirected")),
      make("details", {}, make("summary", {}, say("exRelations"), " ", this.count), make("p", { class: "explore-hint" }, say("exRelationsHint")), this.types),
      ...(explorer.config.supernodes.length ? [make("details", {}, make("summary", {}, say("exThrough")), make("p", { class: "explore-hint" }, say("exThroughHint")), this.through)] : []),
      make("div", { class: "explore-deeds" }, find, this.next), this.told);
    form.addEventListener("submit", (event) => { event.preventDefault(); void this.find(0); });
    form.addEventListener("keydown", (event) => { if (event.key === "Escape") { this.show(false); toCanvas(); } });
    form.addEventListener("change", () => this.anew());
    element.append(form);
    this.changed();
    let before = explorer.store.view.unnamed;
    explorer.store.subscribe(() => { if (explorer.store.view.unnamed !== before) { before = explorer.store.view.unnamed; this.changed(); } });
  }

  show(open: boolean): void {
    this.element.hidden = !open;
    const { selected } = this.explorer.store.view;
    if (open && !this.from.id && selected[0]) this.from = this.end(selected[0]);
    if (open && !this.to.id && selected[1]) this.to = this.end(selected[1]);
    if (open) {
      this.changed();
      one<HTMLElement>("input:not([type=hidden])", this.element)?.focus();
    }
    this.ends(open ? [this.from.id, this.to.id].filter(Boolean) : []);
  }

  /** Something else is asked for: no next one of what was found. */
  private anew(): void {
    this.skip = 0;
    this.next.disabled = true;
    this.told.textContent = "";
  }

  /** From the menu of a node. */
  set(id: string, which: "from" | "to"): void {
    this[which] = this.end(id);
    this.anew();
    this.show(true);
    if (this.from.id && this.to.id && this.from.id !== this.to.id) void this.find(0);
    else this.explorer.work.tell(say(which === "from" ? "exStartSet" : "exEndSet", { title: this[which].name }));
  }

  /** As an address asks. */
  restore(wish: PathWish | null): void {
    if (!wish) return this.anew();
    this.from = this.end(wish.from);
    this.to = this.end(wish.to);
    this.longest.value = String(wish.longest);
    this.directed.checked = wish.directed;
    all<HTMLInputElement>("input", this.types).forEach((box) => (box.checked = wish.types.includes(box.value)));
    all<HTMLInputElement>("input", this.through).forEach((box) => (box.checked = wish.through.includes(box.value)));
    this.skip = wish.skip;
    this.changed();
    this.next.disabled = !this.explorer.found.more;
    this.told.textContent = this.explorer.found.said;
  }

  private end(id: string): End {
    return { id, name: this.explorer.called(id) || id };
  }

  private changed(): void {
    for (const which of ["from", "to"] as const) {
      const { id, name } = this[which];
      const { field } = search(`explore-path-${which}`, say(which === "from" ? "exStartHint" : "exEndHint"), this.explorer.config.urls.suggest, (chosen, title) => {
        if (chosen === this[which].id) return;
        this[which] = { id: chosen, name: title };
        this.anew();
        this.ends([this.from.id, this.to.id].filter(Boolean));
      }, true);
      if (id) {
        const { unnamed } = this.explorer.store.view;
        const said = this.explorer.called(id) || (unnamed ? say(which === "from" ? "exStart" : "exEnd") : name);
        const chip = make("span", { class: "chip" }, make("span", { class: "chip-text" }, said));
        const remove = make("button", { type: "button", class: "chip-remove", "aria-label": say("removeItem", { title: said }) }, icon("close"));
        remove.addEventListener("click", () => { this[which] = { id: "", name: "" }; this.anew(); this.changed(); });
        chip.append(remove);
        this.boxes[which].replaceChildren(chip);
      } else this.boxes[which].replaceChildren(field);
    }
    const ticked = all<HTMLInputElement>("input:checked", this.types).length;
    this.count.textContent = ticked ? say("chosen", { n: ticked }) : say("exAllKinds");
    if (!this.element.hidden) this.ends([this.from.id, this.to.id].filter(Boolean));
  }

  private async find(skip: number): Promise<void> {
    if (!this.from.id || !this.to.id || this.from.id === this.to.id) return this.explorer.work.tell(say("exTwoEnds"));
    const ticked = (place: HTMLElement): string[] => all<HTMLInputElement>("input:checked", place).map((box) => box.value);
    const wish: PathWish = { from: this.from.id, to: this.to.id, types: ticked(this.types), through: ticked(this.through), directed: this.directed.checked, longest: Number(this.longest.value) || LONGEST, skip };
    const found = await this.explorer.findPath(wish);
    if (found) this.skip = skip;
    this.next.disabled = !this.explorer.found.more;
    this.told.textContent = this.explorer.found.said;
    this.ends([this.from.id, this.to.id]);
  }
}

function row(label: string, control: HTMLElement): HTMLElement {
  return make("div", { class: "explore-row" }, make("span", {}, label), control);
}
