/** Rows of a relation with its own fields: one more, one less; numbers in names only have to differ. */
import { all, one } from "./dom";
import { enhance } from "./enhance";

export function startRows(): void {
  for (const root of all("[data-link-rows]")) {
    one("[data-link-add]", root)?.addEventListener("click", () => one("input", add(root))?.focus());
    root.addEventListener("click", (event) => {
      const row = (event.target as Element).closest("[data-link-remove]")?.closest("[data-link-row]");
      if (!row) return;
      row.remove();
      if (rows(root).length === 0) add(root);
      root.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
}

/** Makes room for what a kept draft has in rows that the page doesn't show. */
export function makeRoom(names: string[]): void {
  for (const root of all("[data-link-rows]")) {
    const name = root.dataset["linkRows"] ?? "";
    const places = names.map((each) => new RegExp(`^${name}-(\\d+)-`).exec(each)?.[1]).filter((place) => place !== undefined);
    for (const place of new Set(places)) if (!rows(root).some((row) => at(row, name) === Number(place))) add(root, Number(place));
  }
}

function rows(root: HTMLElement): HTMLElement[] {
  return all("[data-link-row]", root);
}

function at(row: HTMLElement, name: string): number {
  const field = one(`[data-name^="${name}-"]`, row)?.dataset["name"] ?? "";
  return Number(field.slice(name.length + 1).split("-")[0]);
}

function add(root: HTMLElement, place?: number): HTMLElement {
  const template = one<HTMLTemplateElement>("[data-link-template]", root);
  const name = root.dataset["linkRows"] ?? "";
  const next = place ?? Math.max(-1, ...rows(root).map((row) => at(row, name))) + 1;
  const holder = document.createElement("div");
  holder.innerHTML = (template?.innerHTML ?? "").split("__at__").join(String(next));
  const row = holder.firstElementChild as HTMLElement;
  template?.before(row);
  enhance(row);
  return row;
}
