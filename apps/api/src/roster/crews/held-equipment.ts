import type { Shift } from '../../contract/teams.ts';
import type { Crew } from './crew-of-shift.ts';

/** A kit or vehicle that a shift holds from its beginning to its end. */
export interface Holding {
  readonly equipmentId: string;
  readonly shiftId: string;
  readonly opensMs: number;
  readonly closesMs: number;
}

/** Pairs of shifts that would hold one thing at once, each pair once, in order of time. */
export function heldTwice(holdings: readonly Holding[]): (readonly [Holding, Holding])[] {
  const byThing = new Map<string, Holding[]>();
  for (const holding of holdings) {
    const known = byThing.get(holding.equipmentId);
    if (known) known.push(holding);
    else byThing.set(holding.equipmentId, [holding]);
  }
  const pairs: [Holding, Holding][] = [];
  for (const held of byThing.values()) {
    held.sort((a, b) => a.opensMs - b.opensMs || (a.shiftId < b.shiftId ? -1 : 1));
    for (const [index, holding] of held.entries()) {
      for (const later of held.slice(index + 1)) {
        // One ends when the other begins: handed over at the depot.
        if (later.opensMs >= holding.closesMs) break;
        pairs.push([holding, later]);
      }
    }
  }
  return pairs;
}

type Times = Pick<Shift, 'id' | 'opensAt' | 'closesAt'>;

/** What shifts hold of one kind of thing. A lost shift lets go of it. */
export function holdingsOf(shifts: readonly Times[], crews: ReadonlyMap<string, Crew>, field: 'kitId' | 'vehicleId'): Holding[] {
  return shifts.flatMap((shift) => {
    const crew = crews.get(shift.id);
    const equipmentId = crew?.[field];
    if (!equipmentId || crew.state === 'lost') return [];
    return [{ equipmentId, shiftId: shift.id, opensMs: Date.parse(shift.opensAt), closesMs: Date.parse(shift.closesAt) }];
  });
}

/** Shifts that go without, because another holds their thing at that time: the one that did not choose it for itself, else the later. */
export function twiceHeldIds(
  shifts: readonly Times[],
  crews: ReadonlyMap<string, Crew>,
  field: 'kitId' | 'vehicleId',
): Set<string> {
  const isChosen = (shiftId: string): boolean => crews.get(shiftId)![field === 'kitId' ? 'hasOwnKit' : 'hasOwnVehicle'];
  const ids = new Set<string>();
  for (const [one, other] of heldTwice(holdingsOf(shifts, crews, field)))
    ids.add(isChosen(other.shiftId) && !isChosen(one.shiftId) ? one.shiftId : other.shiftId);
  return ids;
}
