/** What is being asked of the server, what came of it, and asking again. */
import { icon, make, one } from "../dom";
import { say } from "../messages";
import { Failed } from "./api";

const PATIENCE = 300; // milliseconds before it is said that something is being done
const SHOWN = 7000; // milliseconds that a sentence stays in sight

/** The sentence for what failed, called as it is while it is being done. */
export function failed(what: string, error: Failed): string {
  return say("exFailed", { what: what.replace(/^正在|…$/g, ""), why: error.message.replace(/[。.]$/, "") });
}

export class Work {
  private readonly live = make("p", { class: "sr-only", role: "status", "aria-live": "polite" });
  private readonly told = make("p", { class: "explore-told", hidden: true, "aria-hidden": "true" });
  private readonly spinner = make("p", { class: "explore-busy loading", hidden: true });
  private readonly failures = make("div", { class: "explore-failures" });
  private running = 0;
  private fading = 0;

  constructor(private readonly host: HTMLElement) {
    host.append(this.failures, this.spinner, this.told);
    host.append(this.live);
  }

  /** Says what happened, to the eye and to a screen reader. */
  tell(sentence: string): void {
    this.live.textContent = sentence;
    this.told.textContent = sentence;
    this.told.hidden = sentence === "";
    clearTimeout(this.fading);
    this.fading = window.setTimeout(() => (this.told.hidden = true), SHOWN);
  }

  /** Does it; undefined when it failed, and then what is on the canvas stays and `again` is offered. */
  async do<T>(what: string, job: () => Promise<T>, again: () => void): Promise<T | undefined> {
    const waiting = window.setTimeout(() => this.busy(what), PATIENCE);
    this.running++;
    this.host.setAttribute("aria-busy", "true");
    one(`[data-work="${CSS.escape(what)}"]`, this.failures)?.remove();
    try {
      return await job();
    } catch (error) {
      if (!(error instanceof Failed)) throw error;
      this.fail(what, error, again);
      return undefined;
    } finally {
      clearTimeout(waiting);
      if (--this.running === 0) {
        this.spinner.hidden = true;
        this.host.removeAttribute("aria-busy");
      }
    }
  }

  private busy(what: string): void {
    this.spinner.textContent = what;
    this.spinner.hidden = false;
    this.live.textContent = what;
  }

  private fail(what: string, error: Failed, again: () => void): void {
    const notice = make("div", { class: "notice notice-danger", role: "alert", "data-work": what }, icon("error"), make("div", { class: "notice-text" }, failed(what, error)));
    const button = (label: string, deed: () => void, kind: string): HTMLElement => {
      const made = make("button", { type: "button", class: `btn ${kind} btn-sm` }, label);
      made.addEventListener("click", () => { notice.remove(); deed(); });
      return made;
    };
    if (error.page) notice.append(make("a", { class: "btn btn-default btn-sm", href: error.page }, say("exToPage")));
    if (error.status !== 403 && error.status !== 404) notice.append(button(say("tryAgain"), again, "btn-default"));
    notice.append(button(say("exClose"), () => undefined, "btn-quiet"));
    this.failures.append(notice);
  }

  /** A sentence that stays until it is closed. */
  note(sentence: string): void {
    if ([...this.failures.children].some((notice) => notice.querySelector(".notice-text")?.textContent === sentence)) return;
    const close = make("button", { type: "button", class: "btn btn-quiet btn-icon", "aria-label": say("exClose") }, icon("close"));
    const notice = make("div", { class: "notice", role: "status" }, icon("info"), make("div", { class: "notice-text" }, sentence), close);
    close.addEventListener("click", () => notice.remove());
    this.failures.append(notice);
  }
}
