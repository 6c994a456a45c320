/** The bar above the canvas. */
import { all, icon, make, one } from "../dom";
import { say } from "../messages";
import { number } from "../pictures/place";
import { startTypeaheads } from "../typeahead";
import type { Explorer } from "./explorer";

export interface Bar { element: HTMLElement; search: HTMLInputElement }

export interface Pressed { [name: string]: (button: HTMLElement) => void }

/** Search box, undo and redo, arrangement, paths, table, files; `pressed` says what each does. */
export function bar(explorer: Explorer, pressed: Pressed): Bar {
  const { store } = explorer;
  const button = (name: string, drawn: string, label: string, key = "", words = false): HTMLElement => {
    const made = make("button", { type: "button", class: `btn btn-default btn-sm${words ? "" : " btn-icon"}`, "data-tool": name, title: key ? `${label} (${key})` : label, "aria-label": words ? undefined : label, "aria-keyshortcuts": key || undefined }, icon(drawn), ...(words ? [make("span", {}, label)] : []));
    made.addEventListener("click", () => pressed[name]?.(made));
    return made;
  };
  const { field, input } = search("explore-search", say("exSearchHint"), explorer.config.urls.suggest, (id) => void explorer.bring([id]).then(toCanvas));
  const segmented = (name: "arrange" | "table", label: string, sides: [string, string, string][]): HTMLElement => {
    const group = make("div", { class: "segmented", role: "group", "aria-label": label }, ...sides.map(([value, text, hint]) => make("button", { type: "button", "data-side": value, "aria-pressed": "false", title: hint }, text)));
    group.addEventListener("click", (event) => {
      const side = (event.target as Element).closest<HTMLElement>("[data-side]")?.dataset["side"];
      if (side === undefined) return;
      if (name === "table") store.see({ table: side === "table" });
      else explorer.rearrange({ arrange: side as "fcose" | "dagre" });
    });
    group.dataset["segmented"] = name;
    return group;
  };
  const files = make("div", { class: "menu", "data-explore-files": true }, make("button", { type: "button", class: "btn btn-default btn-sm", "aria-haspopup": "true", "aria-expanded": "false", "aria-controls": "explore-files" }, icon("export"), make("span", {}, say("exSave")), icon("chevron-down")), make("div", { class: "menu-list", id: "explore-files", hidden: true }));
  const element = make("div", { class: "explore-bar", role: "group", "aria-label": say("exTools") },
    button("side", "sidebar", say("exSide")), field, button("undo", "undo", say("exUndo"), "u"), button("redo", "undo", say("exRedo"), "r"),
    segmented("arrange", say("exArrange"), [["fcose", say("exForces"), say("exForcesHint")], ["dagre", say("exRanks"), say("exRanksHint")]]),
    button("again", "repeat", say("exArrangeAgain"), "l"), button("path", "route", say("exPath"), "g", true), make("span", { class: "spacer" }), make("output", { class: "explore-count" }),
    segmented("table", say("exGraphOrTable"), [["", say("exGraph"), `${say("exGraph")} (t)`], ["table", say("exTable"), `${say("exTable")} (t)`]]), button("unnamed", "eye-off", say("exUnnamed")), button("share", "link", say("exShare")), files);
  one("[data-tool=redo]", element)?.classList.add("is-mirrored");
  const draw = (): void => {
    const { table, arrange, unnamed } = store.view;
    const empty = store.places.size === 0;
    const disabled: Record<string, boolean> = { undo: !store.can(-1), redo: !store.can(1), again: empty, share: empty };
    for (const [name, off] of Object.entries(disabled)) one<HTMLButtonElement>(`[data-tool=${name}]`, element)?.toggleAttribute("disabled", off);
    one("[data-tool=unnamed]", element)?.setAttribute("aria-pressed", String(unnamed));
    all("[data-segmented=table] button", element).forEach((side) => side.setAttribute("aria-pressed", String((side.dataset["side"] === "table") === table)));
    all("[data-segmented=arrange] button", element).forEach((side) => side.setAttribute("aria-pressed", String(side.dataset["side"] === arrange)));
    const count = one("output", element);
    const { nodes, edges } = explorer.seen();
    if (count) count.textContent = empty ? "" : say("exCount", { n: number(nodes.length), m: number(edges.length) });
  };
  store.subscribe((change) => { if (change !== "selection") draw(); });
  draw();
  return { element, search: input };
}

/** The keyboard's place. */
export function toCanvas(): void {
  one(".explore-stage")?.focus({ preventScroll: true });
}

/** A box that finds records by typing and hands over the one chosen. */
export function search(name: string, hint: string, url: string, chosen: (id: string, title: string) => void, keep = false): { field: HTMLElement; input: HTMLInputElement } {
  const input = make("input", { class: "form-control", id: name, type: "text", autocomplete: "off", placeholder: hint, "aria-label": hint, "data-typeahead-url": url, "data-name": name });
  const field = make("div", { class: "typeahead explore-search", "data-typeahead": true }, input);
  startTypeaheads(field);
  field.addEventListener("typeahead:change", () => {
    const value = one<HTMLInputElement>(`input[type=hidden]`, field);
    if (!value) return chosen("", "");
    chosen(value.value, value.dataset["title"] ?? "");
    if (keep) return;
    value.remove();
    all(".chip", field).forEach((chip) => chip.remove());
    input.value = "";
    input.setCustomValidity("");
  });
  return { field, input };
}
