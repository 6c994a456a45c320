/** A masked value, shown in full for a reason that is asked for; the server records who and why. */
import { all, csrfToken, one } from "./dom";
import { askReason } from "./dialogs";
import { say } from "./messages";

export function startMasked(root: ParentNode): void {
  for (const button of all<HTMLButtonElement>("[data-reveal]", root)) {
    if (button.dataset["ready"]) continue;
    button.dataset["ready"] = "yes";
    button.addEventListener("click", () => void reveal(button));
  }
}

async function reveal(button: HTMLButtonElement): Promise<void> {
  const place = one("[data-masked-value]", button.parentElement ?? document);
  if (!place) return;
  const url = new URL(button.dataset["reveal"] ?? "", location.href);
  const reason = await askReason("reveal-dialog");
  if (reason === null) return;
  button.disabled = true;
  try {
    const body = new URLSearchParams(url.search);
    body.set("reason", reason);
    const answer = await fetch(url.pathname, {
      method: "POST",
      body,
      credentials: "same-origin",
      headers: { "X-CSRFToken": csrfToken(), Accept: "application/json" },
    });
    if (!answer.ok) throw new Error(String(answer.status));
    const { value } = (await answer.json()) as { value: string };
    place.textContent = value;
    button.remove();
  } catch {
    button.disabled = false;
    button.title = say("revealFailed");
    button.setAttribute("aria-label", say("revealFailed"));
    place.setAttribute("title", say("revealFailed"));
  }
}
