import { type Actor, requireRole } from '../auth/actor.ts';
import { fold } from '../contract/fold.ts';
import type { RequestView } from '../contract/requests.ts';
import type { Queryable } from '../db/open-database.ts';
import type { Deps } from '../deps.ts';
import { findSimilarCases, type RequestRow, listRequests as readRequests } from './store.ts';

/** The inbox of the actor's unit: all that waits, oldest first, then what was decided last. */
export async function listRequests(deps: Pick<Deps, 'db'>, actor: Actor): Promise<RequestView[]> {
  requireRole(actor, ['dispatcher', 'chief']);
  return toRequestViews(deps.db.client, actor, await readRequests(deps.db.client, actor.unitPath));
}

/** With the known cases of the actor's unit that look like the same person: same name without marks, same year of birth. */
export async function toRequestViews(db: Queryable, actor: Actor, rows: RequestRow[]): Promise<RequestView[]> {
  const people = rows.map(({ fullName, birthYear }) => ({ nameFolded: fold(fullName), birthYear }));
  const similar = await findSimilarCases(db, actor.unitPath, people);
  const idsByPerson = new Map<string, string[]>();
  for (const { id, ...person } of similar) idsByPerson.set(keyOf(person), [...(idsByPerson.get(keyOf(person)) ?? []), id]);
  return rows.map((row, index) => ({
    id: row.id,
    unitId: row.unitId,
    unitName: row.unit.name,
    state: row.state,
    requesterName: row.requesterName,
    relation: row.relation,
    phone: row.phone,
    fullName: row.fullName,
    birthYear: row.birthYear,
    sex: row.sex,
    address: row.address,
    mobility: row.mobility,
    needs: row.needs,
    windows: row.windows,
    note: row.note,
    caseId: row.caseId,
    similarCaseIds: (idsByPerson.get(keyOf(people[index]!)) ?? []).filter((id) => id !== row.caseId),
    declineReason: row.declineReason,
    createdAt: row.createdAt.toISOString(),
    decidedAt: row.decidedAt?.toISOString() ?? null,
  }));
}

function keyOf({ nameFolded, birthYear }: { nameFolded: string; birthYear: number }): string {
  return `${birthYear} ${nameFolded}`;
}
