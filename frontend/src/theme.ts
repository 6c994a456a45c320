/** Light and dark. frame.html sets the theme before the first paint; here is the switch. */
import { csrfToken, one, storage } from "./dom";

export function startTheme(): void {
  const root = document.documentElement;
  one("[data-theme-toggle]")?.addEventListener("click", () => {
    const theme = root.dataset["theme"] === "dark" ? "light" : "dark";
    root.dataset["theme"] = theme;
    storage.set("zj-theme", theme);
    keep(theme);
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", (event) => {
    if (!storage.get("zj-theme") && !root.dataset["themeOfUser"]) root.dataset["theme"] = event.matches ? "dark" : "light";
  });
}

/** A user's choice goes along to other browsers; without an answer it holds in this one. */
function keep(theme: string): void {
  const url = document.documentElement.dataset["themeUrl"];
  if (!url) return;
  void fetch(url, {
    method: "POST",
    body: new URLSearchParams({ theme }),
    credentials: "same-origin",
    headers: { "X-CSRFToken": csrfToken() },
  }).catch(() => undefined);
}
