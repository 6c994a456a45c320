/** What was opened here last, on this computer: identifiers alone; whoever reads them needs the right again. */
import { storage } from "../dom";

const KEPT = 8;

function name(): string {
  return `zj-explore:${document.documentElement.dataset["user"] ?? ""}`;
}

export function recent(): string[] {
  return (storage.get(name()) ?? "").split(",").filter(Boolean).slice(0, KEPT);
}

export function remember(ids: string[]): void {
  if (ids.length) storage.set(name(), [...new Set([...ids, ...recent()])].slice(0, KEPT).join(","));
}
