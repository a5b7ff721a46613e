import { type Actor, requireWithin } from '../../auth/actor.ts';
import { hashToken, newSessionToken } from '../../auth/session-token.ts';
import type { FeedState, NewFeed } from '../../contract/calendar.ts';
import type { Transaction } from '../../db/open-database.ts';
import type { Deps } from '../../deps.ts';
import { ProblemError } from '../../problem.ts';
import { findFeed, removeFeed, saveFeed, teamOfFeed } from '../store/feeds.ts';
import { lockTeams } from '../store.ts';
import { calendarOfTeam } from './team-calendar.ts';

export async function readFeedState(deps: Deps, actor: Actor, teamId: string): Promise<FeedState> {
  return deps.db.transaction(async (tx) => {
    await requireTeam(tx, actor, teamId);
    return { createdAt: (await findFeed(tx, teamId))?.createdAt.toISOString() ?? null };
  });
}

/**
 * Makes a new secret link to a team's calendar; the old one ends. Only its hash is kept, so the answer is not kept either:
 * sending the command again makes another link.
 */
export async function makeFeed(deps: Deps, actor: Actor, teamId: string): Promise<NewFeed> {
  const token = newSessionToken();
  const now = deps.clock.now();
  await deps.db.transaction(async (tx) => {
    await requireTeam(tx, actor, teamId);
    await saveFeed(tx, teamId, hashToken(token), now);
  });
  return { path: `/api/calendar-feeds/${token}.ics`, createdAt: now.toISOString() };
}

export async function revokeFeed(deps: Deps, actor: Actor, teamId: string): Promise<void> {
  await deps.db.transaction(async (tx) => {
    await requireTeam(tx, actor, teamId);
    await removeFeed(tx, teamId);
  });
}

/** What a calendar program reads that knows a team's link; `not-found` for any other. */
export async function readFeed(deps: Deps, token: string): Promise<string> {
  const teamId = await teamOfFeed(deps.db.client, hashToken(token));
  if (teamId === null) throw new ProblemError('not-found');
  return calendarOfTeam(deps.db.client, teamId, deps.clock.now());
}

async function requireTeam(tx: Transaction, actor: Actor, teamId: string): Promise<void> {
  const team = (await lockTeams(tx, [teamId])).get(teamId);
  if (!team) throw new ProblemError('not-found');
  requireWithin(actor, team.unitPath);
}
