import { bestInsertions, type Plan, type Problem, type Shift as ProblemShift, type Visit, type Window } from '@gocua/optimizer';
import { shiftsBetween } from '../calendar/list-shifts.ts';
import { windowsOnDates } from '../calendar/zoned-time.ts';
import { SKILLS, type Skill } from '../contract/codes.ts';
import type { Deps } from '../deps.ts';
import { ProblemError } from '../problem.ts';
import { plannedCrews } from '../roster/crews/planned-crews.ts';
import type { LonLat } from '../travel/lon-lat.ts';
import { measureMatrix, type TravelMatrix, type TravelSource } from '../travel/travel.ts';
import { readTeams, type TeamToPlan } from './store/input.ts';
import { type CaseToPlace, readTonight, type TonightVisit } from './store/tonight.ts';
import { requiredSkills, SETUP_SEC, serviceSec } from './visit-rules.ts';

/** A place for one more visit in what is left of a team's evening. */
export interface FoundPlace {
  teamId: string;
  /** The visit it would come after; null: first of what is left. */
  afterAssignmentId: string | null;
  shiftOpensAt: Date;
  shiftClosesAt: Date;
  startAt: Date;
  endAt: Date;
  addedTravelSec: number;
  /** How long after its shift the team would be back with it. */
  overrunSec: number;
  /** Whether it starts in the window the family was told; null when nothing is promised. */
  keepsPromise: boolean | null;
  travelSource: TravelSource;
  /** The rest of the route with it: how far each visit is from the stop before; null stands for the new one. */
  legs: { assignmentId: string | null; travelSec: number; travelMetres: number }[];
}

interface Asked {
  visitCase: CaseToPlace;
  /** The teams below this unit. */
  unitPath: string;
  zone: string;
  /** Local. */
  date: string;
  /** The visit that would be moved: it does not stand in its own way. */
  besidesId?: string;
  teamId?: string;
}

/** What is left of one team's evening. */
interface Rest {
  team: TeamToPlan;
  /** Of who is there tonight, and their kit. */
  skills: readonly Skill[];
  opensAt: Date;
  closesAt: Date;
  freeMs: number;
  /** Where the team is then. */
  start: LonLat;
  visits: TonightVisit[];
  pause: { opensAt: Date; closesAt: Date; durationSec: number } | null;
}

/** A team may be asked to stay this much longer, when somebody decides so for one visit; a plan never does. */
const MOST_OVERRUN_SEC = 3600;
/** More teams are not looked at: the nearest ones, as the crow flies. */
const MOST_TEAMS = 24;
/** A promise of another family is not broken for this visit, and a route that is late already is not made impossible by that. */
const TOLERANCE_SEC = 60;

/**
 * Every place of a visit in the rest of an evening that breaks no promise and no shift, on the real streets, the cheapest first. A
 * route that is already late stays as late as it is. Refused with `invalid-input` when the home has no place on the map.
 */
export async function findPlaces(deps: Pick<Deps, 'db' | 'clock' | 'travel'>, asked: Asked): Promise<FoundPlace[]> {
  const { visitCase } = asked;
  if (visitCase.lat === null || visitCase.lon === null) {
    throw new ProblemError('invalid-input', { detail: 'The home has no place on the map yet: set its pin first.' });
  }
  const home: LonLat = [visitCase.lon, visitCase.lat];
  const rests = await readRests(deps, asked, home);
  if (rests.length === 0) return [];
  const places: LonLat[] = [home];
  for (const { start, visits, team } of rests) {
    places.push(start, ...visits.map(({ lon, lat }): LonLat => [lon, lat]), [team.depot.lon, team.depot.lat]);
  }
  const matrix = await measureMatrix(deps.travel, places).catch(() => {
    throw new ProblemError('travel-unavailable');
  });
  return searchPlaces(asked, rests, matrix);
}

async function readRests(deps: Pick<Deps, 'db' | 'clock'>, asked: Asked, home: LonLat): Promise<Rest[]> {
  const { date, unitPath, teamId } = asked;
  const now = deps.clock.now();
  const teams = (await readTeams(deps.db.client, unitPath)).filter(({ id }) => teamId === undefined || id === teamId);
  const shifts = await shiftsBetween(deps.db.client, unitPath, { from: date, to: date }, teamId);
  const crews = await deps.db.transaction((tx) => plannedCrews(tx, unitPath, shifts, now));
  const visits = await readTonight(
    deps.db.client,
    teams.map(({ id }) => id),
    date,
  );
  const rests = teams.flatMap((team): Rest[] => {
    const own = visits.filter((visit) => visit.teamId === team.id && visit.id !== asked.besidesId);
    const shift = shifts.find((each) => each.teamId === team.id && new Date(each.closesAt) > now);
    const opensAt = own[0]?.shiftOpensAt ?? (shift && new Date(shift.opensAt));
    const closesAt = own[0]?.shiftClosesAt ?? (shift && new Date(shift.closesAt));
    if (!opensAt || !closesAt || closesAt <= now) return [];
    const rest = shift?.rest && new Date(shift.rest.closesAt) > now ? shift.rest : null;
    const pause = rest && { ...rest, opensAt: new Date(rest.opensAt), closesAt: new Date(rest.closesAt) };
    // Too few people are there, or the shift is gone: nobody who could do one visit more.
    const skills = (shift && crews.get(shift.id)?.skills) ?? [];
    return [{ team, skills, opensAt, closesAt, ...whereNow(team, own, Math.max(opensAt.getTime(), now.getTime())), pause }];
  });
  const nearest = ({ start, visits: own }: Rest) =>
    Math.min(
      ...[start, ...own.map(({ lon, lat }): LonLat => [lon, lat])].map(
        ([lon, lat]) => (lon - home[0]) ** 2 + (lat - home[1]) ** 2,
      ),
    );
  return rests.sort((a, b) => nearest(a) - nearest(b)).slice(0, MOST_TEAMS);
}

/** Where the team is when it is free again, and what is still before it. */
function whereNow(team: TeamToPlan, own: readonly TonightVisit[], nowMs: number): Pick<Rest, 'freeMs' | 'start' | 'visits'> {
  const visits = own.filter(({ state }) => state === 'assigned' || state === 'acknowledged');
  const current = own.find(({ state }) => state === 'arrived') ?? own.find(({ state }) => state === 'travelling');
  const [last] = own
    .filter(({ finishedAt }) => finishedAt !== null)
    .sort((a, b) => b.finishedAt!.getTime() - a.finishedAt!.getTime());
  const stands = current ?? last;
  const start: LonLat = stands ? [stands.lon, stands.lat] : [team.depot.lon, team.depot.lat];
  if (!current) return { freeMs: nowMs, start, visits };
  const workMs = current.plannedEndAt.getTime() - current.plannedStartAt.getTime();
  const beganMs = (current.arrivedAt ?? current.etaAt ?? current.plannedStartAt).getTime();
  return { freeMs: Math.max(nowMs, beganMs + workMs), start, visits };
}

function searchPlaces(asked: Asked, rests: Rest[], travel: TravelMatrix): FoundPlace[] {
  const { visitCase, zone, date } = asked;
  const originMs = Math.floor(Math.min(...rests.map(({ freeMs }) => freeMs)) / 1000) * 1000;
  const secOf = (ms: number) => Math.max(0, Math.ceil((ms - originMs) / 1000));
  const between = (from: number, to: number) => travel.durationsSec[from * travel.placeCount + to]!;
  const visits: Visit[] = [];
  const shifts: ProblemShift[] = [];
  const routes: number[][] = [];
  const firstPlaces: number[] = [];
  let place = 1;
  for (const rest of rests) {
    const startPlace = place;
    const endPlace = place + rest.visits.length + 1;
    const pauseSec = rest.pause?.durationSec ?? 0;
    let atSec = secOf(rest.freeMs);
    routes.push(
      rest.visits.map((visit, index) => {
        const opensSec = visit.promise ? secOf(visit.promise.opensAt.getTime()) : 0;
        atSec = Math.max(atSec + between(startPlace + index, startPlace + index + 1), opensSec);
        const closesSec = visit.promise ? secOf(visit.promise.closesAt.getTime()) : 0;
        const windows = visit.promise ? [{ opensSec, closesSec: Math.max(closesSec, atSec + pauseSec + TOLERANCE_SEC) }] : [];
        const serviceSec = Math.round((visit.plannedEndAt.getTime() - visit.plannedStartAt.getTime()) / 1000);
        atSec += serviceSec;
        return visits.push(ordinary(startPlace + index + 1, serviceSec, windows)) - 1;
      }),
    );
    const backSec = atSec + between(endPlace - 1, endPlace) + pauseSec + TOLERANCE_SEC;
    shifts.push({
      startPlaceIndex: startPlace,
      endPlaceIndex: endPlace,
      opensSec: secOf(rest.freeMs),
      closesSec: Math.max(secOf(rest.closesAt.getTime()) + MOST_OVERRUN_SEC, rest.visits.length > 0 ? backSec : 0),
      skills: rest.skills.map((skill) => SKILLS.indexOf(skill)),
      capacity: [],
      breaks: rest.pause
        ? [
            {
              windows: [{ opensSec: secOf(rest.pause.opensAt.getTime()), closesSec: secOf(rest.pause.closesAt.getTime()) }],
              durationSec: rest.pause.durationSec,
            },
          ]
        : [],
      costs: { fixed: 0, perTravelSec: 1, perMetre: 0, perTaskSec: 0, perVisit: 0 },
      speedFactor: 1,
      matrixIndex: 0,
    });
    firstPlaces.push(startPlace);
    place = endPlace + 1;
  }
  const windows = windowsTonight(visitCase, zone, date, secOf);
  if (windows === null) return [];
  const workSec = SETUP_SEC + serviceSec(visitCase.needs, visitCase.mobility);
  const asVisit = ordinary(0, workSec, windows);
  const skills = requiredSkills(visitCase.needs, visitCase.requirements).map((skill) => SKILLS.indexOf(skill));
  const candidate = visits.push({ ...asVisit, skills }) - 1;
  const { placeCount, durationsSec, distancesMetres, source: travelSource } = travel;
  const problem: Problem = { placeCount, visits, shifts, matrices: [{ durationsSec, distancesMetres }] };
  const plan: Plan = { routes, unassigned: [candidate] };
  return bestInsertions(problem, plan, candidate).map(({ shift, position, addedCost, startSec }) => {
    const rest = rests[shift]!;
    const startAt = new Date(originMs + startSec * 1000);
    const promise = visitCase.promise;
    const first = firstPlaces[shift]!;
    const order = [...rest.visits.keys()].map((index) => first + 1 + index);
    order.splice(position, 0, 0);
    const legs = order.map((to, index) => {
      const cell = (index === 0 ? first : order[index - 1]!) * placeCount + to;
      const visit = to === 0 ? null : rest.visits[to - first - 1]!;
      return { visit, travelSec: durationsSec[cell]!, travelMetres: distancesMetres[cell]! };
    });
    const homeSec = between(order.at(-1)!, first + rest.visits.length + 1);
    return {
      teamId: rest.team.id,
      afterAssignmentId: rest.visits[position - 1]?.id ?? null,
      shiftOpensAt: rest.opensAt,
      shiftClosesAt: rest.closesAt,
      startAt,
      endAt: new Date(startAt.getTime() + workSec * 1000),
      addedTravelSec: addedCost,
      overrunSec: overrunOf(rest, legs, startAt.getTime(), workSec, homeSec),
      keepsPromise: promise && startAt >= promise.opensAt && startAt <= promise.closesAt,
      travelSource,
      legs: legs.map(({ visit, ...leg }) => ({ assignmentId: visit?.id ?? null, ...leg })),
    };
  });
}

/** How late the team would be back, driving its route with the new visit (null) in it. */
function overrunOf(
  { freeMs, closesAt, pause }: Rest,
  legs: readonly { visit: TonightVisit | null; travelSec: number }[],
  newStartMs: number,
  newWorkSec: number,
  homeSec: number,
): number {
  let atMs = freeMs;
  for (const { visit, travelSec } of legs) {
    atMs += travelSec * 1000;
    if (!visit) atMs = Math.max(atMs, newStartMs) + newWorkSec * 1000;
    else {
      const workMs = visit.plannedEndAt.getTime() - visit.plannedStartAt.getTime();
      atMs = Math.max(atMs, visit.promise?.opensAt.getTime() ?? 0) + workMs;
    }
  }
  const backMs = atMs + (homeSec + (pause?.durationSec ?? 0)) * 1000;
  return Math.max(0, Math.round((backMs - closesAt.getTime()) / 1000));
}

function ordinary(placeIndex: number, serviceSec: number, windows: Window[]): Visit {
  return { placeIndex, serviceSec, setupSec: 0, windows, skills: [], tier: 0, prize: 1, loads: [] };
}

/** When somebody is at home that evening; null when nobody is. No windows at all mean: at any time. */
function windowsTonight(visitCase: CaseToPlace, zone: string, date: string, secOf: (ms: number) => number): Window[] | null {
  if (visitCase.windows.length === 0) return [];
  const windows = windowsOnDates(visitCase.windows, zone, date, date);
  if (windows.length === 0) return null;
  return windows.map(({ opensAt, closesAt }) => ({ opensSec: secOf(opensAt.getTime()), closesSec: secOf(closesAt.getTime()) }));
}
