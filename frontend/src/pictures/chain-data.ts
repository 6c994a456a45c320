/** The accountability chain as the API tells it; see README.md, "Pictures". */
export interface Named { code: string; name: string }
export interface Person { name: string; post?: string; department?: string; court?: string }
export interface ChainNode {
  id: string; type: string; label: string; key?: string; title?: string; url?: string; stage: string; body: string;
  date?: string; until?: string; standing?: string; standing_name?: string; people?: Person[]; lines?: [string, string][];
  subject?: boolean; missing?: boolean; why?: string; since?: string; state?: string;
}
export interface Recurrence { kind: string; name: string; depth: number }
export interface ChainLink { from: string; to: string; name?: string; missing?: boolean; recurrence?: Recurrence | null }
export interface Chain {
  subject: { type: string; key: string; title: string; url?: string };
  stages: Named[]; bodies: Named[]; nodes: ChainNode[]; links: ChainLink[]; words?: string[];
}
