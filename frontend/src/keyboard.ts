/** Shortcuts: each does what a visible control on the page does. */
import { all, isTyping, one } from "./dom";
import { openDialog } from "./dialogs";

export function startKeyboard(): void {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (isTyping(event.target) || one("dialog[open]")) return;
    if (event.key === "/") return press(event, one("[data-search]"));
    if (event.key === "?") {
      event.preventDefault();
      return openDialog("keyboard-help");
    }
    if (event.key.length !== 1) return;
    const control = all<HTMLElement>("[data-key]").find((element) => element.dataset["key"] === event.key);
    if (control) press(event, control);
  });
}

function press(event: KeyboardEvent, control: HTMLElement | null): void {
  if (!control) return;
  event.preventDefault();
  if (control instanceof HTMLInputElement) {
    control.focus();
    control.select();
  } else {
    control.click();
  }
}
