import type { ChangeGuard } from '../calendar/change-guard.ts';
import { addDays, dateAt } from '../calendar/zoned-time.ts';
import type { Breach } from '../contract/people.ts';
import type { Deps } from '../deps.ts';
import { canBeOverridden, requireAllowed } from './breach-problem.ts';
import { withOverrides } from './crews/crew-views.ts';
import { judgeDifference } from './judge-change.ts';
import { loadWork } from './load-work.ts';
import { insertOverrides, lockCrews, readOverrides } from './store/crews.ts';

/** A series has no end: so many days from today, and after the last date of its own, are judged when it changes. */
const JUDGED_DAYS = 62;
/** A shift that was moved to a far year does not make the calendar of all years be worked out. */
const MOST_JUDGED_DAYS = 400;

/**
 * The guard of every change that gives people other hours without naming a crew: series, their single shifts, members of teams,
 * office hours. It compares everybody's working time before and after the change, both read in the transaction of the change.
 * What somebody let be before stays so as long as it does not get worse: an edit can be taken back.
 */
export function makeChangeGuard(deps: Pick<Deps, 'clock' | 'ids'>): ChangeGuard {
  return async (tx, actor, { aboutDate, overrideReason = null, isTakenBack = false }, change) => {
    const now = deps.clock.now();
    const today = dateAt(now, actor.zone);
    const last = addDays(aboutDate > today ? aboutDate : today, JUDGED_DAYS);
    const most = addDays(today, MOST_JUDGED_DAYS);
    const range = { unitPath: actor.unitPath, from: today, to: last < most ? last : most, now };
    await lockCrews(tx, actor.unitPath);
    const before = await loadWork(tx, range);
    const result = await change();
    const after = await loadWork(tx, range);
    const found = judgeDifference(before, after);
    if (found.length === 0) return { result, breaches: [] };
    const known = await readOverrides(tx, actor.unitPath, today);
    const isLetBe = (breach: Breach): boolean =>
      known.some(
        ({ personId, rule, date, value }) =>
          personId === breach.personId && rule === breach.rule && date === breach.date && value === breach.value,
      );
    const letBe = requireAllowed(
      found.filter((breach) => !isLetBe(breach) && !(isTakenBack && canBeOverridden(breach))),
      overrideReason,
    );
    if (letBe.length > 0 && overrideReason !== null) {
      const by = { accountId: actor.accountId, byName: actor.displayName, reason: overrideReason, now };
      await insertOverrides(tx, letBe, { ...by, unitId: actor.unitId }, () => deps.ids.newId());
    }
    return { result, breaches: withOverrides(found, await readOverrides(tx, actor.unitPath, today)) };
  };
}
