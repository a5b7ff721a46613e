import type { CasePoints } from '@gocua/api/contract/case-points';
import { CASE_STATES, type CaseState, MOBILITIES, type Mobility, NEEDS, type Need } from '@gocua/api/contract/codes';
import { PIN_DOUBTS, type PinDoubt } from '@gocua/api/contract/pin-doubts';

/** A case as the map knows it when there are too many for a list: no name, no address; those are read when somebody chooses it. */
export interface CasePoint {
  readonly id: string;
  readonly unitId: string;
  readonly state: CaseState;
  readonly mobility: Mobility;
  readonly needs: readonly Need[];
  readonly priority: number;
  readonly birthYear: number;
  readonly lat: number;
  readonly lon: number;
  readonly doubt: PinDoubt | null;
}

/** The columns as points. There are few sets of needs, so each is made once. */
export function readPoints(columns: CasePoints): CasePoint[] {
  const needsOf = new Map<number, readonly Need[]>();
  return columns.ids.map((id, i) => {
    const bits = columns.needs[i]!;
    const needs = needsOf.get(bits) ?? NEEDS.filter((_, bit) => bits & (1 << bit));
    needsOf.set(bits, needs);
    const doubt = columns.doubt[i]!;
    return {
      id,
      unitId: columns.unitIds[columns.unit[i]!]!,
      state: CASE_STATES[columns.state[i]!]!,
      mobility: MOBILITIES[columns.mobility[i]!]!,
      needs,
      priority: columns.priority[i]!,
      birthYear: columns.birthYear[i]!,
      lat: columns.latE6[i]! / 1e6,
      lon: columns.lonE6[i]! / 1e6,
      doubt: doubt === 0 ? null : PIN_DOUBTS[doubt - 1]!,
    };
  });
}
