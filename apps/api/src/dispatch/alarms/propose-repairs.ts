import { type Actor, requireRole } from '../../auth/actor.ts';
import type { Repair, Repairs } from '../../contract/board.ts';
import type { Deps } from '../../deps.ts';
import { type FoundPlace, findPlaces } from '../../planning/find-places.ts';
import { findCaseToPlace, readTonight, type TonightVisit } from '../../planning/store/tonight.ts';
import { ProblemError } from '../../problem.ts';
import { measureMatrix } from '../../travel/travel.ts';
import { readAssignments, readPathsConcerned } from '../store.ts';
import { expectArrivals } from '../visits/expect-arrivals.ts';
import { isNobodyWorseOff, withoutVisit, withVisit } from '../visits/imagine-evening.ts';
import { type DayVisit, readTeamDays, type TeamDay } from '../visits/store.ts';
import { type AlarmRow, readAlarmsById } from './store.ts';

/** Visits before the one in danger that are tried elsewhere: each costs a search. */
const MOST_RELIEVED = 4;
const MOST_REPAIRS = 5;
/** Staying a quarter of an hour longer weighs more than a short drive. */
const QUARTER_SEC = 900;

type Proposal = Omit<Repair, 'version'>;

interface Trouble {
  actor: Actor;
  date: string;
  now: Date;
  day: TeamDay;
  endangered: DayVisit;
}

/**
 * What would bring a promised visit in time again: giving it to a team that is nearer in time, putting it earlier, or giving away a visit
 * before it. Each was found on the real streets as things stand now, and judged again by the arithmetic that raises the alarms: with it the
 * window is kept and nobody else's is put in danger. That a team would have to stay longer is said, and comes last. Nothing is changed: a repair
 * is the body of a move. Of other alarms there are none.
 */
export async function proposeRepairs(deps: Deps, actor: Actor, alarmId: string): Promise<Repairs> {
  requireRole(actor, ['dispatcher']);
  const alarm = await requireOpenAlarm(deps, actor, alarmId);
  const { teamId, date, assignmentId } = alarm;
  const now = deps.clock.now();
  const [day] = await readTeamDays(deps.db.client, { teamId, date });
  const endangered = day?.visits.find(({ id }) => id === assignmentId);
  if (alarm.kind !== 'window_in_danger' || !day || !endangered?.promise)
    return { assignmentId, expectedAt: null, spreadSec: null, closesAt: null, repairs: [] };
  const trouble: Trouble = { actor, date, now, day, endangered };
  const expected = arrivalIn(day, endangered.id, now);
  const found = [...(await elsewhere(deps, trouble)), ...(await relieved(deps, trouble))];
  const worth = ({ overrunSec, addedTravelSec }: Proposal) => Math.ceil(overrunSec / QUARTER_SEC) * 1e6 + addedTravelSec;
  const best = found.sort((a, b) => worth(a) - worth(b)).slice(0, MOST_REPAIRS);
  const rows = await readAssignments(
    deps.db.client,
    best.map((repair) => repair.assignmentId),
  );
  const versions = new Map(rows.map(({ id, version }) => [id, version]));
  return {
    assignmentId,
    expectedAt: expected ? new Date(expected.atMs).toISOString() : null,
    spreadSec: expected?.spreadSec ?? null,
    closesAt: new Date(endangered.promise.closesMs).toISOString(),
    repairs: best.map((repair) => ({ ...repair, version: versions.get(repair.assignmentId)! })),
  };
}

async function requireOpenAlarm(deps: Deps, actor: Actor, alarmId: string): Promise<AlarmRow> {
  const [alarm] = await readAlarmsById(deps.db.client, [alarmId]);
  if (!alarm) throw new ProblemError('not-found');
  const paths = await readPathsConcerned(deps.db.client, { teamIds: [alarm.teamId] });
  if (!paths.every((path) => path.startsWith(actor.unitPath))) throw new ProblemError('outside-your-unit');
  if (alarm.openKey === null) throw new ProblemError('alarm-closed');
  return alarm;
}

/** The visit in danger itself goes to another place: of another team, or earlier in its own evening. */
async function elsewhere(deps: Deps, trouble: Trouble): Promise<Proposal[]> {
  const { endangered, day } = trouble;
  const best = await bestPlaces(deps, trouble, endangered, true);
  const repairs: Proposal[] = [];
  for (const place of best) {
    const isOwn = place.teamId === day.teamId;
    const before = isOwn ? withoutVisit(day, endangered.id, null) : await dayOf(deps, trouble, place);
    const after = withVisit(before, movedTo(place, endangered), place.afterAssignmentId, place.legs);
    const repair = judge(trouble, { moved: endangered, place, before, after, endangeredDay: after });
    if (repair) repairs.push(repair);
  }
  return repairs;
}

/** A visit before the one in danger goes to another team, so that this one comes earlier. */
async function relieved(deps: Deps, trouble: Trouble): Promise<Proposal[]> {
  const { day, endangered, now } = trouble;
  const tonight = await readTonight(deps.db.client, [day.teamId], day.date);
  const before = [...day.visits]
    .filter(({ position, state }) => position < endangered.position && (state === 'assigned' || state === 'acknowledged'))
    .sort((a, b) => b.position - a.position)
    .slice(0, MOST_RELIEVED);
  const repairs: Proposal[] = [];
  for (const visit of before) {
    const shortcut = await driveAround(deps, tonight, visit.id);
    if (shortcut === null) continue;
    const rest = withoutVisit(day, visit.id, shortcut.travelSec);
    const arrival = arrivalIn(rest, endangered.id, now);
    if (!arrival || arrival.atMs > endangered.promise!.closesMs) continue;
    for (const place of await bestPlaces(deps, trouble, visit, false)) {
      if (place.teamId === day.teamId) continue;
      const other = await dayOf(deps, trouble, place);
      const after = withVisit(other, movedTo(place, visit), place.afterAssignmentId, place.legs);
      const repair = judge(trouble, { moved: visit, place, before: other, after, endangeredDay: rest });
      if (!repair || !isNobodyWorseOff(day, rest, now, visit.id)) continue;
      repairs.push({ ...repair, addedTravelSec: repair.addedTravelSec - shortcut.savedSec });
      break;
    }
  }
  return repairs;
}

/** The cheapest place of each team that keeps what the family was told. */
async function bestPlaces(deps: Deps, { actor, date }: Trouble, visit: DayVisit, isPromised: boolean): Promise<FoundPlace[]> {
  const visitCase = await findCaseToPlace(deps.db.client, visit.caseId);
  if (!visitCase) return [];
  const found = await findPlaces(deps, { visitCase, unitPath: actor.unitPath, zone: actor.zone, date, besidesId: visit.id });
  const best = new Map<string, FoundPlace>();
  for (const place of found) {
    const keeps = isPromised ? place.keepsPromise === true : place.keepsPromise !== false;
    if (keeps && !best.has(place.teamId)) best.set(place.teamId, place);
  }
  return [...best.values()];
}

async function dayOf(deps: Deps, { date }: Trouble, place: FoundPlace): Promise<TeamDay> {
  const { teamId, shiftOpensAt, shiftClosesAt } = place;
  const [day] = await readTeamDays(deps.db.client, { teamId, date });
  return day ?? { teamId, date, shiftOpensAt, shiftClosesAt, breaks: [], returnSec: 0, visits: [] };
}

/** The visit as its new team would have it: nothing of it has happened. */
function movedTo(place: FoundPlace, visit: DayVisit): DayVisit {
  const nothing = { travellingMs: null, arrivedMs: null, finishedMs: null, etaMs: null, etaSpreadSec: null, toldAt: null };
  return {
    ...visit,
    ...nothing,
    state: 'assigned',
    plannedArriveMs: place.startAt.getTime(),
    plannedStartMs: place.startAt.getTime(),
    plannedEndMs: place.endAt.getTime(),
  };
}

interface Imagined {
  moved: DayVisit;
  place: FoundPlace;
  /** The day of the team that gets it, without and with it. */
  before: TeamDay;
  after: TeamDay;
  /** The day in which the visit in danger would then be. */
  endangeredDay: TeamDay;
}

/** The second opinion: null unless both are in time and nobody else is worse off. */
function judge({ endangered, now, date }: Trouble, imagined: Imagined): Proposal | null {
  const { moved, place, before, after, endangeredDay } = imagined;
  const own = arrivalIn(after, moved.id, now);
  const saved = arrivalIn(endangeredDay, endangered.id, now);
  if (!own || !saved || saved.atMs > endangered.promise!.closesMs) return null;
  if (moved.promise && own.atMs > moved.promise.closesMs) return null;
  if (!isNobodyWorseOff(before, after, now, moved.id)) return null;
  const { teamId, afterAssignmentId, addedTravelSec, overrunSec, travelSource } = place;
  return {
    ...{ assignmentId: moved.id, caseId: moved.caseId, teamId, date },
    ...{ afterAssignmentId, addedTravelSec, overrunSec, travelSource },
    arriveAt: new Date(own.atMs).toISOString(),
    endangeredArriveAt: new Date(saved.atMs).toISOString(),
  };
}

function arrivalIn(day: TeamDay, visitId: string, now: Date) {
  const facts = { shiftOpensMs: day.shiftOpensAt.getTime(), nowMs: now.getTime(), breaks: day.breaks };
  return expectArrivals(day.visits, facts).arrivals.find((arrival) => arrival.visitId === visitId);
}

/** From the stop before a visit to the one after it, and what is saved by not going there; null where there is no such way. */
async function driveAround(
  deps: Pick<Deps, 'travel'>,
  tonight: readonly TonightVisit[],
  id: string,
): Promise<{ travelSec: number; savedSec: number } | null> {
  const at = tonight.findIndex((visit) => visit.id === id);
  const [previous, visit, next] = [tonight[at - 1], tonight[at], tonight[at + 1]];
  // The first of an evening begins at the depot, where the phone's plan knows the drives better than this does.
  if (!previous || !visit || !next) return null;
  const matrix = await measureMatrix(
    deps.travel,
    [previous, visit, next].map(({ lon, lat }) => [lon, lat] as [number, number]),
  );
  const between = (from: number, to: number) => matrix.durationsSec[from * matrix.placeCount + to]!;
  return { travelSec: between(0, 2), savedSec: between(0, 1) + between(1, 2) - between(0, 2) };
}
