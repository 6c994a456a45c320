/** Light and dark. frame.html sets the theme before the first paint; here is the switch. */
import { one, storage } from "./dom";

export function startTheme(): void {
  const root = document.documentElement;
  one("[data-theme-toggle]")?.addEventListener("click", () => {
    const theme = root.dataset["theme"] === "dark" ? "light" : "dark";
    root.dataset["theme"] = theme;
    storage.set("zj-theme", theme);
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", (event) => {
    if (!storage.get("zj-theme")) root.dataset["theme"] = event.matches ? "dark" : "light";
  });
}
