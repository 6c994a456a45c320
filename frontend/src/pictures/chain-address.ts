/** How the chain is seen, in the address of the page: so that who is sent it sees the same. */

/** `detail`: "" lets the window decide. `open`: the stacks that are open. `focus`: the card in the middle. */
export interface Seen { detail: "" | "compact" | "full"; open: Set<string>; focus: string }

export function seen(): Seen {
  const asked = new URLSearchParams(location.search);
  const detail = asked.get("detail");
  return {
    detail: detail === "compact" || detail === "full" ? detail : "",
    open: new Set((asked.get("open") ?? "").split(",").filter(Boolean)),
    focus: asked.get("focus") ?? "",
  };
}

export function keep({ detail, open, focus }: Seen): void {
  const to = new URL(location.href);
  for (const [name, value] of [["detail", detail], ["open", [...open].sort().join(",")], ["focus", focus]] as const) {
    if (value) to.searchParams.set(name, value);
    else to.searchParams.delete(name);
  }
  if (to.href !== location.href) history.replaceState(history.state, "", to);
}
