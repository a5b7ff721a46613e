import type { RunProgress } from '../contract/planning.ts';
import type { Deps } from '../deps.ts';

/** How far a run is, as it happens in this process. Not kept: losing one loses nothing. */
export interface RunProgressEvent {
  readonly runId: string;
  readonly unitId: string;
  readonly unitPath: string;
  readonly progress: RunProgress;
}

export type ProgressListener = (event: RunProgressEvent) => void;

/** Where planning says its progress and the live hub listens, so that planning need not know the hub. */
export class RunProgressFeed {
  readonly #listeners = new Set<ProgressListener>();

  /** Answers with the function that ends the subscription. */
  subscribe(listener: ProgressListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  say(event: RunProgressEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}

const feeds = new WeakMap<Deps, RunProgressFeed>();

/** The feed of one server. */
export function runProgressOf(deps: Deps): RunProgressFeed {
  let feed = feeds.get(deps);
  if (!feed) {
    feed = new RunProgressFeed();
    feeds.set(deps, feed);
  }
  return feed;
}
