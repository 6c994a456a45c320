/** Every deed by key; the keys are those on the buttons and in the help under "?". */
import { isTyping, make, one } from "../dom";
import { say, type Message } from "../messages";
import type { Canvas } from "./canvas";
import type { Explorer } from "./explorer";

/** A key, what it does in words, and the doing. The list under "?" is made of these. */
interface Key {
  keys: readonly string[]; // anywhere on the page
  canvas?: readonly string[]; // while the canvas has the focus
  also?: readonly string[]; // other names of the same, for who expects them
  what: Message;
  run(event: KeyboardEvent): void;
}

export interface Controls { canvas: Canvas; menu(id: string): void; path(): void; table(): void; search: HTMLInputElement | null; panel: HTMLElement }

const DRAWN: Record<string, string> = { ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓", Escape: "Esc" };

/** Every key of the explorer, in the order of the help. */
function table(explorer: Explorer, controls: Controls): Key[] {
  const { store } = explorer;
  const { canvas } = controls;
  const some = (deed: (ids: readonly string[]) => void) => (): void => { if (store.view.selected.length) deed(store.view.selected); else explorer.work.tell(say("exChooseFirst")); };
  const one_ = (deed: (id: string) => void): (() => void) => some(([id]) => { if (id) deed(id); });
  const zoom: Record<string, () => void> = { "-": () => canvas.zoom(0.8), "0": () => canvas.fit(true) };
  return [
    { keys: ["s"], what: "exKeySearch", run: () => { controls.search?.focus(); controls.search?.select(); } },
    { keys: [], canvas: ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"], what: "exKeyMove", run: (event) => go(explorer, canvas, event) },
    { keys: ["i"], canvas: ["Enter"], what: "exKeyInspect", run: one_(() => { controls.panel.hidden = false; one<HTMLElement>("button, a", controls.panel)?.focus(); }) },
    { keys: ["e"], what: "exKeyExpand", run: one_((id) => void explorer.expand(id)) },
    { keys: ["m"], also: ["ContextMenu", "Shift+F10"], what: "exKeyMenu", run: one_((id) => controls.menu(id)) },
    { keys: ["c"], what: "exKeyCollapse", run: one_((id) => explorer.collapse(id)) },
    { keys: ["h"], also: ["Delete"], what: "exKeyHide", run: some((ids) => explorer.hide(ids)) },
    { keys: ["d"], what: "exKeyDismiss", run: some((ids) => explorer.dismiss(ids)) },
    { keys: ["p"], what: "exKeyPin", run: some((ids) => explorer.pin(ids)) },
    { keys: ["a"], what: "exKeyAll", run: () => store.select(explorer.seen().nodes.map((node) => node.id)) },
    { keys: ["u"], also: ["Ctrl+z"], what: "exKeyUndo", run: () => explorer.undo() },
    { keys: ["r"], also: ["Ctrl+y", "Ctrl+Shift+z"], what: "exKeyRedo", run: () => explorer.redo() },
    { keys: ["g"], what: "exKeyPath", run: () => controls.path() },
    { keys: ["t"], what: "exKeyTable", run: () => controls.table() },
    { keys: ["l"], what: "exKeyArrange", run: () => explorer.rearrange() },
    { keys: ["+", "-", "0"], also: ["="], what: "exKeyZoom", run: ({ key }) => (zoom[key] ?? (() => canvas.zoom(1.25)))() },
    { keys: ["Escape"], what: "exKeyLeave", run: () => store.select([]) },
  ];
}

export function startKeys(explorer: Explorer, controls: Controls): void {
  const keys = table(explorer, controls);
  help(keys);
  const byKey = (of: (key: Key) => readonly string[]): Map<string, Key> => new Map(keys.flatMap((key) => of(key).map((name): [string, Key] => [name, key])));
  const [anywhere, onCanvas] = [byKey((key) => [...key.keys, ...(key.also ?? [])]), byKey((key) => key.canvas ?? [])];
  controls.canvas.stage.addEventListener("keydown", (event) => {
    const key = onCanvas.get(event.key === " " ? "Enter" : event.key);
    if (!key) return;
    event.preventDefault();
    if (event.key.startsWith("Arrow")) event.stopPropagation();
    key.run(event);
  });
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || isTyping(event.target) || one("dialog[open]") || event.altKey) return;
    const key = anywhere.get(named(event));
    if (!key) return;
    event.preventDefault();
    key.run(event);
  });
}

/** A key as the table has it: letters small, Shift only where it isn't a matter of which sign comes. */
function named(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const [ctrl, sign] = [event.ctrlKey || event.metaKey, event.key.length === 1 && event.key.toUpperCase() === event.key.toLowerCase()];
  return `${ctrl ? "Ctrl+" : ""}${event.shiftKey && !sign ? "Shift+" : ""}${key}`;
}

/** From node to node; what one comes to is said. */
function go(explorer: Explorer, canvas: Canvas, event: KeyboardEvent): void {
  const { store } = explorer;
  const next = canvas.next(store.view.selected.at(-1) ?? "", event.key);
  if (!next) return;
  store.select(event.shiftKey ? [...store.view.selected.filter((id) => id !== next), next] : [next]);
  canvas.reveal(next);
  const node = explorer.node(next);
  if (node) explorer.work.tell(say("exAtNode", { type: node.type_name, title: explorer.called(next), n: store.neighbours(next).size }));
}

/** The keys of this page, at the head of the list under "?". */
function help(keys: readonly Key[]): void {
  const body = one<HTMLTableSectionElement>("#keyboard-help tbody");
  if (!body || one("[data-explore-keys]", body)) return;
  const rows = keys.map(({ keys: anywhere, canvas, what }) => make("tr", { "data-explore-keys": true }, make("th", { scope: "row" }, ...[...(canvas ?? []), ...anywhere].map((key) => make("kbd", {}, DRAWN[key] ?? key))), make("td", {}, say(what))));
  body.prepend(...rows);
  for (const row of [...body.rows]) if (!row.hasAttribute("data-explore-keys") && ["j", "o", "x", "f", "e", "Enter"].includes(row.querySelector("kbd")?.textContent ?? "")) row.remove(); // of lists, which this page has none of
}
