/** Where a picture stands: gets its data, and shows loading, failure and emptiness the same way. */
import { all, icon, make } from "../dom";
import { language, say } from "../messages";

const PATIENCE = 300; // milliseconds before "loading" is shown

/** Draws the data into the host. False: there is nothing to draw. */
export type Draw<T> = (data: T, host: HTMLElement, root: HTMLElement) => boolean;

/**
 * The data come from `data-url`, or stand in a `<script type="application/json">` within the
 * element. `data-empty` is the sentence shown when there is nothing to draw.
 */
export function show<T>(root: HTMLElement, load: () => Promise<Draw<T>>): void {
  const host = make("div", { class: "picture-host" });
  root.append(host);
  const attempt = async (): Promise<void> => {
    root.setAttribute("aria-busy", "true");
    const waiting = window.setTimeout(() => host.replaceChildren(make("p", { class: "loading", role: "status" }, say("drawingPicture"))), PATIENCE);
    try {
      const [draw, data] = await Promise.all([load(), read<T>(root)]);
      clearTimeout(waiting);
      host.replaceChildren();
      if (!draw(data, host, root)) host.replaceChildren(empty(root));
    } catch (error) {
      host.replaceChildren(failure(error as Error, () => void attempt()));
      if (error instanceof ReferenceError || error instanceof RangeError) throw error; // a fault of ours: into the console too
    } finally {
      clearTimeout(waiting);
      root.removeAttribute("aria-busy");
    }
  };
  void attempt();
}

async function read<T>(root: HTMLElement): Promise<T> {
  const inline = all<HTMLScriptElement>(':scope > script[type="application/json"]', root)[0];
  if (inline) return JSON.parse(inline.textContent ?? "null") as T;
  const url = root.dataset["url"] ?? "";
  const answer = await fetch(url, { headers: { Accept: "application/json", "X-Requested-With": "fetch" }, credentials: "same-origin" });
  if (answer.redirected && answer.url.includes("/login")) location.assign(answer.url);
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()) as T;
}

function failure(error: Error, retry: () => void): HTMLElement {
  const status = /^\d{3}$/.test(error.message) ? error.message : say("noAnswer");
  const again = make("button", { type: "button", class: "btn btn-default btn-sm" }, say("tryAgain"));
  again.addEventListener("click", retry);
  const text = make("div", { class: "notice-text" }, say("pictureFailed", { status }));
  return make("div", { class: "notice notice-danger", role: "alert" }, icon("error"), text, again);
}

function empty(root: HTMLElement): HTMLElement {
  const sentence = make("p", {}, root.dataset["empty"] ?? say("nothingToDraw"));
  return make("div", { class: "empty" }, icon("graph"), sentence);
}

/** Calls back when the theme is switched, until the element has left the page. */
export function onTheme(element: HTMLElement, redraw: () => void): void {
  const watch = new MutationObserver(() => {
    if (element.isConnected) redraw();
    else watch.disconnect();
  });
  watch.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
}

/** Calls back when the element's width has changed by more than a scroll bar's hair. */
export function onWidth(element: HTMLElement, redraw: () => void): void {
  let width = element.clientWidth;
  new ResizeObserver(() => {
    if (Math.abs(element.clientWidth - width) < 8) return;
    width = element.clientWidth;
    redraw();
  }).observe(element);
}

/** The value of a colour of tokens.css in the theme of now. */
export function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

const FIGURES = new Intl.NumberFormat(language() === "zh" ? "zh-CN" : "en"); // made once: a large picture asks thousands of times

export function number(value: number): string {
  return FIGURES.format(value);
}

export function percent(numerator: number, denominator: number): string {
  return denominator === 0 ? "–" : `${((100 * numerator) / denominator).toFixed(1)}%`;
}
