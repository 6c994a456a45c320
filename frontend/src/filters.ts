/** The filter panel: rows of column, comparison and value, sent as `_flt_<comparison>_<column>`. */
import { all, icon, make, one } from "./dom";
import { enhance } from "./enhance";
import { say } from "./messages";

type Choice = [string, string];
interface Column { name: string; label: string; type: string; operators: Choice[]; choices?: Choice[]; url?: string }
interface Active { name: string; operator: string; value: string; value_label?: string }

export function startFilters(): void {
  all("[data-filters]").forEach((root) => new Filters(root));
}

class Filters {
  private readonly panel: HTMLFormElement;
  private readonly rows: HTMLElement;
  private readonly columns: Column[];
  private readonly active: Active[];
  private readonly opener: HTMLElement;

  constructor(root: HTMLElement) {
    this.panel = one<HTMLFormElement>(".filter-panel", root) as HTMLFormElement;
    this.rows = one("[data-filter-rows]", root) as HTMLElement;
    this.opener = one("[data-filter-open]", root) as HTMLElement;
    const data = JSON.parse(one("[data-filter-columns]", root)?.textContent ?? "{}") as { columns: Column[]; active: Active[] };
    this.columns = data.columns ?? [];
    this.active = data.active ?? [];
    this.opener.dataset["key"] = "f";
    this.opener.addEventListener("click", () => this.toggle(Boolean(this.panel.hidden)));
    one("[data-filter-close]", root)?.addEventListener("click", () => this.toggle(false));
    one("[data-filter-add]", root)?.addEventListener("click", () => this.add()?.focus());
    this.panel.addEventListener("keydown", (event) => { if (event.key === "Escape") this.toggle(false); });
    this.panel.addEventListener("submit", () => this.dropEmpty());
  }

  private toggle(open: boolean): void {
    this.panel.hidden = !open;
    this.opener.setAttribute("aria-expanded", String(open));
    if (!open) return this.opener.focus();
    this.rows.replaceChildren();
    this.active.forEach((filter) => this.add(filter));
    (this.active.length ? one<HTMLElement>("select", this.rows) : this.add())?.focus();
  }

  private add(filter?: Active): HTMLElement | null {
    const first = this.columns.find((column) => column.name === filter?.name) ?? this.columns[0];
    if (!first) return null;
    const column = picker(this.columns.map((c) => [c.name, c.label]), first.name, say("filterColumn"));
    const operator = picker(first.operators, filter?.operator, say("filterOperator"));
    const value = make("div", { class: "filter-value" });
    const remove = make("button", { type: "button", class: "btn btn-quiet btn-icon", "aria-label": say("removeFilter"), title: say("removeFilter") }, icon("close"));
    const row = make("div", { class: "filter-row" }, column, operator, value, remove);
    const current = (): Column => this.columns.find((c) => c.name === column.value) ?? first;
    const draw = (old?: Active): void => {
      const name = fieldName(operator.value, column.value);
      value.replaceChildren(operator.value.endsWith("!") ? make("input", { type: "hidden", name, value: "", "data-empty": true }) : control(current(), name, old));
      enhance(value);
    };
    column.addEventListener("change", () => {
      operator.replaceChildren(...options(current().operators));
      draw();
    });
    let before = operator.value;
    operator.addEventListener("change", () => {
      const redraw = before.endsWith("!") || operator.value.endsWith("!");
      before = operator.value;
      if (redraw) return draw();
      const name = fieldName(operator.value, column.value);
      all<HTMLInputElement>("[name^='_flt_']", value).forEach((input) => (input.name = name));
      all<HTMLInputElement>("[data-name]", value).forEach((input) => (input.dataset["name"] = name));
    });
    remove.addEventListener("click", () => row.remove());
    draw(filter);
    this.rows.append(row);
    return column;
  }

  private dropEmpty(): void {
    for (const input of all<HTMLInputElement>("[name^='_flt_']", this.rows)) if (input.value === "" && !input.hasAttribute("data-empty")) input.disabled = true;
  }
}

/** A comparison that takes no value is marked by a trailing “!”. */
function fieldName(operator: string, column: string): string {
  return `_flt_${operator.replace("!", "")}_${column}`;
}

function options(choices: Choice[], chosen?: string): HTMLOptionElement[] {
  return choices.map(([value, label]) => make("option", { value, selected: value === chosen }, label));
}

function picker(choices: Choice[], chosen: string | undefined, label: string): HTMLSelectElement {
  return make("select", { class: "form-control", "aria-label": label }, ...options(choices, chosen));
}

function control(column: Column, name: string, old?: Active): HTMLElement {
  const label = say("filterValue");
  const value = old?.value ?? "";
  if (column.type === "choice" || column.type === "boolean") {
    const choices = column.choices ?? [["1", say("yes")], ["0", say("no")]];
    const select = picker(choices, value, label);
    select.name = name;
    return select;
  }
  if (column.type === "record" && column.url) {
    const box = make("div", { class: "typeahead", "data-typeahead": true });
    if (value) box.append(make("input", { type: "hidden", name, value, "data-title": old?.value_label ?? value }));
    box.append(make("input", { class: "form-control", "data-typeahead-url": column.url, "data-name": name, "aria-label": label, autocomplete: "off" }));
    return box;
  }
  const input = make("input", { class: "form-control", name, value, "aria-label": label, autocomplete: "off", type: "text" });
  if (column.type !== "date") {
    if (column.type === "number") input.inputMode = "decimal";
    return input;
  }
  input.inputMode = "numeric";
  input.placeholder = "2021-12-30";
  const button = make("button", { type: "button", class: "btn btn-quiet btn-icon", "data-date-button": true, tabindex: "-1", "aria-hidden": "true" }, icon("calendar"));
  return make("span", { class: "date-input", "data-date-input": true }, input, button);
}
