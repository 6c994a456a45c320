/** What is typed into a form is kept in this browser until it is saved: nothing typed is lost. */
import { all, icon, make, one, storage } from "./dom";
import { say } from "./messages";
import { makeRoom } from "./rows";
import { Typeahead } from "./typeahead";

interface Records { id: string; title: string; sub: string }
interface Draft { at: string; user: string; values: Record<string, string[]>; records: Record<string, Records[]> }

const PREFIX = "zj-draft:";
const PAUSE = 600;

export function startDrafts(): void {
  clearSaved();
  all<HTMLFormElement>("form[data-draft]").forEach(watch);
}

function clearSaved(): void {
  const meta = one<HTMLMetaElement>('meta[name="draft-clear"]')?.content;
  const keys = all("[data-clear-draft]").map((element) => element.dataset["clearDraft"] ?? "");
  for (const key of meta ? [meta, ...keys] : keys) storage.remove(storageKey(key));
}

/** A draft belongs to the person who typed it, also on a shared computer. */
function storageKey(key: string): string {
  return `${PREFIX}${document.documentElement.dataset["user"] ?? ""}:${key}`;
}

function watch(form: HTMLFormElement): void {
  const key = storageKey(form.dataset["draft"] ?? location.pathname);
  const draft = read(key);
  if (draft && !same(draft, collect(form))) {
    if (form.hasAttribute("data-draft-restore")) {
      restore(form, draft);
      form.before(notice(say("draftRestored")));
    } else {
      offer(form, key, draft);
    }
  }
  let timer = 0;
  const keepNow = (): void => {
    clearTimeout(timer);
    timer = 0;
    storage.set(key, JSON.stringify(collect(form)));
  };
  const keep = (): void => {
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      keepNow();
      const place = one("[data-draft-state]", form);
      const time = minute(new Date()).slice(-5);
      if (place) place.textContent = say("draftKept", { time });
    }, PAUSE);
  };
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
  form.addEventListener("submit", keepNow);
  window.addEventListener("pagehide", () => { if (timer) keepNow(); }); // who leaves at once loses nothing either
}

/** `2026-11-01 09:55`, in Shanghai's time like every time on a page; sv-SE writes dates so. */
function minute(at: Date): string {
  return at.toLocaleString("sv-SE", { dateStyle: "short", timeStyle: "short", timeZone: "Asia/Shanghai" });
}

function read(key: string): Draft | null {
  const text = storage.get(key);
  if (!text) return null;
  try { return JSON.parse(text) as Draft; } catch { return null; }
}

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

function fields(form: HTMLFormElement): Field[] {
  return all<Field>("input[name], select[name], textarea[name]", form).filter(
    (field) => !["hidden", "password", "file", "submit"].includes(field.type) && !field.hasAttribute("data-no-draft"),
  );
}

function typeaheads(form: HTMLFormElement): [HTMLElement, string][] {
  return all<HTMLInputElement>("input[data-typeahead-url]", form).flatMap((input) => {
    const field = input.closest<HTMLElement>("[data-typeahead]");
    return field ? [[field, input.dataset["name"] ?? ""] as [HTMLElement, string]] : [];
  });
}

function collect(form: HTMLFormElement): Draft {
  const draft: Draft = { at: new Date().toISOString(), user: "", values: {}, records: {} };
  for (const field of fields(form)) {
    const values = (draft.values[field.name] ??= []);
    if (field instanceof HTMLInputElement && (field.type === "checkbox" || field.type === "radio")) {
      if (field.checked) values.push(field.value);
    } else if (field instanceof HTMLSelectElement && field.multiple) {
      values.push(...[...field.selectedOptions].map((option) => option.value));
    } else {
      values.push(field.value);
    }
  }
  for (const [field, name] of typeaheads(form)) {
    draft.records[name] = all<HTMLInputElement>('input[type="hidden"]', field)
      .filter((value) => value.name === name)
      .map((value) => ({ id: value.value, title: value.dataset["title"] ?? "", sub: value.dataset["sub"] ?? "" }));
  }
  return draft;
}

/** Whether both say the same; what is shown beneath a record chosen says nothing of its own. */
function same(a: Draft, b: Draft): boolean {
  const chosen = (draft: Draft): unknown => Object.entries(draft.records).map(([name, records]) => [name, records.map((record) => record.id)]);
  return JSON.stringify([a.values, chosen(a)]) === JSON.stringify([b.values, chosen(b)]);
}

function restore(form: HTMLFormElement, draft: Draft): void {
  makeRoom([...Object.keys(draft.values), ...Object.keys(draft.records)]);
  for (const field of fields(form)) {
    const values = draft.values[field.name];
    if (!values) continue;
    if (field instanceof HTMLInputElement && (field.type === "checkbox" || field.type === "radio")) {
      field.checked = values.includes(field.value);
    } else if (field instanceof HTMLSelectElement && field.multiple) {
      for (const option of field.options) option.selected = values.includes(option.value);
    } else {
      field.value = values.shift() ?? "";
    }
  }
  for (const [field, name] of typeaheads(form)) {
    const records = draft.records[name];
    if (records) Typeahead.restore(field, name, records);
  }
}

function notice(text: string, ...actions: (Node | string)[]): HTMLElement {
  return make("div", { class: "notice draft-notice", role: "status", "data-notice": true }, icon("info"), make("div", { class: "notice-text" }, text, ...actions));
}

function offer(form: HTMLFormElement, key: string, draft: Draft): void {
  const when = minute(new Date(draft.at));
  const yes = make("button", { type: "button", class: "btn btn-default btn-sm" }, say("draftRestore"));
  const no = make("button", { type: "button", class: "btn btn-quiet btn-sm" }, say("draftDiscard"));
  const box = notice(say("draftFound", { when }), " ", yes, no);
  yes.addEventListener("click", () => { restore(form, draft); box.remove(); });
  no.addEventListener("click", () => { storage.remove(key); box.remove(); });
  form.before(box);
}
