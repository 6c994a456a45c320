/** The chain as a file and on paper: drawn once more out of sight, whole, in light colours. */
import { make, one } from "../dom";
import { fileName, pictureOf, save } from "../files";
import { say } from "../messages";
import type { Chain } from "./chain-data";
import { draw, type Drawn } from "./chain-draw";
import { HEAD, scene } from "./chain-scene";

const PAPER = { width: 1040, height: 690, first: 130 }; // A4 landscape less its margins, in CSS pixels; what the page's head takes of the first
const SMALLEST = 0.6; // of the size on screen, to have all on one sheet
const LEGIBLE = 0.72; // full cards are printed unless they were smaller than this

let sprite: Promise<Map<string, Element>> | null = null;
let icons = new Map<string, Element>();

/** The icons by name; loaded when the picture is, since printing doesn't wait. */
function loaded(): Promise<Map<string, Element>> {
  sprite ??= fetch(document.documentElement.dataset["icons"] ?? "", { credentials: "same-origin" })
    .then((answer) => answer.text())
    .then((text) => {
      const symbols = new DOMParser().parseFromString(text, "image/svg+xml").querySelectorAll("symbol");
      icons = new Map([...symbols].map((symbol) => [symbol.id, symbol]));
      return icons;
    })
    .catch(() => icons); // a picture without icons is better than none
  return sprite;
}

/** What `use` makes of the chain drawn at this size, out of sight and in light colours. */
function aside<T>(data: Chain, compact: boolean, use: (drawn: Drawn) => T): T {
  const root = document.documentElement;
  const theme = root.dataset["theme"];
  const stage = make("div", { class: "chain-aside" });
  const frame = make("div", { class: `chain-frame${compact ? " is-compact" : ""}`, "aria-hidden": "true" }, stage);
  const holder = make("div", { class: "chain-offstage" }, frame);
  document.body.append(holder);
  root.dataset["theme"] = "light";
  try {
    return use(draw(data, compact, stage));
  } finally {
    holder.remove();
    if (theme === undefined) delete root.dataset["theme"];
    else root.dataset["theme"] = theme;
  }
}

export async function exported(data: Chain, compact: boolean, form: "png" | "svg", host: HTMLElement): Promise<void> {
  host.setAttribute("aria-busy", "true");
  try {
    await loaded();
    const drawing = aside(data, compact, (drawn) => scene(drawn, icons));
    save(await pictureOf(drawing, form), fileName(data.subject.title || data.subject.key, form));
  } finally {
    host.removeAttribute("aria-busy");
  }
}

/** Puts the picture on sheets of paper when the page is printed, and takes them away again. */
export function printable(main: HTMLElement, data: () => Chain): void {
  const paper = window.matchMedia("print");
  void loaded().then(() => paper.matches && laid());  // printing began before this was here
  const laid = (): void => {
    if (one(".chain-sheets", main)) return;
    main.append(make("div", { class: "chain-sheets" }, ...sheets(data())));
    document.querySelectorAll<HTMLDetailsElement>("details.chain-table:not([open])").forEach((table) => { table.open = true; table.dataset["opened"] = ""; });
  };
  const taken = (): void => {
    one(".chain-sheets", main)?.remove();
    document.querySelectorAll<HTMLDetailsElement>("details[data-opened]").forEach((table) => { table.open = false; delete table.dataset["opened"]; });
  };
  window.addEventListener("beforeprint", laid);
  window.addEventListener("afterprint", taken);
  paper.addEventListener("change", () => (paper.matches ? laid() : taken()));
}

function sheets(data: Chain): HTMLElement[] {
  const full = aside(data, false, (drawn) => (fits(drawn, LEGIBLE) ? cut(drawn) : null));
  return full ?? aside(data, true, cut);
}

function fits({ layout }: Drawn, least: number): boolean {
  return PAPER.width / (layout.width + 96) >= least;
}

/** On one sheet where that stays legible; else cut between cards, the stages' names on each. */
function cut(drawn: Drawn): HTMLElement[] {
  const { layout } = drawn;
  const wide = Math.min(1, PAPER.width / (layout.width + 96));
  const whole = Math.min(wide, (PAPER.height - PAPER.first) / (layout.height + HEAD));
  const scale = whole >= SMALLEST ? whole : wide;
  const ends: number[] = [0];
  while (whole < SMALLEST && (ends[ends.length - 1] ?? 0) < layout.height) {
    const from = ends[ends.length - 1] ?? 0;
    const room = (PAPER.height - (ends.length === 1 ? PAPER.first : 0)) / scale - HEAD;
    ends.push(from + room >= layout.height ? layout.height : between(drawn, from, from + room));
  }
  if (ends.length === 1) ends.push(layout.height);
  return ends.slice(1).map((to, i) => {
    const drawing = scene(drawn, icons, ends[i], to);
    const [width, height] = [Number(drawing.getAttribute("width")), Number(drawing.getAttribute("height"))];
    drawing.setAttribute("width", String(Math.floor(width * scale)));
    drawing.setAttribute("height", String(Math.floor(height * scale)));
    const note = ends.length > 2 ? [make("figcaption", {}, say("chainSheet", { n: i + 1, of: ends.length - 1 }))] : [];
    return make("figure", { class: "chain-sheet" }, drawing, ...note);
  });
}

/** The lowest place to cut at which no card is cut. */
function between({ layout }: Drawn, from: number, to: number): number {
  const boxes = [...layout.boxes.values()];
  const free = (y: number): boolean => !boxes.some((box) => box.y < y && box.y + box.height > y);
  const edges = boxes.map((box) => box.y + box.height + 3).filter((y) => y > from + 60 && y <= to && free(y));
  return edges.length ? Math.max(...edges) : to;
}
