/** The eye beside a password. */
import { all, one } from "./dom";
import { say } from "./messages";

export function startPasswords(): void {
  for (const button of all<HTMLButtonElement>("[data-show-password]")) {
    const input = one<HTMLInputElement>("input", button.parentElement ?? document);
    button.addEventListener("click", () => {
      if (!input) return;
      const shown = input.type === "text";
      input.type = shown ? "password" : "text";
      const label = say(shown ? "showPassword" : "hidePassword");
      button.setAttribute("aria-label", label);
      button.setAttribute("aria-pressed", String(!shown));
      button.title = label;
    });
  }
}
