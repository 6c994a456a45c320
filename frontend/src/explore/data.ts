/** What the explorer and its server tell each other (views/explore). */

export interface ExploreNode {
  id: string;
  type: string;
  type_name: string;
  problem_name: string;
  key: string;
  title: string;
  sub: string;
  court: string;
  court_name: string;
  date: string;
  url: string;
  colour: string;
  icon: string;
  group: string;
  degree?: number | null;
  more?: number | null; // neighbours that are not on the canvas
  more_capped?: boolean; // at least so many
  file?: boolean | string; // an officer: what is about them opens as a file
  gap?: string | boolean; // number of a duty that nothing discharged: no record
  problem?: string;
  retired?: boolean;
}

export interface ExploreEdge {
  id: string;
  from: string;
  to: string;
  rel: string;
  name: string;
  domain: string;
  kind?: string;
  depth?: number;
  about?: boolean; // says that a record is about an officer
}

/** How many neighbours a record has in its reader's sight. */
export interface Count { id: string; degree: number; more_capped: boolean }

export interface Answer {
  nodes: ExploreNode[];
  edges: ExploreEdge[];
  left_out?: number | null;
  partial?: string;
}

export interface Expansion { rel: string; direction: string; type: string; type_name?: string; name: string; count: number | null; capped?: boolean; icon?: string; colour?: string }
export interface Expansions { expansions: Expansion[]; total?: number; file?: { url: string; name?: string } | null }

/** What is asked of an expansion; nothing chosen: all, or the server asks back. */
export interface Wish { rel?: string; direction?: string; type?: string; order?: "newest" | "connected"; filter?: { words: string }; limit?: number; after?: string | number }

export interface Expanded extends Answer { total?: number; more?: number | null; capped?: boolean; ask?: boolean; expansions?: Expansion[]; next?: string | number | null }

export interface FoundPath { nodes: string[]; edges: string[] }
export interface Paths extends Answer { paths?: FoundPath[]; more?: boolean }

/** Start and end of a path, and how it may lead. */
export interface PathWish { from: string; to: string; types: string[]; through: string[]; directed: boolean; longest: number; skip: number }

export interface Kept { id: string; x: number; y: number; pinned: boolean }

export interface TypeWord { type: string; slug: string; name: string; icon: string; colour: string; domain: string; domain_name: string }

export interface Config {
  urls: { nodes: string; expansions: string; expand: string; neighbours?: string; record: string; layouts: string; paths: string; suggest: string; export?: string; question?: string; views?: string; folders?: string };
  types: TypeWord[];
  relations: { rel: string; name: string }[];
  supernodes: { type: string; name: string }[];
  questions: { code: string; name: string; url: string }[];
  shares: boolean; // whether the user has a court to share a view with
}

/** What one canvas holds before it asks, and before it offers the table instead. */
export const ASKS_AT = 300;
export const TABLE_AT = 1000;
/** Neighbours that come at once without asking. */
export const AT_ONCE = 50;
/** Steps of a path at most. */
export const FARTHEST = 10;
