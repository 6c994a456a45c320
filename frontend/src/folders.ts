/** The folder of a view that is kept: a choice that shows where there are folders to put it into. */
import { make, one } from "./dom";
import { say } from "./messages";

interface Folder { id: string; name: string }

/** A list's or a question's dialog is opened: its folders are asked for, once. */
export function startFolders(): void {
  const place = one("[data-folders]");
  const choice = place && one<HTMLSelectElement>("select", place);
  if (!place || !choice) return;
  document.addEventListener("click", (event) => {
    if (!(event.target as Element).closest("[data-dialog=save-view]") || choice.options.length > 1) return;
    void folders(place.dataset["folders"] ?? "").then((found) => {
      choice.replaceChildren(...options(found));
      place.hidden = found.length === 0;
    });
  });
}

/** The folders that a view may be put into; none where the server doesn't say. */
export async function folders(url: string): Promise<Folder[]> {
  if (!url) return [];
  try {
    const answer = await fetch(url, { credentials: "same-origin", headers: { Accept: "application/json" } });
    return answer.ok ? ((await answer.json()) as { folders: Folder[] }).folders : [];
  } catch {
    return [];
  }
}

/** What to choose from: no folder first. */
export function options(found: Folder[]): HTMLOptionElement[] {
  return [make("option", { value: "" }, say("noFolder")), ...found.map(({ id, name }) => make("option", { value: id }, name))];
}
