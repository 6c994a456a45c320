/** How many neighbours each record has in sight, asked for once it is drawn: the "+N" beside it. */
import { Failed } from "./api";
import { ASKS_AT } from "./data";
import type { Explorer } from "./explorer";

const PAUSE = 250; // milliseconds without a step
const TOGETHER = 100; // records asked about at once

export class Counts {
  private readonly asked = new Set<string>();
  private waiting = 0;
  private running = false;

  constructor(private readonly explorer: Explorer) {
    explorer.store.subscribe((change) => { if (change === "places") this.soon(); });
  }

  /** It is to be asked again, as of an officer whose file may have been opened since. */
  again(id: string): void {
    this.asked.delete(id);
    this.soon();
  }

  private soon(): void {
    clearTimeout(this.waiting);
    this.waiting = window.setTimeout(() => void this.next(), PAUSE);
  }

  /** A large graph has no room for them: only its first records are asked about. */
  private async next(): Promise<void> {
    const { store, api, config } = this.explorer;
    const known = (id: string): boolean => this.asked.has(id) || store.nodes.get(id)?.gap !== undefined;
    const ids = [...store.places.keys()].slice(0, ASKS_AT).filter((id) => !known(id)).slice(0, TOGETHER);
    if (ids.length === 0 || this.running || !config.urls.neighbours) return;
    this.running = true;
    ids.forEach((id) => this.asked.add(id));
    try {
      store.counted((await api.neighbours(ids)).nodes);
    } catch (error) {
      if (!(error instanceof Failed)) throw error;
      ids.forEach((id) => this.asked.delete(id)); // with the next step
      return;
    } finally {
      this.running = false;
    }
    void this.next();
  }
}
