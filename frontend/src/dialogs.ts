/** Dialogs: opened by data-dialog, asked for by data-confirm; Esc and focus are the browser's own. */
import { all, one } from "./dom";
import { say } from "./messages";

export function startDialogs(): void {
  document.addEventListener("click", (event) => {
    const target = event.target as Element;
    const opener = target.closest<HTMLElement>("[data-dialog]");
    if (opener) openDialog(opener.dataset["dialog"] ?? "");
    if (target.closest("[data-help]")) openDialog("keyboard-help");
    if (target.closest("[data-dialog-close]")) target.closest("dialog")?.close();
    if (target instanceof HTMLDialogElement && outside(target, event)) target.close();
    if (target.closest("[data-dismiss-notice]")) target.closest("[data-notice]")?.remove();
  });
  all<HTMLDialogElement>("dialog[data-dialog-auto]").forEach((dialog) => dialog.showModal());
  confirmations();
}

export function openDialog(id: string): void {
  const dialog = document.getElementById(id);
  if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
}

function outside(dialog: HTMLDialogElement, event: MouseEvent): boolean {
  if (dialog.hasAttribute("data-dialog-auto") || event.detail === 0) return false;
  const box = dialog.getBoundingClientRect();
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
}

/** Asks; resolves to true when the answer is yes. `action` is the verb on the button. */
export function ask(text: string, action?: string): Promise<boolean> {
  const dialog = one<HTMLDialogElement>("#confirm-dialog");
  const yes = one<HTMLButtonElement>("[data-confirm-yes]", dialog ?? document);
  const no = one<HTMLButtonElement>("[data-confirm-no]", dialog ?? document);
  if (!dialog || !yes || !no) return Promise.resolve(window.confirm(text));
  const place = one("#confirm-text", dialog);
  if (place) place.textContent = text;
  yes.textContent = action ?? say("confirmYes");
  return new Promise((resolve) => {
    let answer = false;
    yes.onclick = () => { answer = true; dialog.close(); };
    no.onclick = () => dialog.close();
    dialog.onclose = () => resolve(answer);
    dialog.showModal();
    no.focus();
  });
}

/** Opens a dialog with a form that has a field "reason"; resolves to what was written, or null. */
export function askReason(id: string): Promise<string | null> {
  const dialog = document.getElementById(id);
  const form = dialog ? one<HTMLFormElement>("form", dialog) : null;
  if (!(dialog instanceof HTMLDialogElement) || !form) return Promise.resolve(null);
  form.reset();
  return new Promise((resolve) => {
    let reason: string | null = null;
    form.onsubmit = (event) => {
      event.preventDefault();
      reason = String(new FormData(form).get("reason") ?? "").trim();
      if (reason) dialog.close();
    };
    dialog.onclose = () => resolve(reason || null);
    dialog.showModal();
  });
}

function confirmations(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    const text = form.dataset["confirm"];
    if (!text || form.dataset["confirmed"]) return;
    event.preventDefault();
    const submitter = event.submitter;
    void ask(text, form.dataset["confirmAction"]).then((yes) => {
      if (!yes) return;
      form.dataset["confirmed"] = "yes";
      form.requestSubmit(submitter);
      delete form.dataset["confirmed"];
    });
  }, true);
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[data-confirm]");
    if (!link) return;
    event.preventDefault();
    void ask(link.dataset["confirm"] ?? "", link.dataset["confirmAction"]).then((yes) => {
      if (yes) location.assign(link.href);
    });
  });
}
