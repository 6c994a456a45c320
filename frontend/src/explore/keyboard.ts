/** Every deed by key; the keys are those on the buttons and in the help under "?". */
import { isTyping, make, one } from "../dom";
import { say, type Message } from "../messages";
import type { Canvas } from "./canvas";
import type { Explorer } from "./explorer";

/** Key by key, what it does, in the order of the help. */
const KEYS: [string[], Message][] = [
  [["s"], "exKeySearch"], [["←", "→", "↑", "↓"], "exKeyMove"], [["Enter", "i"], "exKeyInspect"], [["e"], "exKeyExpand"], [["m"], "exKeyMenu"], [["c"], "exKeyCollapse"],
  [["h"], "exKeyHide"], [["d"], "exKeyDismiss"], [["p"], "exKeyPin"], [["a"], "exKeyAll"], [["u"], "exKeyUndo"], [["r"], "exKeyRedo"], [["g"], "exKeyPath"], [["t"], "exKeyTable"], [["l"], "exKeyArrange"], [["+", "-", "0"], "exKeyZoom"], [["Esc"], "exKeyLeave"],
];

export interface Controls { canvas: Canvas; menu(id: string): void; path(): void; table(): void; search: HTMLInputElement | null; panel: HTMLElement }

export function startKeys(explorer: Explorer, controls: Controls): void {
  help();
  const { store } = explorer;
  const chosen = (): readonly string[] => store.view.selected;
  const one_ = (deed: (id: string) => void): void => { const [id] = chosen(); if (id) deed(id); else explorer.work.tell(say("exChooseFirst")); };
  const some = (deed: (ids: readonly string[]) => void): void => { if (chosen().length) deed(chosen()); else explorer.work.tell(say("exChooseFirst")); };
  const inspect = (): void => one_(() => { controls.panel.hidden = false; one<HTMLElement>("button, a", controls.panel)?.focus(); });
  const deeds: Record<string, () => void> = {
    s: () => { controls.search?.focus(); controls.search?.select(); },
    e: () => one_((id) => void explorer.expand(id)),
    m: () => one_((id) => controls.menu(id)), ContextMenu: () => one_((id) => controls.menu(id)),
    c: () => one_((id) => explorer.collapse(id)),
    h: () => some((ids) => explorer.hide(ids)), Delete: () => some((ids) => explorer.hide(ids)),
    d: () => some((ids) => explorer.dismiss(ids)),
    p: () => some((ids) => explorer.pin(ids)),
    i: inspect,
    a: () => store.select(explorer.seen().nodes.map((node) => node.id)),
    u: () => explorer.undo(), r: () => explorer.redo(),
    g: () => controls.path(), t: () => controls.table(), l: () => explorer.rearrange(),
    "+": () => controls.canvas.zoom(1.25), "=": () => controls.canvas.zoom(1.25), "-": () => controls.canvas.zoom(0.8), "0": () => controls.canvas.fit(true),
    Escape: () => store.select([]),
  };
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || isTyping(event.target) || one("dialog[open]") || event.altKey) return;
    const key = event.key.toLowerCase();
    if (event.ctrlKey || event.metaKey) {
      const back = key === "z" && !event.shiftKey;
      if (!back && key !== "y" && !(key === "z" && event.shiftKey)) return;
      event.preventDefault();
      return back ? explorer.undo() : explorer.redo();
    }
    const menu = event.key === "F10" && event.shiftKey;
    const deed = menu ? deeds["ContextMenu"] : deeds[event.key] ?? (event.key.length === 1 ? deeds[key] : undefined);
    if (!deed || (event.shiftKey && !menu && event.key !== "+")) return;
    event.preventDefault();
    deed();
  });
  onCanvas(explorer, controls, inspect);
}

/** Arrows go from node to node; what one comes to is said. */
function onCanvas(explorer: Explorer, { canvas }: Controls, inspect: () => void): void {
  const { store } = explorer;
  canvas.stage.addEventListener("keydown", (event) => {
    const last = store.view.selected[store.view.selected.length - 1] ?? "";
    if (event.key.startsWith("Arrow")) {
      const next = canvas.next(last, event.key);
      event.preventDefault();
      event.stopPropagation();
      if (!next) return;
      store.select(event.shiftKey ? [...store.view.selected.filter((id) => id !== next), next] : [next]);
      canvas.reveal(next);
      const node = explorer.node(next);
      if (node) explorer.work.tell(say("exAtNode", { type: node.type_name, title: explorer.called(next), n: store.neighbours(next).size }));
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      inspect();
    }
  });
}

/** The keys of this page, at the head of the list under "?". */
function help(): void {
  const body = one<HTMLTableSectionElement>("#keyboard-help tbody");
  if (!body || one("[data-explore-keys]", body)) return;
  const rows = KEYS.map(([keys, what]) => make("tr", { "data-explore-keys": true }, make("th", { scope: "row" }, ...keys.map((key) => make("kbd", {}, key))), make("td", {}, say(what))));
  body.prepend(...rows);
  for (const row of [...body.rows]) if (!row.hasAttribute("data-explore-keys") && ["j", "o", "x", "f", "e", "Enter"].includes(row.querySelector("kbd")?.textContent ?? "")) row.remove(); // of lists, which this page has none of
}
