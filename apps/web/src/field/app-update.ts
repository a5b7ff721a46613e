import type { TeamAssignment } from '@gocua/api/contract/dispatch';

export type AppUpdateState = 'none' | 'ready';

/**
 * Keeps the field app on the phone and up to date: registers the service worker, asks for a newer one when the page comes back,
 * and puts it in place only when it is told to. Where there is no service worker (private window, old browser) nothing fails.
 */
export class AppUpdate {
  #state: AppUpdateState = 'none';
  #registration: ServiceWorkerRegistration | null = null;
  #listeners = new Set<() => void>();
  #isApplying = false;

  readonly read = (): AppUpdateState => this.#state;

  readonly listen = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  async start(workers: ServiceWorkerContainer | undefined): Promise<void> {
    if (!workers || this.#registration) return;
    workers.addEventListener('controllerchange', () => {
      // The first worker takes over a page that was loaded before it: nothing changed for that page.
      if (this.#isApplying) window.location.reload();
    });
    try {
      this.#registration = await workers.register('/sw.js', { scope: '/to' });
    } catch {
      return;
    }
    this.#registration.addEventListener('updatefound', () => this.#watch(this.#registration?.installing ?? null));
    this.#watch(this.#registration.installing);
    this.#look();
  }

  /** Asks the server whether there is a newer version; without a network nothing happens. */
  check(): void {
    this.#registration?.update().catch(() => undefined);
  }

  /** Puts the newer version in place and loads the page again. */
  apply(): void {
    this.#isApplying = true;
    this.#registration?.waiting?.postMessage('take-over');
  }

  #watch(worker: ServiceWorker | null): void {
    worker?.addEventListener('statechange', () => this.#look());
  }

  #look(): void {
    const isReady = Boolean(this.#registration?.waiting && this.#registration.active);
    const state = isReady ? 'ready' : 'none';
    if (state === this.#state) return;
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

const READ_ONLY_PAGES = new Set(['/to', '/to/danh-sach', '/to/ban-do']);

/** Never while a team is on its way or at a home, and never on a page where something is being filled in. */
export function mayUpdateNow(visits: readonly TeamAssignment[], pathname: string): boolean {
  return READ_ONLY_PAGES.has(pathname) && !visits.some((visit) => visit.state === 'travelling' || visit.state === 'arrived');
}
