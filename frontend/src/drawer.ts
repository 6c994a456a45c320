/** The drawer on the right: previews `url?preview=1` without leaving the page. */
import { make, one } from "./dom";
import { say } from "./messages";
import { enhance } from "./enhance";

const PATIENCE = 300; // milliseconds before "loading" is shown

let returnTo: HTMLElement | null = null;
let running: AbortController | null = null;

export function startDrawer(): void {
  one("[data-drawer-close]")?.addEventListener("click", closeDrawer);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && drawerIsOpen() && !one("dialog[open]")) closeDrawer();
  });
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[data-preview-link]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    void preview(link.href, link);
  });
}

export function drawerIsOpen(): boolean {
  return one("#drawer")?.hidden === false;
}

export function closeDrawer(): void {
  const drawer = one("#drawer");
  if (!drawer) return;
  running?.abort();
  drawer.hidden = true;
  returnTo?.focus({ preventScroll: true });
  returnTo = null;
}

export async function preview(url: string, from: HTMLElement): Promise<void> {
  const drawer = one("#drawer");
  const body = one("[data-drawer-body]");
  const open = one<HTMLAnchorElement>("[data-drawer-open]");
  if (!drawer || !body || !open) return;
  running?.abort();
  running = new AbortController();
  const mine = running;
  if (!drawer.contains(from)) returnTo = from;
  open.href = url;
  drawer.hidden = false;
  const waiting = window.setTimeout(() => body.replaceChildren(make("p", { class: "loading", role: "status" }, say("loadingRecord"))), PATIENCE);
  try {
    const address = new URL(url, location.href);
    address.searchParams.set("preview", "1");
    const answer = await fetch(address, { signal: mine.signal, headers: { "X-Requested-With": "fetch" }, credentials: "same-origin" });
    if (answer.redirected && answer.url.includes("/login")) { location.assign(url); return; }
    if (!answer.ok) throw new Error(String(answer.status));
    show(body, await answer.text());
    drawer.focus({ preventScroll: true });
  } catch (error) {
    if (mine.signal.aborted) return;
    const status = error instanceof TypeError ? say("noAnswer") : (error as Error).message;
    body.replaceChildren(make("div", { class: "notice notice-danger", role: "alert" }, make("div", { class: "notice-text" }, say("previewFailed", { status }))));
  } finally {
    clearTimeout(waiting);
  }
}

function show(body: HTMLElement, html: string): void {
  const page = new DOMParser().parseFromString(html, "text/html");
  const content = one("#main", page) ?? page.body;
  body.replaceChildren(...[...content.childNodes].map((node) => document.importNode(node, true)));
  body.scrollTop = 0;
  enhance(body);
}
