import type { CaseSummary } from '@gocua/api/contract/cases';
import { PIN_DOUBTS, type PinDoubt, pinDoubt } from '@gocua/api/contract/pin-doubts';

export interface DoubtfulPin {
  readonly one: CaseSummary;
  readonly doubt: PinDoubt;
}

/** Whose place a person should look at: who still awaits a visit, the worst doubt first, then by priority. One per household. */
export function pinQueue(cases: readonly CaseSummary[]): DoubtfulPin[] {
  const queue: DoubtfulPin[] = [];
  const households = new Set<string>();
  for (const one of cases) {
    if (one.state === 'served' || one.state === 'closed' || households.has(one.householdId)) continue;
    const doubt = pinDoubt(one);
    if (!doubt) continue;
    households.add(one.householdId);
    queue.push({ one, doubt });
  }
  return queue.sort(
    (a, b) =>
      PIN_DOUBTS.indexOf(a.doubt) - PIN_DOUBTS.indexOf(b.doubt) ||
      b.one.priority - a.one.priority ||
      (a.one.id < b.one.id ? -1 : 1),
  );
}
