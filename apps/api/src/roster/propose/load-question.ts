import { addDays, daysBetween, instantOf, weekdayOf } from '../../calendar/zoned-time.ts';
import type { DemandLine } from '../../contract/rosters.ts';
import { isKitReady, membersOn } from '../crews/crew-of-shift.ts';
import type { Work } from '../load-work.ts';
import { toWorkShift } from '../load-work.ts';
import { sumDays } from '../rules/day-sums.ts';
import { dateOf, WorkCalendar } from '../rules/work-calendar.ts';
import { prepareWorker, type WorkShift } from '../rules/work-of-person.ts';
import type { TeamRow } from '../store/work.ts';
import type { RosterPerson, RosterQuestion, Slot } from './question.ts';

/** Hours are to be fair over the roster's days and as many days before them. */
const FAIR_DAYS_BEFORE = 28;
const LONGEST_MS = 16 * 3600 * 1000;

export interface LocatedDemand extends DemandLine {
  readonly unitPath: string;
}

export function rosterDates(demand: readonly DemandLine[]): { fromDate: string; toDate: string } {
  const fromDate = demand.map((line) => line.fromDate).sort()[0]!;
  const toDate = demand
    .map(({ untilDate }) => untilDate)
    .sort()
    .at(-1)!;
  return { fromDate, toDate };
}

/** Words become slots: every date and team that could serve a line. `homeUnitOf` says in which unit's ground a team's depot lies. */
export function makeQuestion(
  work: Work,
  demand: readonly LocatedDemand[],
  homePathOf: (team: TeamRow) => string,
): RosterQuestion {
  const { fromDate, toDate } = rosterDates(demand);
  return {
    lines: demand.map(({ eveningCount, crewSize, requirements }) => ({ eveningCount, crewSize, requirements })),
    slots: demand.flatMap((line, index) => slotsOf(work, line, index, homePathOf)),
    people: shortened(work, peopleOf(work), fairWindow(fromDate, toDate).fairFrom, toDate),
    fair: work.fair,
    ...fairWindow(fromDate, toDate),
  };
}

/** The same people on a calendar that begins where hours are to be fair: what they did before in the year is one sum of overtime. */
function shortened(work: Work, people: Map<string, RosterPerson>, from: string, to: string): Map<string, RosterPerson> {
  const last = work.calendar.dates.at(-1)!;
  const calendar = new WorkCalendar(work.zone, from, last > to ? last : to, work.calendar.holidays, 'month');
  const firstDate = dateOf(calendar.firstDay);
  const year = firstDate.slice(0, 4);
  return new Map(
    [...people].map(([id, person]) => {
      const { overtimeHours } = sumDays(person.worker, person.shifts, person.rules);
      let overtimeBeforeHours = 0;
      for (const [index, date] of work.calendar.dates.entries())
        if (date < firstDate && date.startsWith(year)) overtimeBeforeHours += overtimeHours[index]!;
      const { officeHours, absences } = work.people.get(id)!;
      const worker = prepareWorker({ personId: id, officeHours, absences, overtimeBeforeHours }, calendar);
      return [id, { ...person, worker, shifts: person.shifts.filter(({ date }) => date >= firstDate) }];
    }),
  );
}

export function fairWindow(fromDate: string, toDate: string): { fairFrom: string; fairTo: string } {
  return { fairFrom: addDays(fromDate, -FAIR_DAYS_BEFORE), fairTo: toDate };
}

/** Everybody at work in the unit. */
export function peopleOf(work: Work): Map<string, RosterPerson> {
  const people = new Map<string, RosterPerson>();
  for (const person of work.people.values()) {
    if (!person.active || !person.unitPath.startsWith(work.unitPath)) continue;
    people.set(person.id, {
      worker: work.workers.get(person.id)!,
      sex: person.sex,
      skills: person.skills,
      rules: work.rulesOf(person.id),
      ...person.wishes,
      shifts: work.shiftsOf.get(person.id) ?? [],
    });
  }
  return people;
}

/** The hours a line asks for on a date; an end at or before the start lies on the next day. */
export function eveningOf(line: DemandLine, date: string, zone: string): { opensMs: number; closesMs: number } {
  const opensMs = instantOf(date, line.from, zone).getTime();
  const closesMs = instantOf(line.to > line.from ? date : addDays(date, 1), line.to, zone).getTime();
  return { opensMs, closesMs: Math.min(closesMs, opensMs + LONGEST_MS) };
}

function slotsOf(work: Work, line: LocatedDemand, index: number, homePathOf: (team: TeamRow) => string): Slot[] {
  const teams = [...work.teams.values()].filter(
    ({ active, unitPath }) =>
      active && unitPath.startsWith(work.unitPath) && (unitPath.startsWith(line.unitPath) || line.unitPath.startsWith(unitPath)),
  );
  const shiftsByTeam = new Map(teams.map(({ id }) => [id, work.shifts.filter(({ teamId }) => teamId === id)]));
  const slots: Slot[] = [];
  for (let day = 0; day <= daysBetween(line.fromDate, line.untilDate); day++) {
    const date = addDays(line.fromDate, day);
    if (!line.weekdays.some((weekday) => weekday === weekdayOf(date))) continue;
    const { opensMs, closesMs } = eveningOf(line, date, work.zone);
    if (opensMs <= work.now.getTime()) continue;
    for (const team of teams) {
      // The team is out at that time already: its shift is taken instead of a new one.
      const own = shiftsByTeam
        .get(team.id)!
        .find((one) => Date.parse(one.opensAt) < closesMs && opensMs < Date.parse(one.closesAt) && one.date === date);
      const shift: WorkShift = own
        ? toWorkShift(own)
        : { shiftId: `new ${team.id} ${date}`, teamId: team.id, date, opensMs, closesMs, restSec: 0 };
      const kit = team.kitId === null ? undefined : work.surroundingsOf(team).kits.get(team.kitId);
      const hasReadyKit = own ? work.crews.get(own.id)!.isKitReady : kit !== undefined && isKitReady(kit, date, work.today);
      if (line.requirements.includes('printer') && !(hasReadyKit && kit?.skills.includes('printer'))) continue;
      const home = homePathOf(team);
      slots.push({
        line: index,
        shift,
        isExisting: own !== undefined,
        memberIds: membersOn(team, date),
        standingIds: own ? work.crews.get(own.id)!.presentIds : [],
        hasReadyKit,
        isAtHome: home.startsWith(line.unitPath) || line.unitPath.startsWith(home),
      });
    }
  }
  return slots;
}
