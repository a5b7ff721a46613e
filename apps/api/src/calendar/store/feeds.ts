import type { Queryable, Transaction } from '../../db/open-database.ts';

export async function findFeed(db: Queryable, teamId: string): Promise<{ createdAt: Date } | null> {
  return db.calendarFeed.findUnique({ where: { teamId }, select: { createdAt: true } });
}

/** The active team whose calendar a link opens. */
export async function teamOfFeed(db: Queryable, tokenHash: string): Promise<string | null> {
  const feed = await db.calendarFeed.findUnique({
    where: { tokenHash },
    select: { teamId: true, team: { select: { active: true } } },
  });
  return feed?.team.active ? feed.teamId : null;
}

/** The old link of the team ends. */
export async function saveFeed(db: Transaction, teamId: string, tokenHash: string, createdAt: Date): Promise<void> {
  const data = { tokenHash, createdAt };
  await db.calendarFeed.upsert({ where: { teamId }, create: { teamId, ...data }, update: data });
}

export async function removeFeed(db: Transaction, teamId: string): Promise<void> {
  await db.calendarFeed.deleteMany({ where: { teamId } });
}
