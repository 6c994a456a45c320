/** Choosing records by typing: a combobox (WAI-ARIA pattern) whose values are hidden inputs;
    with data-typeahead-goes it keeps none: the record chosen is opened, Enter alone sends the form.
    A slow server shows a spinner, a failing one a button to try again; what was typed stays. */
import { all, icon, make } from "./dom";
import { say } from "./messages";

interface Reason { label: string; parts: [string, boolean][] }
interface Item { id: string; title: string; sub?: string; url?: string; reasons?: Reason[] }
interface Help { prefix: string; label: string }
interface Answer { items: Item[]; help?: Help[] }

const PAUSE = 180; // milliseconds without a key before the server is asked
let counter = 0;

export function startTypeaheads(root: ParentNode): void {
  for (const input of all<HTMLInputElement>("input[data-typeahead-url]", root)) {
    if (!input.dataset["ready"]) new Typeahead(input);
  }
}

export class Typeahead {
  private readonly box: HTMLElement;
  private readonly field: HTMLElement;
  private readonly list: HTMLUListElement;
  private readonly live: HTMLElement;
  private readonly multiple: boolean;
  private readonly goes: boolean;
  private readonly name: string;
  private items: Item[] = [];
  private active = -1;
  private timer = 0;
  private asked: AbortController | null = null;

  constructor(private readonly input: HTMLInputElement) {
    input.dataset["ready"] = "yes";
    this.multiple = input.hasAttribute("data-multiple");
    this.goes = input.hasAttribute("data-typeahead-goes");
    this.name = input.dataset["name"] ?? "";
    this.field = input.closest<HTMLElement>("[data-typeahead]") ?? (input.parentElement as HTMLElement);
    const typing = document.activeElement === input; // what moves loses the focus
    const listId = `typeahead-${++counter}`;
    this.list = make("ul", { class: "typeahead-list", id: listId, role: "listbox", hidden: true });
    this.live = make("span", { class: "sr-only", "aria-live": "polite" });
    this.box = this.goes ? this.field : make("div", { class: "typeahead-box" });
    if (!this.goes) {
      input.before(this.box);
      this.box.append(input);
    }
    this.field.append(this.list, this.live);
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": listId,
    })) input.setAttribute(name, value);
    if (!this.goes) this.chips();
    this.listen();
    if (!typing) return;
    if (!this.goes) input.focus();
    if (input.value !== input.defaultValue) input.dispatchEvent(new InputEvent("input", { bubbles: true })); // typed before this was here to listen
  }

  private hidden(): HTMLInputElement[] {
    return all<HTMLInputElement>(`input[type="hidden"]`, this.field).filter((h) => h.name === this.name);
  }

  /** Draws a chip for each hidden value. */
  private chips(): void {
    all(".chip", this.box).forEach((chip) => chip.remove());
    for (const value of this.hidden()) {
      const title = value.dataset["title"] ?? value.value;
      const remove = make("button", { type: "button", class: "chip-remove", "aria-label": say("removeItem", { title }) }, icon("close"));
      remove.addEventListener("click", () => this.remove(value));
      const text = make("span", { class: "chip-text" }, title);
      if (value.dataset["sub"]) text.append(" ", make("small", {}, value.dataset["sub"]));
      this.input.before(make("span", { class: "chip" }, text, remove));
    }
    this.validate();
  }

  private validate(): void {
    if (this.goes) return;
    const missing = this.input.hasAttribute("data-required") && this.hidden().length === 0;
    this.input.setCustomValidity(missing || this.input.value.trim() !== "" ? say("chooseFromList") : "");
  }

  private listen(): void {
    this.box.addEventListener("click", (event) => { if (event.target === this.box) this.input.focus(); });
    this.input.addEventListener("compositionend", () => this.input.dispatchEvent(new InputEvent("input", { bubbles: true })));
    this.input.addEventListener("input", (event) => {
      if (event instanceof InputEvent && event.isComposing) return; // pinyin, not yet characters
      this.validate();
      clearTimeout(this.timer);
      this.timer = window.setTimeout(() => void this.ask(), PAUSE);
    });
    this.input.addEventListener("keydown", (event) => this.key(event));
    if (this.goes) this.input.addEventListener("focus", () => { if (this.input.value === "") void this.ask(); });
    this.input.addEventListener("blur", () => window.setTimeout(() => this.close(), 120));
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = (event.target as Element).closest<HTMLElement>("[role=option]");
      if (option) this.take(Number(option.dataset["at"]));
    });
  }

  private key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const open = !this.list.hidden && this.items.length > 0;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) return void this.ask();
      const step = event.key === "ArrowDown" ? 1 : this.items.length - 1;
      this.activate((Math.max(this.active, event.key === "ArrowDown" ? -1 : 0) + step) % this.items.length);
    } else if (event.key === "Enter" && open && this.active >= 0) {
      event.preventDefault();
      this.take(this.active);
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    } else if (event.key === "Backspace" && this.input.value === "") {
      const last = this.hidden().pop();
      if (last) this.remove(last);
    }
  }

  private async ask(): Promise<void> {
    const q = this.input.value.trim();
    this.asked?.abort();
    if (q === "" && !this.goes) return this.close();
    const mine = (this.asked = new AbortController());
    const url = new URL(this.input.dataset["typeaheadUrl"] ?? "", location.href);
    url.searchParams.set("q", q);
    const waiting = window.setTimeout(() => this.wait(), 300);
    try {
      const answer = await fetch(url, { signal: mine.signal, credentials: "same-origin", headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      const taken = new Set(this.hidden().map((value) => value.value));
      const { items, help } = (await answer.json()) as Answer;
      if (document.activeElement !== this.input) return this.close();
      if (this.input.value.trim() !== q) return; // typed on meanwhile: that is asked next
      const found = q === "" ? [] : items;
      this.items = this.multiple ? found.filter((item) => !taken.has(item.id)) : found;
      if (this.items.length > 0) this.show();
      else if (help && help.length > 0) this.offer(help);
      else if (q === "") this.close();
      else this.note(say("nothingFound", { q }));
    } catch {
      if (!mine.signal.aborted) this.failed();
    } finally {
      clearTimeout(waiting);
      if (this.asked === mine) this.field.removeAttribute("aria-busy");
    }
  }

  /** A spinner; suggestions that stand there stay. */
  private wait(): void {
    this.field.setAttribute("aria-busy", "true");
    if (this.items.length === 0) this.note(say("searching"));
    else this.live.textContent = say("searching");
  }

  private failed(): void {
    this.note(say("searchFailed"));
    const again = make("button", { type: "button", class: "btn btn-quiet btn-sm" }, say("searchAgain"));
    again.addEventListener("click", () => { this.input.focus(); void this.ask(); });
    this.list.firstElementChild?.append(" ", again);
  }

  /** What a search may begin with. */
  private offer(help: Help[]): void {
    this.note(say("searchPrefixes"));
    const ways = make("span", { class: "typeahead-help" }, ...help.map(({ prefix, label }) => {
      const way = make("button", { type: "button", title: label, tabindex: "-1" }, prefix);
      way.addEventListener("click", () => {
        this.input.value = prefix;
        this.input.focus();
      });
      return way;
    }));
    this.list.firstElementChild?.append(ways);
  }

  private note(text: string): void {
    this.items = [];
    this.list.replaceChildren(make("li", { class: "typeahead-note", role: "presentation" }, text));
    this.live.textContent = text;
    this.open();
  }

  private show(): void {
    this.list.replaceChildren(...this.items.map((item, at) => {
      const option = make("li", { role: "option", id: `${this.list.id}-${at}`, "data-at": String(at), "aria-selected": "false" }, item.title);
      if (item.sub) option.append(make("small", {}, item.sub));
      for (const reason of item.reasons ?? []) option.append(why(reason));
      return option;
    }));
    this.live.textContent = say("results", { n: this.items.length });
    this.open();
    this.activate(this.goes ? -1 : 0);
  }

  private activate(at: number): void {
    this.active = at;
    this.input.removeAttribute("aria-activedescendant");
    all("[role=option]", this.list).forEach((option, i) => {
      option.setAttribute("aria-selected", String(i === at));
      if (i === at) {
        option.scrollIntoView({ block: "nearest" });
        this.input.setAttribute("aria-activedescendant", option.id);
      }
    });
  }

  private open(): void {
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
  }

  private close(): void {
    clearTimeout(this.timer);
    this.list.hidden = true;
    this.list.replaceChildren();
    this.items = [];
    this.active = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  private take(at: number): void {
    const item = this.items[at];
    if (!item) return;
    if (this.goes) return location.assign(item.url ?? "");
    if (!this.multiple) this.hidden().forEach((value) => value.remove());
    this.field.prepend(make("input", { type: "hidden", name: this.name, value: item.id, "data-title": item.title, "data-sub": item.sub ?? "" }));
    const values = this.hidden();
    const added = values[0];
    if (added && values.length > 1) values[values.length - 1]?.after(added);
    this.input.value = "";
    this.close();
    this.changed();
  }

  private remove(value: HTMLInputElement): void {
    value.remove();
    this.changed();
    this.input.focus();
  }

  private changed(): void {
    this.chips();
    this.field.dispatchEvent(new CustomEvent("typeahead:change", { bubbles: true }));
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** Puts other values in, as a restored draft does. */
  static restore(field: HTMLElement, name: string, items: Item[]): void {
    all<HTMLInputElement>('input[type="hidden"]', field).filter((h) => h.name === name).forEach((h) => h.remove());
    field.prepend(...items.map((item) => make("input", { type: "hidden", name, value: item.id, "data-title": item.title, "data-sub": item.sub ?? "" })));
    const old = field.querySelector<HTMLInputElement>("input[data-typeahead-url]");
    if (!old) return;
    const box = old.closest(".typeahead-box");
    const fresh = old.cloneNode(true) as HTMLInputElement;
    delete fresh.dataset["ready"];
    box?.replaceWith(fresh);
    all(".typeahead-list, .sr-only[aria-live]", field).forEach((element) => element.remove());
    new Typeahead(fresh);
  }
}

/** A field that has the words, and the words marked in it. */
function why(reason: Reason): HTMLElement {
  const parts = reason.parts.map(([text, marked]) => (marked ? make("mark", {}, text) : text));
  return make("small", { class: "reason" }, `${reason.label}${say("colon")}`, ...parts);
}
