/** The navigation: folded to icons (remembered), its groups, the menus of the top bar. */
import { all, one, storage } from "./dom";

export function startNavigation(): void {
  foldable();
  groups();
  all("[data-menu]").forEach(menu);
}

function foldable(): void {
  const toggle = one("[data-nav-toggle]");
  if (!toggle) return;
  const root = document.documentElement;
  const narrow = matchMedia("(max-width: 760px)");
  const describe = (): void => {
    const shown = narrow.matches ? document.body.classList.contains("nav-open") : root.dataset["nav"] !== "icons";
    toggle.setAttribute("aria-expanded", String(shown));
  };
  toggle.addEventListener("click", () => {
    if (narrow.matches) {
      document.body.classList.toggle("nav-open");
    } else if (root.dataset["nav"] === "icons") {
      delete root.dataset["nav"];
      storage.set("zj-nav", "full");
    } else {
      root.dataset["nav"] = "icons";
      storage.set("zj-nav", "icons");
      closeGroups();
    }
    describe();
  });
  describe();
  if (root.dataset["nav"] === "icons") closeGroups();
}

function closeGroups(except?: Element): void {
  for (const group of all("[data-nav-group]")) if (group !== except) setGroup(group, false);
}

function setGroup(group: Element, open: boolean): void {
  const button = one("button", group);
  const list = one("ul", group);
  if (!button || !list) return;
  button.setAttribute("aria-expanded", String(open));
  list.hidden = !open;
  if (open && isFolded()) {
    const top = button.getBoundingClientRect().top;
    list.style.top = `${Math.min(top, window.innerHeight - list.offsetHeight - 12)}px`;
  }
}

function isFolded(): boolean {
  return document.documentElement.dataset["nav"] === "icons";
}

function groups(): void {
  for (const group of all("[data-nav-group]")) {
    one("button", group)?.addEventListener("click", (event) => {
      const open = (event.currentTarget as Element).getAttribute("aria-expanded") !== "true";
      if (isFolded()) closeGroups(group);
      setGroup(group, open);
    });
  }
  document.addEventListener("click", (event) => {
    if (isFolded() && !(event.target as Element).closest("[data-nav-group]")) closeGroups();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && isFolded()) closeGroups();
  });
}

function menu(root: HTMLElement): void {
  const button = one("button[aria-controls]", root);
  const list = one(".menu-list", root);
  if (!button || !list) return;
  const set = (open: boolean): void => {
    list.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
  };
  button.addEventListener("click", () => {
    set(Boolean(list.hidden));
    if (!list.hidden) one("a, button", list)?.focus();
  });
  document.addEventListener("click", (event) => {
    if (!root.contains(event.target as Node)) set(false);
  });
  root.addEventListener("keydown", (event) => {
    const items = all("a, button", list);
    const at = items.indexOf(document.activeElement as HTMLElement);
    if (event.key === "Escape") {
      set(false);
      button.focus();
    } else if (!list.hidden && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      items[(at + (event.key === "ArrowDown" ? 1 : items.length - 1)) % items.length]?.focus();
    }
  });
}
