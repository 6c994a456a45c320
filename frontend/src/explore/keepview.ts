/** A view that is kept: named, for oneself, one's court, or locked; and the link to send. */
import { folders, options } from "../folders";
import { make } from "../dom";
import { say } from "../messages";
import { Failed } from "./api";
import { dialog } from "./ask";
import type { Explorer } from "./explorer";

/** The address goes onto the clipboard; where the browser has none, it is shown to be copied. */
export async function share(explorer: Explorer): Promise<void> {
  if (!(await explorer.keepNow())) return;
  const done = await navigator.clipboard?.writeText(location.href).then(() => true, () => false);
  if (done) return explorer.work.tell(say("exCopied"));
  const field = make("input", { class: "form-control", readonly: true, value: location.href, "aria-label": say("exShare") });
  const asked = dialog(say("exShare"), [make("p", {}, say("exShareHint")), field], [{ name: "", label: say("exClose") }]);
  field.select();
  await asked;
}

/** Kept under a name, with who may see it and a note. */
export async function keepView(explorer: Explorer): Promise<void> {
  const url = explorer.config.urls.views;
  if (!url || !(await explorer.keepNow())) return;
  const name = make("input", { class: "form-control", type: "text", required: true, maxlength: "100", autocomplete: "off" });
  const audience = make("select", { class: "form-control" }, ...(["personal", ...(explorer.config.shares ? ["court", "locked"] as const : [])] as const).map((each) => make("option", { value: each }, say(({ personal: "exPersonal", court: "exOfCourt", locked: "exLocked" } as const)[each]))));
  const notes = make("textarea", { class: "form-control", rows: "3" });
  const found = await folders(explorer.config.urls.folders ?? "");
  const folder = make("select", { class: "form-control" }, ...options(found));
  const row = (label: string, control: HTMLElement): HTMLElement => make("label", { class: "explore-row" }, make("span", {}, label), control);
  const refused = make("p", { class: "field-error", role: "alert", hidden: true });
  const refusal = (sentence: string): boolean => { refused.textContent = sentence; refused.hidden = sentence === ""; return sentence === ""; };
  await dialog(say("exKeepView"), [row(say("exName"), name), row(say("exAudience"), audience), ...(found.length ? [row(say("exFolder"), folder)] : []), row(say("exNotes"), notes), refused],
    [{ name: "", label: say("exCancel") }, { name: "keep", label: say("exKeepVerb"), primary: true }], async () => {
      const body = { name: name.value.trim(), address: `${location.pathname}${location.search}`, audience: audience.value, notes: notes.value.trim(), folder: folder.value };
      explorer.work.tell(say("exKeeping"));
      const why = await explorer.api.send(url, body).then(() => "", refusedBecause);
      if (why === "") explorer.work.tell(say("exKept", { name: body.name }));
      return refusal(why);
    });
}

function refusedBecause(error: unknown): string {
  if (error instanceof Failed) return error.message;
  throw error;
}
