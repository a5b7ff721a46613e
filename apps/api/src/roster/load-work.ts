import { holidaysBetween } from '../calendar/holidays.ts';
import { shiftsBetween } from '../calendar/list-shifts.ts';
import { addDays } from '../calendar/zoned-time.ts';
import type { WorkingTimeRules } from '../contract/people.ts';
import { SHIFT_LIMITS, type Shift } from '../contract/teams.ts';
import type { Queryable } from '../db/open-database.ts';
import { readCrewGround } from './crew-ground.ts';
import type { Crew, CrewSurroundings } from './crews/crew-of-shift.ts';
import { countShares, type FairShares } from './rules/judge-evenings.ts';
import { inOrderOfTime } from './rules/judge-person.ts';
import { dateOf, WorkCalendar } from './rules/work-calendar.ts';
import { type PreparedWorker, prepareWorker, type WorkShift } from './rules/work-of-person.ts';
import type { PersonRow, TeamRow } from './store/work.ts';

/** People, teams and shifts of a unit at one moment, from the beginning of the year to the end of the range. Nothing here changes. */
export interface Work {
  readonly unitPath: string;
  readonly zone: string;
  readonly today: string;
  readonly now: Date;
  readonly calendar: WorkCalendar;
  readonly people: ReadonlyMap<string, PersonRow>;
  readonly workers: ReadonlyMap<string, PreparedWorker>;
  /** Those of the unit first; also those elsewhere in which its people work. */
  readonly teams: ReadonlyMap<string, TeamRow>;
  readonly shifts: readonly Shift[];
  readonly crews: ReadonlyMap<string, Crew>;
  /** By person, in order of time: the shifts they come to. */
  readonly shiftsOf: ReadonlyMap<string, readonly WorkShift[]>;
  readonly fair: FairShares;
  rulesOf(personId: string): WorkingTimeRules;
  surroundingsOf(team: TeamRow): CrewSurroundings;
}

export function toWorkShift(shift: Pick<Shift, 'id' | 'teamId' | 'date' | 'opensAt' | 'closesAt' | 'rest'>): WorkShift {
  return {
    shiftId: shift.id,
    teamId: shift.teamId,
    date: shift.date,
    opensMs: Date.parse(shift.opensAt),
    closesMs: Date.parse(shift.closesAt),
    restSec: shift.rest?.durationSec ?? 0,
  };
}

/** Loads what the rules need to judge shifts from one local date to another (both included). */
export async function loadWork(db: Queryable, range: { unitPath: string; from: string; to: string; now: Date }): Promise<Work> {
  const { unitPath, from, to, now } = range;
  const ground = await readCrewGround(db, unitPath, now);
  const { people, teams, zone } = ground;
  // The overtime of a month is that of the whole month.
  const calendar = makeCalendar(zone, ground.country, from, lastOfMonth(to));
  const shifts = await readShifts(db, unitPath, teams, calendar);
  const crews = ground.crewsOf(shifts);
  const shiftsOf = new Map<string, WorkShift[]>([...people.keys()].map((id) => [id, []]));
  for (const shift of shifts) {
    const workShift = toWorkShift(shift);
    for (const id of crews.get(shift.id)!.presentIds) shiftsOf.get(id)?.push(workShift);
  }
  for (const [id, own] of shiftsOf) shiftsOf.set(id, inOrderOfTime(own));
  const workers = new Map<string, PreparedWorker>();
  for (const [id, { officeHours, absences }] of people)
    workers.set(id, prepareWorker({ personId: id, officeHours, absences }, calendar));
  const rulesOf = (personId: string): WorkingTimeRules => ground.rulesAt(people.get(personId)?.unitPath ?? unitPath);
  const fair = averageShares(calendar, shiftsOf, rulesOf);
  return {
    ...{ unitPath, zone, today: ground.today, now, calendar, people, workers, teams, shifts, crews, shiftsOf, fair },
    rulesOf,
    surroundingsOf: ground.surroundingsOf,
  };
}

function lastOfMonth(date: string): string {
  return addDays(`${addDays(`${date.slice(0, 7)}-01`, 31).slice(0, 7)}-01`, -1);
}

function makeCalendar(zone: string, country: string, from: string, to: string): WorkCalendar {
  const firstDate = addDays(`${from.slice(0, 4)}-01-01`, -7);
  const holidays = holidaysBetween(country, firstDate, addDays(to, 14));
  return new WorkCalendar(zone, from, to, new Set(holidays.map(({ date }) => date)));
}

/** The calendar hands out a limited number of shifts at once; so many a team has on a day at the most. */
const SHIFTS_A_DAY = 3;

async function readShifts(
  db: Queryable,
  unitPath: string,
  teams: ReadonlyMap<string, TeamRow>,
  calendar: WorkCalendar,
): Promise<Shift[]> {
  const elsewhere = [...teams.values()].filter((team) => !team.unitPath.startsWith(unitPath));
  const shifts: Shift[] = [];
  const daysAtOnce = Math.max(
    1,
    Math.min(SHIFT_LIMITS.days, Math.floor(SHIFT_LIMITS.occurrences / (teams.size * SHIFTS_A_DAY + 1))),
  );
  for (let day = calendar.firstDay; day <= calendar.lastDay; day += daysAtOnce) {
    const range = { from: dateOf(day), to: dateOf(Math.min(calendar.lastDay, day + daysAtOnce - 1)) };
    shifts.push(...(await shiftsBetween(db, unitPath, range)));
    for (const team of elsewhere) shifts.push(...(await shiftsBetween(db, '', range, team.id)));
  }
  return shifts.filter(({ teamId }) => teams.has(teamId));
}

/** Evenings and weekend days of a month, averaged over those who have a shift in it. */
function averageShares(
  calendar: WorkCalendar,
  shiftsOf: ReadonlyMap<string, readonly WorkShift[]>,
  rulesOf: (personId: string) => WorkingTimeRules,
): FairShares {
  const sums = { evenings: new Map<string, number>(), weekends: new Map<string, number>() };
  const peopleOfMonth = new Map<string, number>();
  for (const [personId, shifts] of shiftsOf) {
    const own = countShares({ calendar }, shifts, rulesOf(personId));
    for (const month of new Set(shifts.map(({ date }) => date.slice(0, 7))))
      peopleOfMonth.set(month, (peopleOfMonth.get(month) ?? 0) + 1);
    for (const kind of ['evenings', 'weekends'] as const)
      for (const [month, count] of own[kind]) sums[kind].set(month, (sums[kind].get(month) ?? 0) + count);
  }
  for (const kind of ['evenings', 'weekends'] as const)
    for (const [month, sum] of sums[kind]) sums[kind].set(month, sum / (peopleOfMonth.get(month) ?? 1));
  return sums;
}
