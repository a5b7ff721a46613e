/** What the pointer or the focus points at, shared by list, map and timeline. Kept outside React: it changes at every move. */
import { useSyncExternalStore } from 'react';

export interface Hovered {
  caseId: string | null;
  routeId: string | null;
}

const NOTHING: Hovered = { caseId: null, routeId: null };
let hovered: Hovered = NOTHING;
const listeners = new Set<() => void>();

export const hover = {
  read: (): Hovered => hovered,
  set(next: Partial<Hovered>): void {
    const caseId = next.caseId ?? null;
    const routeId = next.routeId ?? null;
    if (caseId === hovered.caseId && routeId === hovered.routeId) return;
    hovered = caseId === null && routeId === null ? NOTHING : { caseId, routeId };
    for (const listener of listeners) listener();
  },
  listen(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

export function useHover(): Hovered {
  return useSyncExternalStore(hover.listen, hover.read);
}
