import { readFile } from 'node:fs/promises';
import { DEMO_ABSENCES, DEMO_PEOPLE, DEMO_POLICY_NOTE, DEMO_VEHICLES } from '../../../../prisma/demo/people.ts';
import {
  DEMO_DEPOTS,
  DEMO_KITS,
  DEMO_TEAMS,
  DEMO_UNIT_ID,
  DEMO_ZONE,
  demoClosure,
  demoSeries,
  demoSwap,
} from '../../../../prisma/demo/teams.ts';
import { demoAccountId } from '../auth/is-demo-account.ts';
import { hashPassword } from '../auth/password.ts';
import { insertAccounts } from '../auth/store.ts';
import { addDays, dateAt, weekdayOf } from '../calendar/zoned-time.ts';
import { importCases } from '../cases/import/import-cases.ts';
import type { Unit } from '../contract/units.ts';
import { runOnce } from '../db/once.ts';
import type { Deps } from '../deps.ts';
import { hashBody } from '../hash-body.ts';
import { DEFAULT_RULES } from '../roster/rules/default-rules.ts';
import { installUnits } from '../units/install-units.ts';
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from './demo-accounts.ts';
import { demoDispatcher } from './evening/demo-actors.ts';
import { insertCalendarNews, insertPeopleNews, insertTeams, readSeeded } from './store.ts';

const GROUND_COMMAND = '5eed0000-0000-4000-8000-000000000001';
const CASES_COMMAND = '5eed0000-0000-4000-8000-000000000002';
const CASES_FILE = new URL('../../../../prisma/demo/cases.csv', import.meta.url);

type SeedDeps = Pick<Deps, 'db' | 'clock' | 'ids' | 'places' | 'log'>;

/**
 * Fills an empty database with the demo, once: units, accounts, teams; then the cases, through the same import a dispatcher uses.
 * A database that is used without the demo stays as it is. Both steps are commands with fixed ids, so two servers starting at once do no harm, and neither does a start that was killed.
 * `mostCases`: only so many of the list's cases, for a week in which there is room for everybody.
 */
export async function seedDemo(deps: SeedDeps, units: readonly Unit[], mostCases = Number.POSITIVE_INFINITY): Promise<void> {
  const seeded = await deps.db.transaction(readSeeded);
  if (seeded.used) return deps.log.warn('This database is in use without the demo: nothing of the demo was put into it.');
  if (!seeded.ground) await seedGround(deps, units);
  if (seeded.cases) return;
  const bytes = firstCases(await readFile(CASES_FILE), mostCases);
  const report = await importCases(deps, demoDispatcher(), {
    commandId: CASES_COMMAND,
    bytes,
    fileName: 'demo.csv',
    contentHash: undefined,
  });
  deps.log.info({ cases: report.caseCount, warnings: report.warningCount }, 'filled the demo');
}

/** The head of a list and its first cases; in the demo's list each case is one line. */
function firstCases(list: Buffer, most: number): Buffer {
  return Buffer.from(
    list
      .toString('utf8')
      .split('\n')
      .slice(0, most + 1)
      .join('\n'),
  );
}

async function seedGround(deps: SeedDeps, units: readonly Unit[]): Promise<void> {
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  const now = deps.clock.now();
  const accounts = DEMO_ACCOUNTS.map((account) => ({
    ...account,
    id: demoAccountId(account.login),
    passwordHash,
    createdAt: now,
  }));
  const command = { commandId: GROUND_COMMAND, accountId: null, kind: 'seed.ground', bodyHash: hashBody('demo'), now };
  await deps.db.transaction((tx) =>
    runOnce(tx, command, async () => {
      await installUnits(tx, units, { zone: DEMO_ZONE, country: 'VN' });
      await insertTeams(tx, {
        ...{ depots: DEMO_DEPOTS, kits: DEMO_KITS, vehicles: DEMO_VEHICLES },
        ...{ people: DEMO_PEOPLE, teams: DEMO_TEAMS, series: demoSeries(mondayOf(now)) },
      });
      await insertAccounts(tx, accounts);
      await insertPeopleNews(tx, DEMO_UNIT_ID, peopleNews(now));
      await insertCalendarNews(tx, DEMO_UNIT_ID, { closure: demoClosure(mondayOf(now)), swap: demoSwap(mondayOf(now)) });
      return null;
    }),
  );
}

function mondayOf(now: Date): string {
  const today = dateAt(now, DEMO_ZONE);
  return addDays(today, 1 - weekdayOf(today));
}

function peopleNews(now: Date): Parameters<typeof insertPeopleNews>[2] {
  const today = dateAt(now, DEMO_ZONE);
  const absences = DEMO_ABSENCES.map(({ fromDay, dayCount, ...absence }) => ({
    ...absence,
    fromDate: addDays(today, fromDay),
    toDate: addDays(today, fromDay + dayCount - 1),
  }));
  const limits = {
    ...DEFAULT_RULES.limits,
    overtime_month: { limit: 60, warnAt: 54 },
    overtime_year: { limit: 300, warnAt: 270 },
  };
  const { displayName } = DEMO_ACCOUNTS.find(({ role }) => role === 'chief')!;
  const policy = { id: 'demo-policy-1', note: DEMO_POLICY_NOTE, byName: displayName, createdAt: now };
  return { absences, policy: { ...policy, rules: { ...DEFAULT_RULES, limits } } };
}
