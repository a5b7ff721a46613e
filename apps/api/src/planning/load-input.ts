import { shiftsBetween } from '../calendar/list-shifts.ts';
import { addDays } from '../calendar/zoned-time.ts';
import type { Bond } from '../contract/codes.ts';
import type { RunRules } from '../contract/plan-policy.ts';
import { RUN_LIMITS } from '../contract/planning.ts';
import type { Shift } from '../contract/teams.ts';
import type { Database } from '../db/open-database.ts';
import { ProblemError } from '../problem.ts';
import { type PlannedCrew, plannedCrews } from '../roster/crews/planned-crews.ts';
import type { LonLat } from '../travel/lon-lat.ts';
import { freePart } from './free-shifts.ts';
import { planRules } from './plan-rules.ts';
import type { PlanningInput, ShiftToPlan, VisitBond, VisitToPlan } from './planning-input.ts';
import { readPolicy } from './policy/read-policy.ts';
import { promisesToKeep } from './promises-to-keep.ts';
import { isReplanned } from './replanned.ts';
import {
  countPassedOver,
  findPlanningUnit,
  type LiveAssignment,
  readFirstVisits,
  readKnownTeams,
  readLiveAssignments,
  readOpenCases,
  readTeams,
  readTold,
} from './store/input.ts';

export interface HorizonToLoad {
  readonly unitId: string;
  readonly fromDate: string;
  readonly dayCount: number;
  readonly now: Date;
  /** What is asked for over the unit's policy. */
  readonly rules: RunRules | null;
}

/**
 * Demand and supply at one moment: open cases below the unit that are not begun and not planned outside the horizon, and what
 * is free of its teams' shifts. Refuses with `nothing-to-plan`, `no-shifts`, or `invalid-input` above RUN_LIMITS.visits.
 */
export async function loadInput(db: Database, horizon: HorizonToLoad): Promise<PlanningInput> {
  const { now, fromDate } = horizon;
  const toDate = addDays(fromDate, horizon.dayCount - 1);
  const rows = await db.transaction(
    async (tx) => {
      const unit = await findPlanningUnit(tx, horizon.unitId);
      if (!unit) throw new ProblemError('not-found');
      const shifts = await shiftsBetween(tx, unit.path, { from: fromDate, to: toDate });
      const cases = await readOpenCases(tx, unit.path);
      const boundToIds = cases.flatMap(({ boundToId }) => boundToId ?? []);
      return {
        unit,
        cases,
        firstVisits: await readFirstVisits(tx, boundToIds),
        live: await readLiveAssignments(tx, unit.path, fromDate),
        teams: await readTeams(tx, unit.path),
        shifts,
        crews: await plannedCrews(tx, unit.path, shifts, now),
        policy: (await readPolicy(tx, unit.path)).terms,
        told: await readTold(tx, unit.path),
        passedOver: await countPassedOver(tx, unit.path),
        knownTeams: await readKnownTeams(tx, unit.path),
      };
    },
    { isolation: 'RepeatableRead' },
  );
  const isTakenBack = (visit: LiveAssignment): boolean => isReplanned(visit, { fromDate, toDate }, now);
  const kept = rows.live.filter((visit) => !isTakenBack(visit));
  const heldCaseIds = new Set(kept.flatMap(({ state, caseId }) => (state === 'finished' ? [] : [caseId])));
  const cases = rows.cases.filter(({ id }) => !heldCaseIds.has(id));
  if (cases.length === 0) throw new ProblemError('nothing-to-plan');
  if (cases.length > RUN_LIMITS.visits) {
    throw new ProblemError('invalid-input', {
      detail: `One run plans at most ${RUN_LIMITS.visits} visits: plan a smaller unit.`,
      params: { visits: cases.length, limit: RUN_LIMITS.visits },
    });
  }
  const places = new PlaceList();
  const toldTeams = new Map(rows.live.filter(isTakenBack).map(({ caseId, teamId }) => [caseId, teamId]));
  const visits: VisitToPlan[] = [];
  const caseIdsWithoutCoordinates: string[] = [];
  const plannedIds = new Set(cases.map(({ id }) => id));
  for (const { id, lat, lon, createdAt, boundToId, bond, bondDays, ...rest } of cases) {
    if (lat === null || lon === null) caseIdsWithoutCoordinates.push(id);
    else {
      const toldTeam = toldTeams.get(id);
      visits.push({
        ...rest,
        caseId: id,
        placeIndex: places.of(rest.householdId, [lon, lat]),
        waitingSince: createdAt,
        bond: boundToId && bond ? bondOf(boundToId, bond, bondDays ?? 0, plannedIds, rows.firstVisits) : null,
        passedOverCount: rows.passedOver.get(id) ?? 0,
        knownTeamIds: [...new Set([...(rows.knownTeams.get(rest.householdId) ?? []), ...(toldTeam ? [toldTeam] : [])])],
      });
    }
  }
  const shifts = toShifts(rows.shifts, rows.teams, rows.crews, kept, places, now, rows.policy.overtimeMinutes);
  if (shifts.length === 0) throw new ProblemError('no-shifts', { params: { from: fromDate, to: toDate } });
  const { id: unitId, path: unitPath, zone, revision: baseRevision } = rows.unit;
  return {
    unitId,
    unitPath,
    zone,
    baseRevision,
    fromDate,
    toDate,
    takenAt: now,
    visits,
    caseIdsWithoutCoordinates,
    shifts,
    published: publishedOrder(rows.live.filter(isTakenBack), shifts),
    ...promisesToKeep(rows.told, visits, shifts, { zone, fromDate, toDate }),
    rules: planRules(rows.policy, horizon.rules, now),
    places: places.all,
  };
}

function publishedOrder(visits: readonly LiveAssignment[], shifts: readonly ShiftToPlan[]): PlanningInput['published'] {
  const shiftIds = new Map(shifts.map(({ teamId, date, id }) => [`${teamId} ${date}`, id]));
  return [...visits]
    .sort((a, b) => a.plannedStartAt.getTime() - b.plannedStartAt.getTime())
    .flatMap(({ caseId, teamId, date }) => {
      const shiftId = shiftIds.get(`${teamId} ${date}`);
      return shiftId ? [{ caseId, shiftId }] : [];
    });
}

/** One place for each household and depot, however often it is named. */
class PlaceList {
  readonly all: LonLat[] = [];
  readonly #indexes = new Map<string, number>();

  of(key: string, place: LonLat): number {
    let index = this.#indexes.get(key);
    if (index === undefined) {
      index = this.all.push(place) - 1;
      this.#indexes.set(key, index);
    }
    return index;
  }
}

function toShifts(
  shifts: Awaited<ReturnType<typeof shiftsBetween>>,
  teams: Awaited<ReturnType<typeof readTeams>>,
  crews: ReadonlyMap<string, PlannedCrew>,
  kept: readonly LiveAssignment[],
  places: PlaceList,
  now: Date,
  overtimeMinutes: number,
): ShiftToPlan[] {
  const teamsById = new Map(teams.map((team) => [team.id, team]));
  const keptByEvening = new Map<string, LiveAssignment[]>();
  for (const visit of kept) {
    const evening = `${visit.teamId} ${visit.date}`;
    keptByEvening.set(evening, [...(keptByEvening.get(evening) ?? []), visit]);
  }
  return shifts.flatMap((shift) => {
    const team = teamsById.get(shift.teamId);
    const free = freePart(shift, keptByEvening.get(`${shift.teamId} ${shift.date}`) ?? [], now);
    const crew = crews.get(shift.id);
    // Too few people come: the shift is lost.
    if (!team || !free || !crew) return [];
    const depot = places.of(`depot ${team.depot.lon} ${team.depot.lat}`, [team.depot.lon, team.depot.lat]);
    const { startsAtHome } = free;
    return [
      {
        id: shift.id,
        seriesId: shift.seriesId,
        teamId: shift.teamId,
        date: shift.date,
        opensAt: new Date(shift.opensAt),
        closesAt: new Date(shift.closesAt),
        overtimeUntil: overtimeMinutes > 0 ? overtimeEnd(shift, shifts, overtimeMinutes) : null,
        freeFrom: free.freeFrom,
        startPlaceIndex: startsAtHome ? places.of(`at ${shift.id}`, [startsAtHome.lon, startsAtHome.lat]) : depot,
        endPlaceIndex: depot,
        skills: crew.skills,
        crew: crew.people,
        rest: free.rest,
      },
    ];
  });
}

const HOUR_SEC = 3600;
/** "Three days later" may be two hours sooner on that day: evenings do not begin to the minute. */
const RETURN_SLACK_SEC = 2 * HOUR_SEC;

function bondOf(
  caseId: string,
  kind: Bond,
  days: number,
  plannedIds: ReadonlySet<string>,
  firstVisits: ReadonlyMap<string, Date>,
): VisitBond {
  const afterSec = kind === 'together' ? 0 : Math.max(0, days * 24 * HOUR_SEC - RETURN_SLACK_SEC);
  const first = plannedIds.has(caseId) ? undefined : firstVisits.get(caseId);
  return { kind, caseId, afterSec, notBefore: first ? new Date(first.getTime() + afterSec * 1000) : null };
}

/** Not into the team's next shift. */
function overtimeEnd({ teamId, closesAt }: Shift, shifts: readonly Shift[], minutes: number): Date {
  const closesMs = Date.parse(closesAt);
  const next = shifts.filter((other) => other.teamId === teamId).map(({ opensAt }) => Date.parse(opensAt));
  return new Date(Math.min(closesMs + minutes * 60_000, ...next.filter((opensMs) => opensMs >= closesMs)));
}
