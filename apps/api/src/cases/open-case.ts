import { fold } from '../contract/fold.ts';
import type { Transaction } from '../db/open-database.ts';
import type { Deps } from '../deps.ts';
import { defaultPriority } from './default-priority.ts';
import { type CaseInput, newCase, newHousehold } from './new-case.ts';
import { findHouseholds, insertCases, insertHouseholds } from './store.ts';

/** Without a priority it follows from age and mobility. */
export type OpenCaseInput = Omit<CaseInput, 'priority'> & { priority?: number };

/** Makes a case inside the caller's transaction; the household at the same address of the ward is joined if there is one. */
export async function openCase(
  tx: Transaction,
  deps: Pick<Deps, 'clock' | 'ids'>,
  input: OpenCaseInput,
): Promise<{ caseId: string; householdId: string }> {
  const now = deps.clock.now();
  const complete = {
    ...input,
    priority: input.priority ?? defaultPriority(now.getUTCFullYear() - input.birthYear, input.mobility),
  };
  const addressFolded = fold(input.address);
  const known = await findHouseholds(tx, [{ unitId: input.unitId, addressFolded }]);
  let householdId = known.find((household) => household.addressFolded === addressFolded)?.id;
  if (householdId === undefined) {
    householdId = deps.ids.newId();
    await insertHouseholds(tx, [newHousehold(householdId, complete)]);
  }
  const caseId = deps.ids.newId();
  await insertCases(tx, [newCase({ id: caseId, householdId, importId: null, now }, complete)]);
  return { caseId, householdId };
}
