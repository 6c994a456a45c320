/** What is left of the canvas: filters, the legend that filters too, and the steps taken. */
import { all, icon, make, one } from "../dom";
import { enhance } from "../enhance";
import { parseDay } from "../dates";
import { say } from "../messages";
import { number } from "../pictures/place";
import type { ExploreNode } from "./data";
import type { Explorer } from "./explorer";
import { shade } from "./paint";
import { PROBLEM, title, unfiltered } from "./visible";

export class Filters {
  private readonly legend = make("ul", { class: "explore-legend" });
  private readonly steps = make("ol", { class: "explore-steps" });
  private readonly problem = make("select", { class: "form-control", "aria-label": say("exProblem") });
  private readonly from = day(say("exFrom"));
  private readonly until = day(say("exUntil"));
  private readonly group = choice(say("exGroupBy"), [["", say("exNoGroups")], ["type", say("exByType")], ["court", say("exByCourt")]]);
  private readonly size = choice(say("exSize"), [["", say("exAlike")], ["degree", say("exByLinks")]]);
  private readonly clear = make("button", { type: "button", class: "btn btn-quiet btn-sm" }, say("exClear"));

  constructor(host: HTMLElement, private readonly explorer: Explorer) {
    const { store } = explorer;
    const section = (name: string, ...parts: (Node | string)[]): HTMLElement => make("section", { "aria-label": name }, make("h2", {}, name), ...parts);
    host.append(
      section(say("exLegend"), this.legend),
      section(say("exFilters"), make("div", { class: "explore-dates" }, this.from, this.until), this.problem, this.clear),
      section(say("exShownAs"), labelled(say("exGroupBy"), this.group), labelled(say("exSize"), this.size)),
      section(say("exHistory"), this.steps),
    );
    enhance(host);
    this.legend.addEventListener("click", (event) => this.pressed(event));
    for (const [box, key] of [[this.from, "from"], [this.until, "until"]] as const) {
      const input = one<HTMLInputElement>("input", box);
      input?.addEventListener("change", () => { const value = input.value.trim() === "" ? "" : parseDay(input.value) ?? store.view[key]; if (value !== store.view[key]) store.see({ [key]: value }); });
    }
    this.problem.addEventListener("change", () => store.see({ problem: this.problem.value }));
    this.group.addEventListener("change", () => explorer.rearrange({ group: this.group.value as "" | "type" | "court" }));
    this.size.addEventListener("change", () => store.see({ size: this.size.value as "" | "degree" }));
    this.clear.addEventListener("click", () => store.see(unfiltered()));
    this.steps.addEventListener("click", (event) => {
      const n = (event.target as Element).closest<HTMLElement>("[data-step]")?.dataset["step"];
      if (n) store.goTo(Number(n));
    });
    store.subscribe((change) => { if (change !== "selection" && change !== "counts") this.draw(); });
    this.draw();
  }

  private pressed(event: Event): void {
    const type = (event.target as Element).closest<HTMLElement>("[data-type]")?.dataset["type"];
    if (!type) return;
    const { store } = this.explorer;
    const off = new Set(store.view.off);
    const present = new Set([...store.places.keys()].map((id) => store.nodes.get(id)?.type ?? ""));
    if ((event as MouseEvent).shiftKey) { // this one alone, and all again
      const alone = [...present].every((each) => each === type || off.has(each)) && !off.has(type);
      off.clear();
      if (!alone) present.forEach((each) => { if (each !== type) off.add(each); });
    } else if (!off.delete(type)) off.add(type);
    store.see({ off });
    one(`[data-type="${CSS.escape(type)}"]`, this.legend)?.focus();
  }

  private draw(): void {
    const { store } = this.explorer;
    const { off, from, until, problem, group, size } = store.view;
    const nodes = [...store.places.keys()].map((id) => store.nodes.get(id)).filter((node): node is ExploreNode => node !== undefined);
    const counts = new Map<string, { node: ExploreNode; n: number }>();
    for (const node of nodes) counts.set(node.type, { node, n: (counts.get(node.type)?.n ?? 0) + 1 });
    this.legend.replaceChildren(...[...counts].sort((a, b) => b[1].n - a[1].n).map(([type, { node, n }]) => {
      const mark = make("span", { class: "explore-mark" }, icon(node.gap ? "chain-gap" : node.icon));
      mark.style.color = node.gap ? "var(--overdue)" : shade(node.colour);
      return make("li", {}, make("button", { type: "button", "data-type": type, "aria-pressed": String(!off.has(type)), title: say("exLegendHint") }, mark, make("span", { class: "explore-legend-name" }, node.type_name || type), make("span", { class: "count" }, number(n))));
    }));
    for (const [box, value] of [[this.from, from], [this.until, until]] as const) {
      const input = one<HTMLInputElement>("input", box);
      if (input && document.activeElement !== input) input.value = value;
    }
    const problems = new Map(nodes.filter((node) => node.type === PROBLEM).map((node) => [node.key, title(node, store.view.unnamed)]));
    nodes.forEach((node) => { if (node.problem && !problems.has(node.problem)) problems.set(node.problem, (!store.view.unnamed && node.problem_name) || node.problem); });
    if (problem && !problems.has(problem)) problems.set(problem, problem);
    this.problem.replaceChildren(make("option", { value: "" }, say("exAnyProblem")), ...[...problems].sort().map(([key, name]) => make("option", { value: key }, name)));
    this.problem.value = problem;
    this.problem.disabled = problems.size === 0;
    this.group.value = group;
    this.size.value = size;
    this.clear.hidden = !off.size && !from && !until && !problem;
    this.history();
  }

  private history(): void {
    const { steps, at } = this.explorer.store.history;
    const { unnamed } = this.explorer.store.view;
    this.steps.replaceChildren(...steps.map((step, i) => make("li", { class: i > at ? "is-undone" : "" }, make("button", { type: "button", "data-step": String(step.n), "aria-current": i === at ? "step" : false }, step.label ? (unnamed ? say("exStep", { n: i + 1 }) : step.label) : say("exEmptyStep")))).reverse());
    all("li", this.steps).slice(24).forEach((item) => item.remove());
  }
}

function day(label: string): HTMLElement {
  const input = make("input", { class: "form-control", type: "text", inputmode: "numeric", autocomplete: "off", placeholder: "2021-12-30", "aria-label": label });
  const button = make("button", { type: "button", class: "btn btn-quiet btn-icon", "data-date-button": true, tabindex: "-1", "aria-label": say("exCalendar") }, icon("calendar"));
  return make("label", { class: "explore-day" }, make("span", {}, label), make("span", { class: "date-input", "data-date-input": true }, input, button));
}

function choice(label: string, options: [string, string][]): HTMLSelectElement {
  return make("select", { class: "form-control", "aria-label": label }, ...options.map(([value, name]) => make("option", { value }, name)));
}

function labelled(label: string, control: HTMLElement): HTMLElement {
  return make("label", { class: "explore-labelled" }, make("span", {}, label), control);
}
