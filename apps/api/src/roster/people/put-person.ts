import { type Actor, requireWithin } from '../../auth/actor.ts';
import type { ChangeGuard } from '../../calendar/change-guard.ts';
import { dateAt } from '../../calendar/zoned-time.ts';
import type { Membership, PersonInput, PersonView } from '../../contract/people.ts';
import type { ProblemItem } from '../../contract/problems.ts';
import { runOnce } from '../../db/once.ts';
import type { Transaction } from '../../db/open-database.ts';
import type { Deps } from '../../deps.ts';
import { hashBody } from '../../hash-body.ts';
import { ProblemError } from '../../problem.ts';
import { lockForChange } from '../../teams/store.ts';
import { tellTeams } from '../../teams/tell-teams.ts';
import { findPerson, findTeamPaths, foreignMembershipIds, savePerson } from '../store/people.ts';
import { peopleViews } from './list-people.ts';

/**
 * Creates (version 0, in the actor's unit) or changes a person with all their places in teams, one team at a time. Places and
 * office hours that break a working-time rule are refused, or let be with a reason.
 */
export async function putPerson(
  deps: Deps,
  guard: ChangeGuard,
  actor: Actor,
  input: { commandId: string; person: PersonInput },
): Promise<PersonView> {
  const { commandId } = input;
  const { overrideReason, ...person } = input.person;
  const now = deps.clock.now();
  const command = { commandId, accountId: actor.accountId, kind: 'roster.put-person', bodyHash: hashBody(input.person), now };
  return deps.db.transaction((tx) =>
    runOnce(tx, command, async () => {
      const today = dateAt(now, actor.zone);
      const aboutDate = person.memberships.reduce((last, { fromDate }) => (fromDate > last ? fromDate : last), today);
      await guard(tx, actor, { aboutDate, overrideReason }, () => save(tx, actor, person, now));
      const views = await peopleViews(tx, actor, today, now);
      return views.find(({ id }) => id === person.id)!;
    }),
  );
}

async function save(tx: Transaction, actor: Actor, person: PersonInput, now: Date): Promise<void> {
  await lockForChange(tx, person.id);
  const stored = await findPerson(tx, person.id);
  if (stored) requireWithin(actor, stored.unitPath);
  if ((stored?.person.version ?? 0) !== person.version) throw new ProblemError('changed-meanwhile');
  await requireMemberships(tx, actor, person, stored?.memberships ?? []);
  await savePerson(tx, person, stored?.person.unitId ?? actor.unitId);
  await tellTeams(tx, stored?.unitPath ?? actor.unitPath, now);
}

async function requireMemberships(
  tx: Transaction,
  actor: Actor,
  { id, memberships }: PersonInput,
  known: readonly Membership[],
): Promise<void> {
  const errors: ProblemItem[] = [];
  const fail = (index: number, field: string, code: string, message: string): void =>
    void errors.push({ pointer: `/memberships/${index}${field}`, code, message });
  const paths = await findTeamPaths(
    tx,
    memberships.map(({ teamId }) => teamId),
  );
  const foreign = await foreignMembershipIds(
    tx,
    id,
    memberships.map((one) => one.id),
  );
  const inOrder = memberships.map((one, index) => ({ ...one, index })).sort((a, b) => (a.fromDate < b.fromDate ? -1 : 1));
  for (const [at, { index, teamId, toDate, ...one }] of inOrder.entries()) {
    const path = paths.get(teamId);
    // A place in a team of another unit that was given there stays.
    const isKept = known.some((old) => old.id === one.id && old.teamId === teamId);
    if (path === undefined || !(path.startsWith(actor.unitPath) || isKept))
      fail(index, '/teamId', 'unknown', 'There is no such team in your unit.');
    if (foreign.includes(one.id)) fail(index, '/id', 'taken', 'This id stands for another place.');
    const next = inOrder[at + 1];
    if (next && (toDate === null || toDate >= next.fromDate))
      fail(next.index, '/fromDate', 'overlaps', 'At one date a person belongs to one team; end the other place before.');
  }
  if (new Set(memberships.map((one) => one.id)).size < memberships.length) fail(0, '/id', 'twice', 'Two places have one id.');
  if (errors.length > 0) throw new ProblemError('invalid-input', { errors });
}
