import { openCase } from '../../cases/open-case.ts';
import { NO_ACCESS_FACTS } from '../../contract/access.ts';
import type { TeamReport } from '../../contract/field.ts';
import type { Transaction } from '../../db/open-database.ts';
import type { Deps } from '../../deps.ts';
import { ProblemError } from '../../problem.ts';
import { findHomeOfVisit, setFoundAt } from './store.ts';

/**
 * Somebody else who needs a visit was found at a home: a case at the same address that says where it comes from. It waits like any
 * other; the dispatcher may add it to an evening.
 */
export async function openFoundCase(
  tx: Transaction,
  deps: Pick<Deps, 'clock' | 'ids'>,
  teamId: string,
  report: Extract<TeamReport, { kind: 'case-found' }>,
): Promise<{ caseId: string }> {
  const home = await findHomeOfVisit(tx, report.assignmentId);
  if (!home || home.teamId !== teamId) throw new ProblemError('not-found');
  const { unitId, address, lat, lon, coordinateSource, confidence, accessNote, alley, floor, lift, dog } = home;
  const { caseId } = await openCase(tx, deps, {
    ...report.person,
    contactName: '',
    ...{ unitId, address, lat, lon, coordinateSource, confidence, accessNote },
    access: { ...NO_ACCESS_FACTS, alley, floor, lift, dog },
    windows: [],
    requirements: [],
  });
  await setFoundAt(tx, caseId, report.assignmentId);
  return { caseId };
}
