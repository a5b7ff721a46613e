/**
 * Short notes at the edge of the screen, framework-free. A note with an undo stays longer; an error stays until it is closed, and so does
 * any while somebody is at it.
 * The clock is injected so that tests can move it.
 */
export interface Toast {
  id: number;
  kind: 'done' | 'info' | 'error';
  words: string;
  undo?: { words: string; run: () => void };
}
export interface Timer {
  set(run: () => void, afterMs: number): unknown;
  clear(handle: unknown): void;
}

const STAYS_MS = 6_000;
const STAYS_WITH_UNDO_MS = 12_000;
const SHOWN_COUNT = 4;

export class ToastQueue {
  #toasts: readonly Toast[] = [];
  #listeners = new Set<() => void>();
  #handles = new Map<number, unknown>();
  #nextId = 1;
  #timer: Timer;

  constructor(timer: Timer) {
    this.#timer = timer;
  }

  /** The toasts on screen, oldest first; the same array until something changes. */
  readonly read = (): readonly Toast[] => this.#toasts;

  readonly listen = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  show(toast: Omit<Toast, 'id'>): number {
    const id = this.#nextId++;
    for (const old of this.#toasts.slice(0, Math.max(0, this.#toasts.length + 1 - SHOWN_COUNT))) this.close(old.id);
    this.#toasts = [...this.#toasts, { ...toast, id }];
    this.release(id);
    this.#tell();
    return id;
  }

  /** Somebody is at it, with the pointer or the keyboard: it stays. */
  hold(id: number): void {
    this.#timer.clear(this.#handles.get(id));
    this.#handles.delete(id);
  }

  /** Nobody is at it any more: its time begins anew. */
  release(id: number): void {
    this.hold(id);
    const toast = this.#toasts.find((one) => one.id === id);
    if (!toast || toast.kind === 'error') return;
    const staysMs = toast.undo ? STAYS_WITH_UNDO_MS : STAYS_MS;
    this.#handles.set(
      id,
      this.#timer.set(() => this.close(id), staysMs),
    );
  }

  undo(id: number): void {
    const toast = this.#toasts.find((one) => one.id === id);
    this.close(id);
    toast?.undo?.run();
  }

  close(id: number): void {
    this.hold(id);
    this.#toasts = this.#toasts.filter((toast) => toast.id !== id);
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

export const toasts = new ToastQueue({
  set: (run, afterMs) => setTimeout(run, afterMs),
  clear: (handle) => clearTimeout(handle as ReturnType<typeof setTimeout>),
});
