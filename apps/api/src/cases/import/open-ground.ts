import type { Actor } from '../../auth/actor.ts';
import { makeWardFinder } from '../../units/find-ward.ts';
import { listUnits } from '../../units/store.ts';
import type { ImportDeps } from './import-deps.ts';
import type { Ground, WardMatch } from './read-row.ts';

/** What the rows of one import are read against: all units, the actor's scope, the map. */
export async function openGround(deps: ImportDeps, actor: Actor): Promise<Ground & { wardName: (unitId: string) => string }> {
  const units = await listUnits(deps.db.client);
  const findWards = makeWardFinder(units, deps.places.oldWards);
  const names = new Map(units.map((unit) => [unit.id, unit.name]));

  function findWard(text: string): WardMatch {
    const found = findWards(text);
    // A name that occurs elsewhere too means the one in the actor's own unit.
    const inside = found.filter((unit) => unit.path.startsWith(actor.unitPath));
    const [ward, ...more] = inside.length > 0 ? inside : found;
    if (!ward) return { kind: 'none' };
    if (more.length > 0) return { kind: 'many', names: [ward, ...more].map((unit) => unit.name) };
    return { kind: 'one', unitId: ward.id, name: ward.name, within: inside.length > 0 };
  }

  return {
    year: deps.clock.now().getUTCFullYear(),
    country: 'VN',
    findWard,
    judgePin: (lon, lat) => deps.places.judgePin(lon, lat),
    locate: (address, unitId) => deps.places.locateAddress(address, unitId),
    wardName: (unitId) => names.get(unitId) ?? unitId,
  };
}
