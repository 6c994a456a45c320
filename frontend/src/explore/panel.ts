/** The record that is selected, beside the canvas and never in its place. */
import { icon, make, one } from "../dom";
import { enhance } from "../enhance";
import { say } from "../messages";
import { Failed } from "./api";
import type { Explorer } from "./explorer";
import { shade } from "./paint";
import { toCanvas } from "./tools";
import { beneath, title } from "./visible";

const PATIENCE = 300;
const PAUSE = 140; // milliseconds that a selection holds before its record is asked for

export class Panel {
  private shown = "";
  private waiting = 0;
  private asked: AbortController | null = null;
  private readonly body = make("div", { class: "explore-panel-body" });
  private readonly head = make("header", { class: "explore-panel-head" });

  constructor(readonly element: HTMLElement, private readonly explorer: Explorer, private readonly menu: (id: string, from: HTMLElement) => void) {
    element.append(this.head, this.body);
    this.explorer.store.subscribe((change) => { if (change !== "known") this.follow(); });
  }

  /** One record: its panel. Several: how many. None: nothing. */
  private follow(): void {
    const { selected, unnamed } = this.explorer.store.view;
    const now = `${selected.join()} ${unnamed}`;
    if (now === this.shown) return this.marks();
    this.shown = now;
    this.asked?.abort();
    clearTimeout(this.waiting);
    const held = this.element.contains(document.activeElement);
    this.element.hidden = selected.length === 0;
    if (held && selected.length === 0) toCanvas();
    if (selected.length === 1) this.record(selected[0] ?? "");
    else if (selected.length > 1) this.several(selected);
  }

  private marks(): void {
    const { selected } = this.explorer.store.view;
    const pinned = selected.length > 0 && selected.every((id) => this.explorer.store.places.get(id)?.pinned);
    one("[data-deed=pin]", this.head)?.setAttribute("aria-pressed", String(pinned));
  }

  private record(id: string): void {
    const node = this.explorer.node(id);
    if (!node) return;
    const { unnamed } = this.explorer.store.view;
    const mark = make("span", { class: "explore-mark" }, icon(node.gap ? "chain-gap" : node.icon));
    mark.style.color = node.gap ? "var(--overdue)" : shade(node.colour);
    const lines = beneath(node, unnamed);
    this.head.replaceChildren(
      make("div", { class: "explore-panel-title" }, mark, make("div", {}, make("small", {}, node.type_name), make("h2", {}, title(node, unnamed)), ...(lines ? [make("small", {}, lines)] : [])), this.closer()),
      make("div", { class: "explore-panel-deeds" }, ...(node.gap ? [] : [this.deed("expand", "plus", say("exExpandVerb"), () => void this.explorer.expand(id))]), this.deed("pin", "lock", say("exPin"), () => this.explorer.pin([id])), this.deed("hide", "eye-off", say("exHide"), () => this.explorer.hide([id])),
        this.deed("more", "more", say("exMore"), (button) => this.menu(id, button)), make("span", { class: "spacer" }), ...(node.url ? [make("a", { class: "btn btn-default btn-sm", href: node.url, target: "_blank", rel: "noopener" }, icon("open"), make("span", {}, say("exOpenRecord")))] : [])),
    );
    this.marks();
    this.body.replaceChildren();
    if (unnamed) this.body.replaceChildren(make("p", { class: "explore-hint" }, say("exUnnamedPanel")));
    else this.waiting = window.setTimeout(() => void this.fetch(id), PAUSE);
  }

  private several(ids: readonly string[]): void {
    const { explorer } = this;
    const list = make("ul", { class: "explore-chosen" }, ...ids.slice(0, 60).map((id) => {
      const made = make("button", { type: "button", class: "explore-link" }, explorer.called(id));
      made.addEventListener("click", () => explorer.store.select([id]));
      return make("li", {}, made);
    }));
    this.head.replaceChildren(make("div", { class: "explore-panel-title" }, make("div", {}, make("h2", {}, say("chosen", { n: ids.length }))), this.closer()),
      make("div", { class: "explore-panel-deeds" }, this.deed("pin", "lock", say("exPin"), () => explorer.pin(ids)), this.deed("hide", "eye-off", say("exHide"), () => explorer.hide(ids)), this.deed("dismiss", "filter", say("exDismiss"), () => explorer.dismiss(ids))));
    this.body.replaceChildren(list);
    this.marks();
  }

  private closer(): HTMLElement {
    const made = make("button", { type: "button", class: "btn btn-quiet btn-icon", "aria-label": say("exClosePanel") }, icon("close"));
    made.addEventListener("click", () => this.explorer.store.select([]));
    return made;
  }

  private deed(name: string, drawn: string, label: string, deed: (button: HTMLElement) => void): HTMLElement {
    const made = make("button", { type: "button", class: "btn btn-default btn-sm btn-icon", "data-deed": name, title: label, "aria-label": label }, icon(drawn));
    made.addEventListener("click", () => deed(made));
    return made;
  }

  private async fetch(id: string): Promise<void> {
    const node = this.explorer.node(id);
    if (node?.gap && !node.url) return;
    const mine = (this.asked = new AbortController());
    const waiting = window.setTimeout(() => this.body.replaceChildren(make("p", { class: "loading", role: "status" }, say("loadingRecord"))), PATIENCE);
    try {
      const html = await this.explorer.api.record(id, mine.signal);
      const page = new DOMParser().parseFromString(html, "text/html");
      const content = one("#main", page) ?? page.body;
      this.body.replaceChildren(...[...content.childNodes].map((child) => document.importNode(child, true)));
      this.body.querySelectorAll(`a.btn[href="${CSS.escape(node?.url ?? "")}"]`).forEach((link) => link.remove()); // it stands in the head
      this.body.scrollTop = 0;
      enhance(this.body);
    } catch (error) {
      if (mine.signal.aborted || !(error instanceof Failed)) return;
      const again = make("button", { type: "button", class: "btn btn-default btn-sm" }, say("tryAgain"));
      again.addEventListener("click", () => void this.fetch(id));
      this.body.replaceChildren(make("div", { class: "notice notice-danger", role: "alert" }, make("div", { class: "notice-text" }, say("previewFailed", { status: error.message })), again));
    } finally {
      clearTimeout(waiting);
    }
  }
}
