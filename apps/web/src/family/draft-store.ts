import { beginDraft, type Draft } from './draft.ts';

const DRAFT_KEY = 'gocua.family.draft';
const SENT_KEY = 'gocua.family.sent';

/** What this needs of sessionStorage; private windows may refuse every call. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/**
 * A1: the draft lives with the tab until it was sent, through back, reload and a restored tab, and is gone when the tab is closed:
 * the phone may be borrowed. Without storage it lives as long as the page.
 */
export class DraftStore {
  #shelf: Shelf | null;
  #make: () => { id: string; token: string };
  #draft: Draft;
  #sent: { token: string; how: 'now' | 'earlier' } | null = null;
  #listeners = new Set<() => void>();

  constructor(shelf: Shelf | null, make: () => { id: string; token: string }) {
    this.#shelf = shelf;
    this.#make = make;
    this.#draft = this.#kept() ?? this.#fresh();
  }

  readonly read = (): Draft => this.#draft;

  readonly listen = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  change(part: Partial<Omit<Draft, 'id' | 'token'>>): void {
    this.#put({ ...this.#draft, ...part });
  }

  /** The server has it: the answers leave the device, the link stays with the tab. */
  markSent(token: string, how: 'now' | 'earlier'): void {
    this.#sent = { token, how };
    this.#try((shelf) => shelf.setItem(SENT_KEY, token));
    this.#try((shelf) => shelf.removeItem(DRAFT_KEY));
    this.#draft = this.#fresh();
    this.#tell();
  }

  /** Whether this page itself sent the request: now, or (the answer was lost) an earlier version of it. */
  howSent(token: string): 'now' | 'earlier' | null {
    return this.#sent?.token === token ? this.#sent.how : null;
  }

  /** The secret of the request this tab sent last. */
  sentToken(): string | null {
    return this.#try((shelf) => shelf.getItem(SENT_KEY)) ?? null;
  }

  #fresh(): Draft {
    const { id, token } = this.#make();
    return beginDraft(id, token);
  }

  #kept(): Draft | null {
    try {
      const kept = JSON.parse(this.#shelf?.getItem(DRAFT_KEY) ?? 'null') as Draft | null;
      // A draft of an older version of the page gets what it lacks.
      return kept && typeof kept.id === 'string' && typeof kept.token === 'string'
        ? { ...beginDraft(kept.id, kept.token), ...kept }
        : null;
    } catch {
      return null;
    }
  }

  #put(draft: Draft): void {
    this.#draft = draft;
    this.#try((shelf) => shelf.setItem(DRAFT_KEY, JSON.stringify(draft)));
    this.#tell();
  }

  #try<T>(use: (shelf: Shelf) => T): T | undefined {
    try {
      return this.#shelf ? use(this.#shelf) : undefined;
    } catch {
      return undefined;
    }
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
