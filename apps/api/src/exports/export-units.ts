import type { Feature, FeatureCollection, Geometry } from 'geojson';
import type { Actor } from '../auth/actor.ts';
import { countCases } from '../cases/count-cases.ts';
import type { Deps } from '../deps.ts';
import { listUnits } from '../units/store.ts';
import { collection } from './geojson.ts';

/** The units below the actor's with their boundaries and how many cases of each state they have, wards inside a unit counted in it. */
export async function exportUnits(deps: Deps, actor: Actor): Promise<FeatureCollection<Geometry | null>> {
  const units = (await listUnits(deps.db.client)).filter(({ path }) => path.startsWith(actor.unitPath));
  const { counts } = await countCases(deps, actor);
  const pathOf = new Map(units.map(({ id, path }) => [id, path]));
  return collection(
    units.map(({ id, parentId, kind, name, nameEn, path }): Feature<Geometry | null> => {
      const within = counts.filter(({ unitId }) => pathOf.get(unitId)?.startsWith(path));
      const sum = (states: readonly string[]): number =>
        within.filter(({ state }) => states.includes(state)).reduce((total, { count }) => total + count, 0);
      return {
        type: 'Feature',
        id,
        geometry: deps.places.boundaryOf(id),
        properties: {
          ...{ parentId, kind, name, nameEn },
          remaining: sum(['waiting', 'scheduled']),
          served: sum(['served']),
          total: sum(['waiting', 'scheduled', 'served', 'blocked', 'closed']),
        },
      };
    }),
  );
}
