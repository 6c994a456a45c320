/** The address carries what is seen; the entries of the browser's history carry the places too. */
import { parseDay } from "../dates";
import { FARTHEST, type Kept, type PathWish } from "./data";
import { PLAIN, type Place, type Step, type View } from "./store";

export interface Asked { at: string[]; layout: string; question: string; path: PathWish | null; view: Partial<View>; selected: string[]; rest: URLSearchParams }

/** What an entry of the history has with it. */
export interface Entry { n: number; kept: Kept[] }

export const LONGEST = 6;

export function asked(search = location.search): Asked {
  const q = new URLSearchParams(search);
  const list = (name: string): string[] => (q.get(name) ?? "").split(",").filter(Boolean);
  const group = q.get("group");
  const [from, to] = list("path");
  return {
    at: q.getAll("at"), layout: q.get("layout") ?? "", question: q.get("question") ?? "", selected: list("sel"),
    path: from && to ? { from, to, types: list("by"), through: list("through"), directed: q.get("directed") === "1", longest: Math.max(1, Math.min(FARTHEST, Number(q.get("longest")) || LONGEST)), skip: Number(q.get("skip")) || 0 } : null,
    view: {
      off: new Set(list("types").map((type) => type.replace(/^-/, ""))), from: parseDay(q.get("from") ?? "") ?? "", until: parseDay(q.get("until") ?? "") ?? "", problem: q.get("problem") ?? "",
      group: group === "type" || group === "court" ? group : "", arrange: q.get("arrange") === "dagre" ? "dagre" : "fcose", size: q.get("size") === "degree" ? "degree" : "", table: q.get("table") === "1", unnamed: q.get("unnamed") === "1",
    },
    rest: q,
  };
}

const OURS = new Set(["at", "layout", "sel", "types", "from", "until", "problem", "group", "arrange", "size", "table", "unnamed", "path", "by", "through", "directed", "longest", "skip"]);

/** The question and its parameters, as the address has them. */
export function questionOf(rest: URLSearchParams): URLSearchParams {
  return new URLSearchParams([...rest].filter(([name]) => !OURS.has(name)));
}

/** The same as the server is asked. */
export function questionAsked(rest: URLSearchParams): Record<string, string> {
  const { question, ...values } = Object.fromEntries(questionOf(rest)) as Record<string, string>;
  return { code: question ?? "", ...values };
}

/** What goes with the records of an answer: of officers, its lines say what its table says. */
export function answering(question: URLSearchParams | null): { question?: Record<string, string> } {
  return question ? { question: questionAsked(question) } : {};
}

/** The address of what is seen. `types` lists what is switched off, each with a minus. */
export function address(view: View, layout: string, path: PathWish | null, question: URLSearchParams | null): string {
  const q = new URLSearchParams(question ?? undefined);
  const put = (name: string, value: string): void => { if (value) q.set(name, value); };
  put("layout", layout);
  put("sel", view.selected.slice(0, 20).join(","));
  put("types", [...view.off].sort().map((type) => `-${type}`).join(","));
  put("from", view.from);
  put("until", view.until);
  put("problem", view.problem);
  put("group", view.group);
  put("arrange", view.arrange === PLAIN.arrange ? "" : view.arrange);
  put("size", view.size);
  put("table", view.table ? "1" : "");
  put("unnamed", view.unnamed ? "1" : "");
  if (path) {
    put("path", `${path.from},${path.to}`);
    put("by", path.types.join(","));
    put("through", path.through.join(","));
    put("directed", path.directed ? "1" : "");
    put("longest", path.longest === LONGEST ? "" : String(path.longest));
    put("skip", path.skip ? String(path.skip) : "");
  }
  const text = q.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
  return `${location.pathname}${text ? `?${text}` : ""}`;
}

export function entry(step: Step): Entry {
  return { n: step.n, kept: kept(step.places) };
}

export function kept(places: ReadonlyMap<string, Place>): Kept[] {
  return [...places].map(([id, { x, y, pinned }]) => ({ id, x, y, pinned }));
}

export function places(nodes: Kept[]): Map<string, Place> {
  return new Map(nodes.map(({ id, x, y, pinned }) => [id, { x, y, pinned }]));
}

export function write(url: string, step: Step, push: boolean): void {
  const state = entry(step);
  try {
    if (push) history.pushState(state, "", url);
    else history.replaceState(state, "", url);
  } catch { /* more than the browser keeps: the address alone */
    if (push) history.pushState({ n: step.n, kept: [] }, "", url);
    else history.replaceState({ n: step.n, kept: [] }, "", url);
  }
}
