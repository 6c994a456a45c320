/** The canvas before anything is on it: how to begin, sample questions, what was opened last; and when the filters leave nothing. */
import { icon, make } from "../dom";
import { say } from "../messages";
import type { ExploreNode } from "./data";
import type { Explorer } from "./explorer";
import { shade } from "./paint";
import { recent } from "./recent";
import { search } from "./tools";
import { beneath, title, unfiltered } from "./visible";

export class Empty {
  private asked = false;
  private readonly last = make("section", { hidden: true }, make("h3", {}, say("exRecent")));

  constructor(readonly element: HTMLElement, private readonly explorer: Explorer) {
    const { questions, urls } = explorer.config;
    const { field } = search("explore-begin", say("exSearchHint"), urls.suggest, (id) => void explorer.bring([id]));
    const samples = questions.slice(0, 6).map(({ name, url }) => make("li", {}, make("a", { href: url }, icon("help"), name)));
    element.append(icon("graph"), make("h2", {}, say("exBegin")), make("p", {}, say("exTeach")), field,
      make("ul", { class: "explore-teach" }, ...(["exTeach1", "exTeach2", "exTeach3"] as const).map((each) => make("li", {}, say(each)))),
      make("div", { class: "explore-starts" }, ...(samples.length ? [make("section", {}, make("h3", {}, say("exSamples")), make("ul", {}, ...samples))] : []), this.last));
  }

  show(shown: boolean): void {
    this.element.hidden = !shown;
    if (shown && !this.asked) void this.recently();
  }

  /** What was opened last and may still be read. */
  private async recently(): Promise<void> {
    this.asked = true;
    const ids = recent();
    if (ids.length === 0) return;
    const answer = await this.explorer.api.nodes(ids).catch(() => null);
    if (!answer?.nodes.length) return;
    this.last.append(make("ul", {}, ...answer.nodes.map((node) => this.entry(node))));
    this.last.hidden = false;
  }

  private entry(node: ExploreNode): HTMLElement {
    const mark = make("span", { class: "explore-mark" }, icon(node.icon));
    mark.style.color = shade(node.colour);
    const made = make("button", { type: "button" }, mark, make("span", {}, title(node, false), make("small", {}, [node.type_name, beneath(node, false)].filter(Boolean).join(" · "))));
    made.addEventListener("click", () => void this.explorer.bring([node.id]));
    return make("li", {}, made);
  }
}

/** Said in place of the canvas and the table when the filters leave nothing of what is there. */
export class Filtered {
  readonly element = make("div", { class: "explore-nothing", role: "status", hidden: true });

  constructor(private readonly explorer: Explorer) {}

  show(shown: boolean): void {
    this.element.hidden = !shown;
    if (!shown) return this.element.replaceChildren();
    const { store } = this.explorer;
    const clear = make("button", { type: "button", class: "btn btn-sm" }, icon("undo"), say("exClear"));
    clear.addEventListener("click", () => store.see(unfiltered()));
    this.element.replaceChildren(icon("filter"), make("h2", {}, say("exAllFiltered")), make("p", {}, say("exAllFilteredHint", { n: store.places.size })), clear);
  }
}
