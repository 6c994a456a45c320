/** The server's side of the explorer. A question that fails says why, so that it can be asked again. */
import { csrfToken } from "../dom";
import { answering } from "./address";
import { say } from "../messages";
import type { Answer, Config, Count, Expanded, Expansions, Kept, Paths, PathWish, Wish } from "./data";

export class Failed extends Error {
  /** `page`: where it can be done, as where a purpose has to be stated first. */
  constructor(readonly status: number, sentence: string, readonly page = "") {
    super(sentence);
  }
}

export class Api {
  constructor(private readonly urls: Config["urls"]) {}

  /** With the question that they answer, where they do. */
  nodes(ids: string[], question: URLSearchParams | null = null, signal?: AbortSignal): Promise<Answer> {
    return this.post(this.urls.nodes, { ids, gaps: true, ...answering(question) }, signal);
  }

  start(at: string[], signal?: AbortSignal): Promise<Answer> {
    return this.post(this.urls.nodes, { at, gaps: true }, signal);
  }

  expansions(id: string, signal?: AbortSignal): Promise<Expansions> {
    return this.get(this.urls.expansions, { id }, signal);
  }

  expand(id: string, wish: Wish, known: string[], signal?: AbortSignal): Promise<Expanded> {
    return this.post(this.urls.expand, { id, ...wish, known, gaps: true }, signal);
  }

  neighbours(ids: string[]): Promise<{ nodes: Count[] }> {
    return this.post(this.urls.neighbours ?? "", { ids });
  }

  paths(wish: PathWish, signal?: AbortSignal): Promise<Paths> {
    const { from, to, types, through, directed, longest, skip } = wish;
    return this.get(this.urls.paths, { from, to, types: types.join(","), through: through.join(","), directed: directed ? "1" : "", longest: String(longest), skip: String(skip) }, signal);
  }

  keep(nodes: Kept[]): Promise<{ id: string }> {
    return this.post(this.urls.layouts, { nodes, hidden: [] });
  }

  kept(id: string, signal?: AbortSignal): Promise<{ id: string; nodes: Kept[] }> {
    return this.get(`${this.urls.layouts}/${encodeURIComponent(id)}`, {}, signal);
  }

  /** The side panel's fragment. */
  async record(id: string, signal: AbortSignal): Promise<string> {
    return (await this.ask(address(this.urls.record, { id }), { signal, headers: { Accept: "text/html, application/json" } })).text();
  }

  async get<T>(url: string, values: Record<string, string>, signal?: AbortSignal): Promise<T> {
    return (await (await this.ask(address(url, values), { signal: signal ?? null })).json()) as T;
  }

  /** Sends it to an address that answers with something else than JSON, or with nothing. */
  send(url: string, body: unknown, signal?: AbortSignal): Promise<Response> {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": csrfToken() };
    return this.ask(url, { method: "POST", body: JSON.stringify(body), headers, signal: signal ?? null });
  }

  private async post<T>(url: string, body: unknown, signal?: AbortSignal): Promise<T> {
    return (await (await this.send(url, body, signal)).json()) as T;
  }

  private async ask(url: string, init: RequestInit): Promise<Response> {
    const headers = { Accept: "application/json", "X-Requested-With": "fetch", ...(init.headers as Record<string, string> | undefined) };
    let answer: Response;
    try {
      answer = await fetch(url, { ...init, headers, credentials: "same-origin" });
    } catch (error) {
      if (init.signal?.aborted) throw error;
      throw new Failed(0, say("noAnswer"));
    }
    if (answer.redirected && answer.url.includes("/login")) location.assign(answer.url);
    if (answer.ok) return answer;
    const told = (await answer.json().catch(() => ({}))) as { detail?: unknown; error?: unknown; page?: unknown };
    const why = told.detail ?? told.error;
    throw new Failed(answer.status, typeof why === "string" && why ? why : say("exStatus", { status: answer.status }), typeof told.page === "string" && told.page.startsWith("/") ? told.page : "");
  }
}

function address(url: string, values: Record<string, string>): string {
  const made = new URL(url, location.href);
  for (const [name, value] of Object.entries(values)) if (value !== "") made.searchParams.set(name, value);
  return made.href;
}
