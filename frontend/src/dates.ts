/** Dates: typed as 20211230, 2021-12-30, 2021/12/30 or 2021年12月30日; weekday on hover. */
import { all, make, one } from "./dom";
import { say } from "./messages";

/** "2021-12-30", or null where the text is no day of the calendar. */
export function parseDay(text: string): string | null {
  const tidy = text.trim().replace(/[０-９]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0));
  const match = /^(\d{4})(\d{2})(\d{2})$/.exec(tidy) ?? /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/.exec(tidy);
  if (!match) return null;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const date = new Date(Date.UTC(year, month - 1, day));
  const real = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real ? date.toISOString().slice(0, 10) : null;
}

export function startDates(root: ParentNode): void {
  all<HTMLElement>("[data-date-input]", root).forEach(enhanceInput);
  for (const time of all<HTMLTimeElement>("time[data-day]", root)) {
    const day = parseDay(time.dateTime.slice(0, 10));
    if (day) time.title = weekday(day);
  }
}

function weekday(day: string): string {
  return say("weekdays").split(" ")[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? "";
}

let boxes = 0;

function enhanceInput(box: HTMLElement): void {
  const input = one<HTMLInputElement>("input", box);
  const button = one<HTMLButtonElement>("[data-date-button]", box);
  if (!input || box.dataset["ready"]) return;
  box.dataset["ready"] = "yes";
  const told = make("small", { class: "field-error", id: `date-error-${++boxes}`, role: "alert" }, say("badDate"));
  const described = input.getAttribute("aria-describedby") ?? "";
  const normalise = (): void => {
    const day = parseDay(input.value);
    if (day) {
      input.value = day;
      input.title = weekday(day);
    }
    const wrong = input.value.trim() !== "" && !day;
    input.setCustomValidity(wrong ? say("badDate") : "");
    if (wrong) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
    const by = [described, wrong ? told.id : ""].filter(Boolean).join(" ");
    if (by) input.setAttribute("aria-describedby", by);
    else input.removeAttribute("aria-describedby");
    if (!wrong) told.remove();
    else if (!told.isConnected) box.after(told);
  };
  input.addEventListener("blur", normalise);
  input.addEventListener("keydown", (event) => { if (event.key === "Enter") normalise(); });
  input.addEventListener("input", () => input.setCustomValidity(""));
  const native = make("input", { type: "date", class: "native-date", tabindex: "-1", "aria-hidden": "true" });
  box.append(native);
  native.addEventListener("change", () => {
    input.value = native.value;
    normalise();
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.focus();
  });
  button?.addEventListener("click", () => {
    native.value = parseDay(input.value) ?? "";
    if ("showPicker" in native) native.showPicker();
    else input.focus();
  });
}
