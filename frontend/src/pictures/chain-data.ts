/** The accountability chain as the API tells it; see README.md, "Pictures". */
export interface Named { code: string; name: string }
export interface Person { name: string; post?: string; department?: string; court?: string }
/** A duty on a link: whose, of which rule, by when, and how it stands. `part` tells several of one event apart; `note` says how late, or when it was done. */
export interface ChainDuty {
  id: string; rule: string; article: string; act: string; owner: string; department?: string; part?: string; opened?: string; due?: string;
  provisional?: boolean; state: string; state_name: string; note?: string; reason?: string; words?: string; url?: string;
}
export interface ChainNode {
  id: string; type: string; label: string; key?: string; title?: string; url?: string; stage: string; body: string;
  date?: string; until?: string; standing?: string; standing_name?: string; people?: Person[]; lines?: [string, string][];
  subject?: boolean; missing?: boolean; why?: string; since?: string; due?: string; provisional?: boolean; note?: string; state?: string; state_name?: string;
  duties?: string[]; stack?: ChainNode[];
}
/** `counts`: a recurrence, which begins a turn of the wheel; the other classes are told apart from it. */
export interface Recurrence { kind: string; name: string; depth: number; counts: boolean }
export interface ChainLink { from: string; to: string; name?: string; missing?: boolean; recurrence?: Recurrence | null; duties?: string[]; state?: string }
export interface Chain {
  subject: { type: string; key: string; title: string; url?: string };
  stages: Named[]; bodies: Named[]; nodes: ChainNode[]; links: ChainLink[]; duties?: ChainDuty[]; words?: string[];
}

/** Whether a link leads back to where it came again, and so begins a turn. */
export function again(link: ChainLink): boolean {
  return Boolean(link.recurrence?.counts);
}
