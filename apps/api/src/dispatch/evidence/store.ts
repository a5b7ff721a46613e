import type { Queryable } from '../../db/open-database.ts';

/** Reports of visits of a path's teams that somebody has to decide on. */
export async function countOpenEvidence(db: Queryable, unitPath: string): Promise<number> {
  return db.visitEvent.count({ where: openEvidence(unitPath) });
}

function openEvidence(unitPath: string) {
  return { problem: { not: null }, decision: null, assignment: { team: { unit: { path: { startsWith: unitPath } } } } };
}
