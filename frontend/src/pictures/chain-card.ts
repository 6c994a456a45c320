/** One record of the chain as a card; what should be there and isn't as a dashed red one. */
import { icon, make } from "../dom";
import { say, type Message } from "../messages";
import type { ChainDuty, ChainLink, ChainNode, Person, Recurrence } from "./chain-data";
import { RECURRENCES } from "./chain-lines";

const ICONS: Record<string, string> = {
  case: "folder", act: "list", step: "list", review: "scales", petition: "envelope", verification: "search", finding: "warning",
  feedback: "feedback", rectification: "edit", check: "clipboard", notice: "inbox", proposal: "inbox", measure: "gavel", callback: "phone",
  trip: "route", tripreport: "route", meeting: "meeting", opinion: "file", dispute: "scales", inspection: "eye", visit: "eye", lead: "lock",
  correctionorder: "edit", dualinvestigation: "search", keycase: "folder", court: "court",
};
const STATES: Record<string, Message> = {
  open: "dutyOpen", "due-soon": "dutyDueSoon", overdue: "dutyOverdue", met: "dutyMet", "met-late": "dutyMetLate", waived: "dutyWaived", void: "dutyVoid", gap: "dutyGap",
};
const TABS = 2; // duties that a card tells itself; the table tells all

export type Duties = ReadonlyMap<string, ChainDuty>;

/** `apart`: the links by which it is told apart from a recurrence. */
export function card(node: ChainNode, duties: Duties, apart: ChainLink[] = []): HTMLElement {
  const told = (node.duties ?? []).map((id) => duties.get(id)).filter((duty): duty is ChainDuty => Boolean(duty));
  const body = node.stack ? [head(node), ...stack(node, node.stack, told)] : [...(ends(node) ? [] : [...tabs(told), ...classed(apart)]), head(node), ...(ends(node) ? absence(node) : record(node))];
  const flags = { "is-missing": node.missing, "is-subject": node.subject, "has-standing": node.standing_name || node.state, "is-unseen": node.state === "unseen", "is-stack": node.stack };
  const classes = ["chain-card", ...Object.entries(flags).filter(([, on]) => on).map(([name]) => name), node.standing ? `is-${node.standing}` : "", ends(node) ? `owes-${node.state}` : ""];
  const title = [[node.label, node.key, node.title, node.standing_name].filter(Boolean).join(" "), node.why, ...told.map((duty) => duty.words)].filter(Boolean).join("\n");
  const attributes = { class: classes.filter(Boolean).join(" "), tabindex: "-1", "data-node": node.id, draggable: "false", title };
  if (node.stack) return make("button", { ...attributes, type: "button", "aria-expanded": "false", "data-stack": node.id }, ...body);
  // the drawer opens what has data-preview-link; Ctrl-click still gives a tab of its own
  if (node.url) return make("a", { ...attributes, href: node.url, "data-preview-link": true }, ...body);
  return make("div", { ...attributes, role: "note" }, ...body);
}

/** Whether a card stands for what isn't there: owed, released from, or out of sight. */
function ends(node: ChainNode): boolean {
  return Boolean(node.state) && !node.key;
}

function head(node: ChainNode): HTMLElement {
  const drawn = ends(node) && !node.stack && node.missing ? "chain-gap" : ICONS[node.type.toLowerCase().replace(/[^a-z]/g, "")] ?? "file";
  const kind = make("span", { class: "chain-kind" }, icon(drawn), make("span", {}, node.label));
  const made = make("span", { class: "chain-head" }, kind);
  if (node.stack) made.append(make("b", { class: "chain-count" }, `×\u202f${node.stack.length}`));
  if (node.standing_name) made.append(pill(node.standing || "neutral", node.standing_name));
  const state = STATES[node.state ?? ""];
  if (state) made.append(node.missing && node.state === "overdue" ? pill("gap", say("dutyGap")) : pill(node.state ?? "", node.state_name || say(state)));
  const day = node.due || node.date || node.since;
  if (day) made.append(make("span", { class: "chain-when" }, day)); // in the small card only
  return made;
}

/** The duties that a record discharged stand on its upper edge, where their links come in. */
function tabs(told: ChainDuty[]): HTMLElement[] {
  const made = told.slice(0, TABS).map((duty) => {
    const name = make("span", { class: "chain-duty-name" }, icon(`st-${duty.state}`), make("b", {}, duty.article), make("span", {}, duty.act));
    const day = duty.due ? make("span", { class: "chain-duty-due" }, due(duty.due, duty.provisional)) : "";
    const facts = make("span", { class: "chain-duty-facts" }, day, make("b", {}, duty.state_name), make("span", {}, duty.note ?? ""));
    const owner = make("span", { class: "chain-duty-owner" }, [duty.owner, duty.department].filter(Boolean).join(" · "));
    const brief = make("span", { class: "chain-duty-brief" }, icon(`st-${duty.state}`), [duty.article, duty.due?.slice(5), duty.state_name].filter(Boolean).join(" "));
    const part = duty.part ? [make("span", { class: "chain-duty-part" }, duty.part)] : [];
    return make("span", { class: `chain-duty duty-${duty.state}`, title: duty.words ?? "" }, name, ...part, owner, facts, brief);
  });
  const more = told.length - TABS;
  if (more > 0) made.push(make("span", { class: "chain-duty-more", title: told.slice(TABS).map((duty) => duty.words).join("\n") }, say("moreDuties", { n: more })));
  return made;
}

/** What came again within its turn says so on its card: found late, not put right, undetermined, of the same kind. */
function classed(apart: ChainLink[]): HTMLElement[] {
  const kinds = new Map(apart.flatMap((link): [string, Recurrence][] => (link.recurrence ? [[link.recurrence.kind, link.recurrence]] : [])));
  return [...kinds].map(([kind, { name, depth }]) => make("span", { class: `chain-class loop-${kind}`, title: name }, icon(RECURRENCES[kind]?.icon ?? "repeat"), make("span", {}, name, ...inVain(depth))));
}

/** How many rectifications came to nothing before a recurrence. */
export function inVain(depth: number): (string | HTMLElement)[] {
  return depth > 0 ? [" ", make("b", {}, say("recurrenceDepth", { n: depth }))] : [];
}

function stack(node: ChainNode, members: ChainNode[], told: ChainDuty[]): HTMLElement[] {
  const made = [];
  if (node.date) made.push(make("span", { class: "chain-date" }, icon("calendar"), node.until ? `${node.date} – ${node.until}` : node.date));
  const titles = [...new Set(members.map((each) => each.title).filter(Boolean))];
  if (!ends(node) && titles.length) made.push(make("span", { class: "chain-title" }, titles.slice(0, 3).join("、") + (titles.length > 3 ? "…" : "")));
  const states = [...new Set(told.map((duty) => duty.state))];
  if (states.length) made.push(make("span", { class: "chain-states" }, ...states.map((state) => pill(state, `${told.find((duty) => duty.state === state)?.state_name ?? ""} ${told.filter((duty) => duty.state === state).length}`))));
  made.push(make("span", { class: "chain-unfold" }, icon("chevron-down"), say("chainOpenStack")));
  return made;
}

function record(node: ChainNode): HTMLElement[] {
  const made: HTMLElement[] = [];
  if (node.key) made.push(make("span", { class: "chain-number" }, node.key));
  if (node.title && node.title !== node.key) made.push(make("span", { class: "chain-title" }, node.title));
  if (node.date) made.push(make("span", { class: "chain-date" }, icon("calendar"), node.until ? `${node.date} – ${node.until}` : node.date));
  made.push(...(node.people ?? []).slice(0, 3).map(person));
  const more = (node.people ?? []).length - 3;
  if (more > 0) made.push(make("small", {}, say("morePeople", { n: more })));
  made.push(...lines(node));
  return made;
}

/** What isn't there: whose duty, since when, by when, how late; or why nothing is owed any more. */
function absence(node: ChainNode): HTMLElement[] {
  const made = [make("span", { class: "chain-brief" }, [node.label, node.note].filter(Boolean).join(" · "))]; // in the small card, instead of its head
  if (node.title) made.push(make("span", { class: "chain-title" }, node.title));
  if (node.since) made.push(make("span", { class: "chain-date" }, icon("clock"), say(node.due ? "dutySince" : "missingSince", { day: node.since })));
  if (node.due) made.push(make("span", { class: "chain-date" }, icon("calendar"), due(node.due, node.provisional)));
  if (node.note) made.push(make("b", { class: "chain-late" }, node.note));
  if (node.why) made.push(make("span", { class: "chain-why" }, node.why));
  made.push(...lines(node));
  return made;
}

/** By when; marked where the holidays of the year aren't known yet. */
function due(day: string, provisional?: boolean): string {
  return say(provisional ? "dutyDueProvisional" : "dutyDue", { day });
}

function lines(node: ChainNode): HTMLElement[] {
  return (node.lines ?? []).slice(0, 4).map(([name, value]) => make("span", { class: "chain-line" }, make("b", {}, name), value));
}

function person({ name, post, department, court }: Person): HTMLElement {
  const where = [post, department, court].filter(Boolean).join(" · ");
  return make("span", { class: "chain-person" }, icon("user"), make("span", {}, make("b", {}, name), ...(where ? [make("small", {}, where)] : [])));
}

function pill(kind: string, label: string): HTMLElement {
  return make("span", { class: `pill pill-${kind}` }, icon(`st-${kind}`), make("span", {}, label));
}
