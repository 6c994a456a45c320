/** Dialogs of the explorer: a question with several answers, and which of many neighbours to draw. */
import { icon, make } from "../dom";
import { say } from "../messages";
import { number } from "../pictures/place";
import { AT_ONCE, type Expansion, type Wish } from "./data";

export interface Choice { name: string; label: string; primary?: boolean }

let counter = 0;

/** A dialog with this content; resolves to the name of the button pressed, "" when it was left. It
 * stays open, with all that was entered, where `check` says no. */
export function dialog(title: string, body: (Node | string)[], choices: Choice[], check?: (name: string) => Promise<boolean>): Promise<string> {
  const id = `explore-dialog-${++counter}`;
  const close = make("button", { type: "button", class: "btn btn-quiet btn-icon", "aria-label": say("exClose") }, icon("close"));
  const buttons = choices.map(({ name, label, primary }) => make("button", { type: primary ? "submit" : "button", class: `btn ${primary ? "btn-primary" : "btn-default"}`, "data-choice": name }, label));
  const form = make("form", { method: "dialog" }, make("header", {}, make("h2", { id }, title), close), make("div", { class: "dialog-body" }, ...body), make("footer", {}, ...buttons));
  const element = make("dialog", { class: "dialog explore-dialog", "aria-labelledby": id }, form);
  document.body.append(element);
  return new Promise((resolve) => {
    let answer = "";
    let checking = false;
    const give = async (name: string): Promise<void> => {
      if (checking) return;
      checking = true;
      const fine = !name || !check || (await check(name));
      checking = false;
      if (!fine) return;
      answer = name;
      element.close();
    };
    close.addEventListener("click", () => element.close());
    for (const button of buttons) if (button.type === "button") button.addEventListener("click", () => void give(button.dataset["choice"] ?? ""));
    form.addEventListener("submit", (event) => { event.preventDefault(); void give(choices.find((choice) => choice.primary)?.name ?? ""); });
    element.addEventListener("close", () => { element.remove(); resolve(answer); });
    element.showModal();
  });
}

/** Going on, the table, or neither. */
export function askLarge(total: number, table: boolean): Promise<string> {
  const choices: Choice[] = [{ name: "", label: say("exCancel") }];
  if (table) choices.push({ name: "go", label: say("exDrawAnyway") }, { name: "table", label: say("exAsTable"), primary: true });
  else choices.push({ name: "table", label: say("exAsTable") }, { name: "go", label: say("exGoOn"), primary: true });
  return dialog(say("exManyTitle"), [make("p", {}, say(table ? "exTooMany" : "exMany", { n: number(total) }))], choices);
}

/** Which of a node's many neighbours: by relation, the newest or the most connected, with a word in them. */
export async function askNeighbours(title: string, total: string | null, kinds: Expansion[], wish: Wish): Promise<Wish | null> {
  const kind = make("select", { class: "form-control", name: "kind" }, make("option", { value: "" }, say("exAllKinds")), ...kinds.map((each, i) => make("option", { value: String(i), selected: each.rel === wish.rel && each.type === wish.type && each.direction === wish.direction }, `${each.name}${each.count === null ? "" : ` · ${number(each.count)}${each.capped ? "+" : ""}`}`)));
  const order = make("select", { class: "form-control", name: "order" }, make("option", { value: "newest" }, say("exNewest")), make("option", { value: "connected", selected: wish.order === "connected" }, say("exConnected")));
  const filter = make("input", { class: "form-control", name: "filter", type: "text", autocomplete: "off", maxlength: "100", placeholder: say("exFilterHint") });
  const limit = make("input", { class: "form-control", name: "limit", type: "number", min: "1", max: String(AT_ONCE), value: String(Math.min(AT_ONCE, wish.limit ?? 20)), required: true });
  const row = (label: string, control: HTMLElement): HTMLElement => make("label", { class: "explore-row" }, make("span", {}, label), control);
  const told = make("p", {}, total === null ? say("exManyNeighbours", { title }) : say("exNeighbours", { title, n: total }));
  const answer = await dialog(say("exWhichTitle"), [told, row(say("exKind"), kind), row(say("exOrder"), order), row(say("exFilter"), filter), row(say("exLimit"), limit)],
    [{ name: "", label: say("exCancel") }, { name: "go", label: say("exExpandVerb"), primary: true }]);
  if (answer !== "go") return null;
  const chosen = kind.value === "" ? undefined : kinds[Number(kind.value)];
  const words = filter.value.trim();
  return {
    ...(chosen ? { rel: chosen.rel, direction: chosen.direction, type: chosen.type } : {}),
    order: order.value as "newest" | "connected", limit: Math.max(1, Math.min(AT_ONCE, Number(limit.value) || 20)), ...(words ? { filter: { words } } : {}),
  };
}
