/** Lists: moving by j and k, preview and open, ticking rows, the bulk bar. */
import { all, isTyping, make, one } from "./dom";
import { ask } from "./dialogs";
import { drawerIsOpen, preview } from "./drawer";
import { say } from "./messages";

export function startLists(): void {
  const lists = all("[data-list]");
  lists.forEach(list);
  const main = lists.find((element) => one("tbody tr[data-row]", element));
  if (main) keys(main);
}

function list(root: HTMLElement): void {
  root.addEventListener("click", (event) => {
    const target = event.target as Element;
    const row = target.closest<HTMLElement>("tbody tr[data-row]");
    if (!row || target.closest("a, button, input, label, form") || window.getSelection()?.toString()) return;
    choose(row);
    open(row, true);
  });
  root.addEventListener("dblclick", (event) => {
    const row = (event.target as Element).closest<HTMLElement>("tbody tr[data-row]");
    if (row && !(event.target as Element).closest("a, button, input, label, form")) open(row, false);
  });
  if (root.hasAttribute("data-bulk")) bulk(root);
}

function rows(root: ParentNode): HTMLElement[] {
  return all("tbody tr[data-row]", root);
}

function choose(row: HTMLElement): void {
  for (const other of all("tr.is-current")) {
    other.classList.remove("is-current");
    other.removeAttribute("tabindex");
  }
  row.classList.add("is-current");
  row.tabIndex = -1;
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function open(row: HTMLElement, inDrawer: boolean): void {
  const url = row.dataset["url"];
  if (!url) return;
  if (inDrawer && row.hasAttribute("data-preview")) void preview(url, row);
  else if (!inDrawer) location.assign(url);
}

function keys(root: HTMLElement): void {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || one("dialog[open]")) return;
    const found = rows(root);
    const current = found.findIndex((row) => row.classList.contains("is-current"));
    if (event.key === "j" || event.key === "k") {
      const next = found[current < 0 ? 0 : Math.max(0, Math.min(found.length - 1, current + (event.key === "j" ? 1 : -1)))];
      if (!next) return;
      event.preventDefault();
      choose(next);
      if (drawerIsOpen()) open(next, true);
      return;
    }
    const row = found[current];
    if (!row) return;
    if (event.key === "Enter" && !(event.target as Element).closest("a, button")) open(row, true);
    if (event.key === "o") open(row, false);
    if (event.key === "x") one<HTMLInputElement>("[data-tick]", row)?.click();
  });
}

function bulk(root: HTMLElement): void {
  const bar = one("[data-bulk-bar]", root);
  const everyone = one<HTMLInputElement>("[data-tick-all]", root);
  const ticks = all<HTMLInputElement>("[data-tick]", root);
  const ticked = (): HTMLInputElement[] => ticks.filter((tick) => tick.checked);
  const update = (): void => {
    const n = ticked().length;
    for (const tick of ticks) tick.closest("tr")?.classList.toggle("is-ticked", tick.checked);
    if (bar) bar.hidden = n === 0;
    const text = one("[data-bulk-count]", root);
    if (text) text.textContent = say("chosen", { n });
    if (everyone) {
      everyone.checked = n > 0 && n === ticks.length;
      everyone.indeterminate = n > 0 && n < ticks.length;
    }
  };
  ticks.forEach((tick) => tick.addEventListener("change", update));
  everyone?.addEventListener("change", () => {
    ticks.forEach((tick) => (tick.checked = everyone.checked));
    update();
  });
  one("[data-bulk-clear]", root)?.addEventListener("click", () => {
    ticks.forEach((tick) => (tick.checked = false));
    update();
  });
  for (const button of all<HTMLButtonElement>("[data-bulk-action]", root)) {
    button.addEventListener("click", () => void post(root, button, ticked().map((tick) => tick.value)));
  }
  update();
}

async function post(root: HTMLElement, button: HTMLButtonElement, keysOfRows: string[]): Promise<void> {
  const form = one<HTMLFormElement>("[data-bulk-form]", root);
  if (!form || keysOfRows.length === 0) return;
  const question = button.dataset["confirm"];
  const verb = button.textContent?.trim();
  if (question && !(await ask(question.replace("{n}", String(keysOfRows.length)), verb))) return;
  all<HTMLInputElement>("[data-bulk-value]", form).forEach((old) => old.remove());
  const add = (name: string, value: string): void => form.append(make("input", { type: "hidden", name, value, "data-bulk-value": true }));
  if (button.dataset["bulkName"]) add("action", button.dataset["bulkName"]);
  keysOfRows.forEach((key) => add("rowid", key));
  form.action = button.dataset["bulkAction"] ?? "";
  form.submit();
}
