/** How lines look: the state of the duty that a link carries, and the classes of coming again, none like another. */
import type { ChainLink } from "./chain-data";

/** `colour` names one of tokens.css; `dashes` as in SVG, none for a solid line. */
export interface Look { colour: string; width: number; dashes: number[]; icon?: string }

const PLAIN: Look = { colour: "control", width: 1.5, dashes: [] };
const ABSENT: Look = { colour: "overdue", width: 1.5, dashes: [5, 4] };

const STATES: Record<string, Look> = {
  open: { colour: "open", width: 1.5, dashes: [5, 4] },
  "due-soon": { colour: "due-soon", width: 1.5, dashes: [5, 4] },
  overdue: ABSENT,
  met: { colour: "met", width: 1.5, dashes: [] },
  "met-late": { colour: "met-late", width: 2.5, dashes: [] },
  waived: { colour: "waived", width: 1.5, dashes: [2, 3] },
  void: { colour: "waived", width: 1, dashes: [1, 4] },
};

/** The first three are drawn thick, being what counts; the others thin and grey. */
export const RECURRENCES: Record<string, Look> = {
  after_rectification: { colour: "solid", width: 3, dashes: [], icon: "repeat" },
  after_feedback: { colour: "solid", width: 3, dashes: [9, 4], icon: "feedback" },
  not_put_right: { colour: "overdue", width: 3, dashes: [3, 3], icon: "error" },
  late_discovery: { colour: "text-3", width: 1.5, dashes: [1, 4], icon: "clock" },
  undetermined: { colour: "text-3", width: 1.5, dashes: [7, 3, 1, 3], icon: "help" },
  same_kind: { colour: "text-3", width: 1.5, dashes: [8, 5], icon: "list" },
};

export function look(link: ChainLink): Look {
  if (link.recurrence) return RECURRENCES[link.recurrence.kind] ?? PLAIN;
  return STATES[link.state ?? ""] ?? (link.missing ? ABSENT : PLAIN);
}
