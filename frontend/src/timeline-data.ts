/** What the time line's list says, read from its markup: marks, lanes in their groups, posts. */
import { all, one } from "./dom";

export interface Mark { at: number; to: number | null; day: string; lane: string; status: string; title: string; label: string; item: HTMLElement }
export interface Lane { name: string; label: string; group: string }
export interface Post { from: number | null; to: number | null; label: string }

export const DAY = 86_400_000;
/** Standings that never look alike and are never counted together. */
export const TRUTH = ["established", "alleged", "refuted", "void"];

export function time(day: string | undefined): number | null {
  const value = Date.parse(`${(day ?? "").slice(0, 10)}T00:00:00Z`);
  return Number.isNaN(value) ? null : value;
}

export function readMarks(root: HTMLElement): Mark[] {
  return all("[data-tl-list] > .tl-item", root).flatMap((item): Mark[] => {
    const day = item.dataset["on"] ?? "";
    const at = time(day);
    if (at === null) return [];
    const title = one(".tl-title", item)?.textContent?.trim() ?? "";
    const pill = one(".pill", item)?.textContent?.trim() ?? "";
    const label = `${day} ${title} ${pill}`.trim();
    return [{ at, to: time(item.dataset["until"]), day, lane: item.dataset["lane"] ?? "", status: item.dataset["status"] ?? "", title, label, item }];
  });
}

export function readPosts(root: HTMLElement): Post[] {
  return all("[data-tl-posts] > li", root).map((li): Post => ({
    from: time(li.dataset["from"]), to: time(li.dataset["to"]), label: one(".tl-post-name", li)?.textContent?.trim() ?? "",
  })).filter((post) => post.from !== null || post.to !== null);
}

/** The lanes that are ticked and have a mark, in order. */
export function readLanes(root: HTMLElement, marks: Mark[]): Lane[] {
  const toggles = all<HTMLInputElement>("[data-tl-toggle]", root).filter((toggle) => toggle.checked);
  return toggles.map((toggle): Lane => ({
    name: toggle.dataset["tlToggle"] ?? "", label: toggle.nextElementSibling?.textContent?.trim() ?? "", group: toggle.dataset["tlGroup"] ?? "",
  })).filter((lane) => marks.some((mark) => mark.lane === lane.name));
}
