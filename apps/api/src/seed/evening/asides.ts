import type { TeamReport } from '../../contract/field.ts';
import type { OfficeMessage } from '../../contract/field-codes.ts';
import type { Deps } from '../../deps.ts';
import { takeAlarm } from '../../dispatch/alarms/handle-alarm.ts';
import { applyFieldCommands } from '../../dispatch/apply-field-command.ts';
import { applyTeamReports } from '../../dispatch/evening/apply-team-reports.ts';
import { sendMessage } from '../../dispatch/evening/send-message.ts';
import { moveVisit } from '../../dispatch/visits/move-visit.ts';
import { offerPlaces } from '../../dispatch/visits/offer-places.ts';
import { withdrawVisit } from '../../dispatch/visits/withdraw-visit.ts';
import { demoDispatcher, demoTeamActor } from './demo-actors.ts';
import { fixedId } from './fixed-id.ts';
import type { PlayedTeam } from './played-team.ts';
import { findGivenVisit } from './store.ts';
import { SERVED } from './team-temper.ts';

const MINUTE_MS = 60_000;

/** Something that happens once in the demo's evening, besides the steps of visits. */
export interface Aside {
  key: string;
  at: Date;
  perform(deps: Deps, at: Date): Promise<unknown>;
}

/** Of the evenings that are on, those due at an instant, in the order of time. Commands with fixed ids: a new start repeats nothing. */
export function asidesUntil(teams: readonly PlayedTeam[], now: Date): Aside[] {
  return teams
    .flatMap((team) => ASIDES.filter(({ teamId }) => teamId === team.teamId).map((aside) => bind(team, aside)))
    .filter(({ at }) => at <= now)
    .sort((a, b) => a.at.getTime() - b.at.getTime());
}

interface Scene {
  teamId: string;
  name: string;
  minute: number;
  perform(deps: Deps, team: PlayedTeam, id: string, at: Date): Promise<unknown>;
}

function bind(team: PlayedTeam, { name, minute, perform }: Scene): Aside {
  const key = fixedId(team.teamId, team.opensMs, name);
  const at = new Date(team.opensMs + minute * MINUTE_MS);
  return { key, at, perform: (deps, then) => perform(deps, team, key, then) };
}

const ASIDES: readonly Scene[] = [
  office('to-1', 18, 'family_waiting', ''),
  ...panic('to-6', 22, 29),
  { teamId: 'to-1', name: 'called-off', minute: 40, perform: callOff },
  { teamId: 'to-4', name: 'given', minute: 46, perform: giveAway },
  says('to-2', 58, 'running_late', 'Đường ngập, phải đi vòng'),
  { teamId: 'to-1', name: 'found', minute: 66, perform: findPerson },
  says('to-3', 72, 'cannot_find', 'Ngõ có hai số 12, đang hỏi tổ dân phố'),
  office('to-3', 75, null, 'Nhà cổng xanh, đối diện trạm biến áp'),
  { teamId: 'to-4', name: 'done-anyway', minute: 84, perform: doneAnyway },
  office('to-5', 88, 'call_office', ''),
];

function office(teamId: string, minute: number, code: OfficeMessage | null, text: string): Scene {
  const perform: Scene['perform'] = (deps, _, commandId) =>
    sendMessage(deps, demoDispatcher(), { commandId, teamId, code, text });
  return { teamId, name: `office ${minute}`, minute, perform };
}

function says(teamId: string, minute: number, code: string, text: string): Scene {
  return {
    ...{ teamId, minute, name: `says ${minute}` },
    perform: (deps, _, id, at) => report(deps, teamId, { id, deviceAt: at.toISOString(), kind: 'message', code, text }),
  };
}

/** Pressed, taken by the office, and over: it stands in the log. */
function panic(teamId: string, minute: number, overMinute: number): Scene[] {
  const place = { lat: 21.03352, lon: 105.79566 };
  return [
    {
      ...{ teamId, minute, name: 'panic' },
      async perform(deps, { opensMs }, id, at) {
        await report(deps, teamId, { id, deviceAt: at.toISOString(), kind: 'panic', place });
        const commandId = fixedId(teamId, opensMs, 'panic-taken');
        await takeAlarm(deps, demoDispatcher(), { commandId, alarmId: id }).catch(() => undefined);
      },
    },
    {
      ...{ teamId, minute: overMinute, name: 'panic-over' },
      perform: (deps, _, id, at) => report(deps, teamId, { id, deviceAt: at.toISOString(), kind: 'panic-over' }),
    },
  ];
}

function report(deps: Deps, teamId: string, facts: object) {
  return applyTeamReports(deps, demoTeamActor(teamId)!, [facts as TeamReport]);
}

/** A family calls off: the team's last visit falls away, and a team has room on an evening that a good plan fills. */
async function callOff(deps: Deps, { visits }: PlayedTeam, commandId: string): Promise<void> {
  const last = visits.findLast(({ state }) => state === 'acknowledged');
  if (!last) return;
  const input = { assignmentId: last.id, version: last.version, reason: 'family_asked' as const, note: '' };
  await withdrawVisit(deps, demoDispatcher(), { commandId, ...input });
}

/** The office gives a visit of a team without signal to the team that is cheapest. */
async function giveAway(deps: Deps, { visits, date, teamId }: PlayedTeam, commandId: string): Promise<void> {
  for (const visit of visits.filter(({ state }) => state === 'acknowledged')) {
    const places = await offerPlaces(deps, demoDispatcher(), { caseId: visit.caseId, date });
    const place = places.find((one) => one.teamId !== teamId);
    if (!place) continue;
    const { afterAssignmentId } = place;
    const input = { assignmentId: visit.id, version: visit.version, teamId: place.teamId, date, afterAssignmentId };
    await moveVisit(deps, demoDispatcher(), { commandId, ...input });
    return;
  }
}

/** Back with a signal it tells of the visit it did meanwhile, which was another team's by then: kept, for somebody to decide. */
async function doneAnyway(deps: Deps, { teamId, opensMs, date }: PlayedTeam): Promise<void> {
  const givenId = await findGivenVisit(deps.db.client, teamId, date);
  if (givenId === null) return;
  const at = (minute: number) => new Date(opensMs + minute * MINUTE_MS).toISOString();
  const about = { assignmentId: givenId, outcome: null, note: '', detail: null };
  await applyFieldCommands(deps, demoTeamActor(teamId)!, [
    { ...about, id: fixedId(givenId, 'travel'), action: 'travel', deviceAt: at(48) },
    { ...about, id: fixedId(givenId, 'arrive'), action: 'arrive', deviceAt: at(54) },
    { ...about, id: fixedId(givenId, 'finish'), action: 'finish', deviceAt: at(82), ...SERVED },
  ]);
}

/** Somebody else at the home who needs a visit. */
async function findPerson(deps: Deps, { teamId, visits }: PlayedTeam, id: string, at: Date): Promise<void> {
  const visit = visits.find(({ state }) => state === 'arrived') ?? visits.find(({ state }) => state === 'finished');
  if (!visit) return;
  const person = {
    ...{ fullName: 'Đặng Thị Vân', birthYear: 1938, sex: 'female', phone: null },
    ...{ mobility: 'needs_help', needs: ['id_card'], note: 'Em gái, ở cùng nhà, tầng 2' },
  };
  await report(deps, teamId, { id, deviceAt: at.toISOString(), kind: 'case-found', assignmentId: visit.id, person });
}
