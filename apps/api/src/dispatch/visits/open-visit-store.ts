import type { Queryable } from '../../db/open-database.ts';

/** The visit of a case that has not ended, if there is one. */
export function findOpenVisitOf(db: Queryable, caseId: string): Promise<{ id: string; teamId: string; date: string } | null> {
  return db.assignment.findFirst({
    where: { caseId, state: { notIn: ['finished', 'withdrawn'] } },
    select: { id: true, teamId: true, date: true },
  });
}
