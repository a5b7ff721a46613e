import type { AccessFacts } from '../contract/access.ts';
import type { Confidence, CoordinateSource, Mobility, Need, Requirement, Sex } from '../contract/codes.ts';
import type { WeeklyWindow } from '../contract/common.ts';
import { fold } from '../contract/fold.ts';
import type { NewCase, NewHousehold } from './store.ts';

/** What is known of a person and a home when a case begins, from a list or from a request. */
export interface CaseInput {
  /** The ward. */
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
  requirements: Requirement[];
  windows: WeeklyWindow[];
  note: string;
  accessNote: string;
  access: AccessFacts;
  priority: number;
}

/** The row of a household that the case begins. */
export function newHousehold(id: string, input: CaseInput): NewHousehold {
  const { unitId, address, lat, lon, coordinateSource, confidence, accessNote } = input;
  const { alley, floor, lift, dog } = input.access;
  return {
    ...{ id, unitId, address, addressFolded: fold(address), lat, lon, coordinateSource, confidence, accessNote },
    ...{ alley, floor, lift, dog },
  };
}

/** The row of a case that waits for its first visit. */
export function newCase(row: { id: string; householdId: string; importId: string | null; now: Date }, input: CaseInput): NewCase {
  const { unitId, fullName, birthYear, sex, phone, contactName, mobility, needs, requirements, windows, note, priority } = input;
  return {
    id: row.id,
    householdId: row.householdId,
    importId: row.importId,
    ...{
      unitId,
      fullName,
      nameFolded: fold(fullName),
      birthYear,
      sex,
      phone,
      contactName,
      mobility,
      needs,
      requirements,
      windows,
      note,
      priority,
      bed: input.access.bed,
      hearing: input.access.hearing,
    },
    state: 'waiting',
    createdAt: row.now,
    updatedAt: row.now,
  };
}
