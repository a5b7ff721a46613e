import { type Actor, requireWithin } from '../../auth/actor.ts';
import { ICS_LIMITS, type IcsFault, type IcsReport } from '../../contract/calendar.ts';
import type { ShiftSeries } from '../../contract/teams.ts';
import { runOnce } from '../../db/once.ts';
import type { Transaction } from '../../db/open-database.ts';
import type { Deps } from '../../deps.ts';
import { hashBody } from '../../hash-body.ts';
import { ProblemError } from '../../problem.ts';
import type { ChangeGuard } from '../change-guard.ts';
import { checkAlone, checkTogether } from '../check-series.ts';
import { dateOfStates } from '../date-of-states.ts';
import { saveStates } from '../save-states.ts';
import { findSeries, lockTeams, seriesTouchingTeams, type TeamOfCalendar } from '../store.ts';
import { dateAt } from '../zoned-time.ts';
import { readComponents } from './content-lines.ts';
import { readSeries } from './read-series.ts';

/**
 * Takes a calendar file over as the series of a team. `isDryRun` only says what would become of it; otherwise all of it is
 * written, or with a single fault nothing (`import-has-errors`). The same file again changes the same series.
 */
export async function importCalendar(
  deps: Deps,
  guard: ChangeGuard,
  actor: Actor,
  input: { commandId: string; teamId: string; text: string; isDryRun: boolean; overrideReason?: string | null | undefined },
): Promise<IcsReport> {
  const { commandId, teamId, text, isDryRun, overrideReason } = input;
  requireSize(text);
  const now = deps.clock.now();
  const command = {
    commandId,
    accountId: actor.accountId,
    kind: 'calendar.import',
    bodyHash: hashBody({ teamId, text, overrideReason }),
    now,
  };
  if (isDryRun) return deps.db.transaction((tx) => judge(tx, actor, teamId, text, now));
  return deps.db.transaction((tx) =>
    runOnce(tx, command, async () => {
      const report = await judge(tx, actor, teamId, text, now);
      if (report.faults.length > 0) {
        throw new ProblemError('import-has-errors', {
          errors: report.faults.map(({ line, code, message, params }) => ({ pointer: 'VEVENT', code, message, line, params })),
        });
      }
      const put = report.series.map(({ isNew: _, ...series }) => series);
      const { breaches } = await guard(tx, actor, { aboutDate: dateOfStates(put), overrideReason }, () =>
        saveStates(tx, actor, { put, remove: [], heirs: [] }, now),
      );
      return { ...report, breaches };
    }),
  );
}

/** Counted before anything is read: a feed of tens of thousands of events must not hold up the others. */
function requireSize(text: string): void {
  const events = text.match(/^BEGIN:VEVENT/gim)?.length ?? 0;
  if (events <= ICS_LIMITS.events) return;
  throw new ProblemError('ics-too-large', {
    detail: `The calendar has ${events} events; one import takes ${ICS_LIMITS.events}.`,
    params: { events, limit: ICS_LIMITS.events },
  });
}

async function judge(tx: Transaction, actor: Actor, teamId: string, text: string, now: Date): Promise<IcsReport> {
  const team = (await lockTeams(tx, [teamId])).get(teamId);
  if (!team) throw new ProblemError('not-found', { detail: 'There is no such team.' });
  requireWithin(actor, team.unitPath);
  const calendar = readComponents(text)?.find(({ name }) => name === 'VCALENDAR');
  if (!calendar) throw new ProblemError('ics-unreadable');
  const read = readSeries(calendar, { teamId, ownZone: actor.zone, country: team.country });
  if (read.series.length > ICS_LIMITS.seriesAtOnce) {
    const params = { events: read.series.length, limit: ICS_LIMITS.seriesAtOnce };
    throw new ProblemError('ics-too-large', { detail: `The calendar has ${params.events} series.`, params });
  }
  const series = await withVersions(tx, read.series, teamId);
  const faults = [...read.faults, ...(await faultsOf(tx, series, team, dateAt(now, actor.zone)))];
  return {
    series: series.map((one) => ({ ...one, isNew: one.version === 0 })),
    faults: faults.slice(0, ICS_LIMITS.faults),
    moreFaults: Math.max(0, faults.length - ICS_LIMITS.faults),
    breaches: [],
  };
}

/** Each with the version that is stored; what another team's series is called is taken over under a name of its own. */
async function withVersions(tx: Transaction, series: readonly ShiftSeries[], teamId: string): Promise<ShiftSeries[]> {
  const result: ShiftSeries[] = [];
  for (const one of series) {
    const stored = await findSeries(tx, one.id);
    const isOurs = stored === null || stored.series.teamId === teamId;
    const id = isOurs ? one.id : `${one.id.slice(0, 40)}.${hashBody([one.id, teamId]).slice(0, 20)}`;
    const known = isOurs ? stored : await findSeries(tx, id);
    result.push({ ...one, id, version: known?.series.version ?? 0 });
  }
  return result;
}

async function faultsOf(
  tx: Transaction,
  series: readonly ShiftSeries[],
  team: TeamOfCalendar,
  today: string,
): Promise<IcsFault[]> {
  const faults: IcsFault[] = [];
  const attempt = (uid: string, check: () => void): void => {
    try {
      check();
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      const { detail, params } = error.facts;
      faults.push({ line: 0, uid, code: error.code, message: detail ?? error.code, params: params ?? {} });
    }
  };
  for (const one of series) {
    attempt(one.id, () => checkAlone(one, team.country));
  }
  if (faults.length > 0) return faults;
  const own = new Set(series.map(({ id }) => id));
  const others = (await seriesTouchingTeams(tx, [team.id])).map(({ series: one }) => one).filter(({ id }) => !own.has(id));
  attempt('', () => checkTogether(series, { country: team.country, today, others }));
  return faults;
}
