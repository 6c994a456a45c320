/** One record of the chain as a card; what should be there and isn't as a dashed red one. */
import { icon, make } from "../dom";
import { say, type Message } from "../messages";
import type { ChainNode, Person } from "./chain-data";

const ICONS: Record<string, string> = {
  case: "folder", act: "list", step: "list", review: "scales", petition: "envelope", verification: "search", finding: "warning",
  feedback: "feedback", rectification: "edit", check: "clipboard", notice: "inbox", proposal: "inbox", measure: "gavel", callback: "phone",
  trip: "route", tripreport: "route", meeting: "meeting", opinion: "file", dispute: "scales", inspection: "eye", visit: "eye", lead: "lock",
  correctionorder: "edit", dualinvestigation: "search", keycase: "folder", court: "court",
};
const STATES: Record<string, Message> = {
  open: "dutyOpen", "due-soon": "dutyDueSoon", overdue: "dutyOverdue", met: "dutyMet", "met-late": "dutyMetLate", waived: "dutyWaived", gap: "dutyGap",
};

export function card(node: ChainNode): HTMLElement {
  const body = [head(node), ...(node.missing ? absence(node) : record(node))];
  const classes = `chain-card${node.missing ? " is-missing" : ""}${node.subject ? " is-subject" : ""}${node.standing_name || node.missing ? " has-standing" : ""}${node.state === "unseen" ? " is-unseen" : ""}${node.standing ? ` is-${node.standing}` : ""}`;
  const attributes = { class: classes, tabindex: "-1", "data-node": node.id, draggable: "false", title: [node.label, node.key, node.title, node.standing_name].filter(Boolean).join(" ") };
  // the drawer opens what has data-preview-link; Ctrl-click still gives a tab of its own
  if (node.url) return make("a", { ...attributes, href: node.url, "data-preview-link": true }, ...body);
  return make("div", { ...attributes, role: "note" }, ...body);
}

function head(node: ChainNode): HTMLElement {
  const kind = make("span", { class: "chain-kind" }, icon(node.missing ? "chain-gap" : ICONS[node.type.toLowerCase().replace(/[^a-z]/g, "")] ?? "file"), node.label);
  const made = make("span", { class: "chain-head" }, kind);
  if (node.missing) made.append(pill("gap", say("dutyGap")));
  else if (node.standing_name) made.append(pill(node.standing || "neutral", node.standing_name));
  const state = node.missing ? undefined : STATES[node.state ?? ""];
  if (state && node.state && node.state !== "gap") made.append(pill(node.state, say(state)));
  const day = node.date || node.since;
  if (day) made.append(make("span", { class: "chain-when" }, day)); // in the small card only
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

function absence(node: ChainNode): HTMLElement[] {
  const made = [make("span", { class: "chain-brief" }, node.label)]; // in the small card, instead of its head
  if (node.title) made.push(make("span", { class: "chain-title" }, node.title));
  if (node.why) made.push(make("span", { class: "chain-why" }, node.why));
  if (node.since) made.push(make("span", { class: "chain-date" }, icon("clock"), say("missingSince", { day: node.since })));
  made.push(...(node.people ?? []).slice(0, 3).map(person), ...lines(node));
  return made;
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
