/** A masked value, shown in full on request; the server records who asked. */
import { all, csrfToken, one } from "./dom";
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
  button.disabled = true;
  try {
    const answer = await fetch(button.dataset["reveal"] ?? "", {
      method: "POST",
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
