import type { Confidence, CoordinateSource, Mobility, Need, Sex } from '../contract/codes.ts';
import type { WeeklyWindow } from '../contract/common.ts';
import { fold } from '../contract/fold.ts';
import type { Transaction } from '../db/open-database.ts';
import type { Deps } from '../deps.ts';
import { defaultPriority } from './default-priority.ts';
import { findHouseholds, insertCases, insertHouseholds } from './store.ts';

export interface NewCaseInput {
  unitId: string;
  fullName: string;
  birthYear: number;
  sex: Sex;
  phone: string | null;
  contactName: string;
  address: string;
  lat: number | null;
  lon: number | null;
  coordinateSource: CoordinateSource | null;
  confidence: Confidence | null;
  mobility: Mobility;
  needs: Need[];
  windows: WeeklyWindow[];
  note: string;
  accessNote: string;
  /** Without it, from age and mobility. */
  priority?: number;
}

/** Makes a case inside the caller's transaction; the household at the same address of the ward is joined if there is one. */
export async function openCase(
  tx: Transaction,
  deps: Pick<Deps, 'clock' | 'ids'>,
  input: NewCaseInput,
): Promise<{ caseId: string; householdId: string }> {
  const now = deps.clock.now();
  const addressFolded = fold(input.address);
  const known = await findHouseholds(tx, [{ unitId: input.unitId, addressFolded }]);
  let householdId = known.find((household) => household.addressFolded === addressFolded)?.id;
  if (householdId === undefined) {
    householdId = deps.ids.newId();
    const { unitId, address, lat, lon, coordinateSource, confidence, accessNote } = input;
    await insertHouseholds(tx, [
      { id: householdId, unitId, address, addressFolded, lat, lon, coordinateSource, confidence, accessNote },
    ]);
  }
  const caseId = deps.ids.newId();
  const { unitId, fullName, birthYear, sex, phone, contactName, mobility, needs, windows, note } = input;
  const priority = input.priority ?? defaultPriority(now.getUTCFullYear() - birthYear, mobility);
  await insertCases(tx, [
    {
      id: caseId,
      unitId,
      householdId,
      fullName,
      nameFolded: fold(fullName),
      birthYear,
      sex,
      phone,
      contactName,
      mobility,
      needs,
      windows,
      note,
      priority,
      state: 'waiting',
      importId: null,
      createdAt: now,
      updatedAt: now,
    },
  ]);
  return { caseId, householdId };
}
