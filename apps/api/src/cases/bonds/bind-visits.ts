import type { CaseBonds } from '../../contract/cases.ts';
import type { Bond, Need } from '../../contract/codes.ts';
import type { Transaction } from '../../db/open-database.ts';
import type { Deps } from '../../deps.ts';
import { closeBound, insertBound, readBound } from './store.ts';

const NEED_OF: Record<Bond, Need> = { together: 'second_team', return: 'card_return' };

/** Makes the visits that a case takes besides its own, and closes those it no longer takes; answers with the cases that changed. */
export async function bindVisits(
  tx: Transaction,
  deps: Pick<Deps, 'clock' | 'ids'>,
  firstId: string,
  { secondTeam, returnAfterDays }: CaseBonds,
): Promise<string[]> {
  const now = deps.clock.now();
  const there = await readBound(tx, firstId);
  const wanted: { bond: Bond; days: number | null }[] = [
    ...(secondTeam ? [{ bond: 'together' as const, days: null }] : []),
    ...(returnAfterDays === null ? [] : [{ bond: 'return' as const, days: returnAfterDays }]),
  ];
  const isSame = (a: { bond: Bond; days: number | null }, b: { bond: Bond; days: number | null }): boolean =>
    a.bond === b.bond && a.days === b.days;
  const dropped = there.filter((one) => !wanted.some((other) => isSame(one, other))).map(({ id }) => id);
  await closeBound(tx, dropped, now);
  const added: string[] = [];
  for (const one of wanted) {
    if (there.some((other) => isSame(one, other))) continue;
    const id = deps.ids.newId();
    await insertBound(tx, firstId, { id, ...one, need: NEED_OF[one.bond], now });
    added.push(id);
  }
  return [...dropped, ...added];
}
