import type { Feature, FeatureCollection, Geometry, Point } from 'geojson';
import { type Actor, requireWithin } from '../auth/actor.ts';
import { searchCases } from '../cases/search-cases.ts';
import { pinDoubt } from '../contract/pin-doubts.ts';
import type { Deps } from '../deps.ts';
import { ProblemError } from '../problem.ts';
import { findUnit } from '../units/store.ts';
import { collection } from './geojson.ts';

/**
 * The cases of a unit (default: the actor's) as points; without a place the geometry is null, as RFC 7946 allows. Names, addresses and
 * years of birth only where they were asked for: such a file is a list of sick people and must be kept like one.
 */
export async function exportCases(
  deps: Deps,
  actor: Actor,
  input: { unitId: string | undefined; withNames: boolean },
): Promise<FeatureCollection<Geometry | null>> {
  const unit = await findUnit(deps.db.client, input.unitId ?? actor.unitId);
  if (!unit) throw new ProblemError('not-found');
  requireWithin(actor, unit.path);
  const { cases, truncated, totalCount } = await searchCases(deps, actor, { unitId: unit.id });
  if (truncated) throw new ProblemError('export-too-large', { params: { count: totalCount } });
  deps.log.info(
    { accountId: actor.accountId, unitId: unit.id, cases: cases.length, withNames: input.withNames },
    'exported cases',
  );
  return collection(
    cases.map((one): Feature<Point | null> => {
      const { id, unitId, householdId, state, priority, mobility, needs, confidence, coordinateSource, outsideWard } = one;
      const facts = { unitId, householdId, state, priority, mobility, needs, confidence, coordinateSource, outsideWard };
      const person = { fullName: one.fullName, birthYear: one.birthYear, address: one.address };
      return {
        type: 'Feature',
        id,
        geometry: one.lat === null || one.lon === null ? null : { type: 'Point', coordinates: [one.lon, one.lat] },
        properties: { ...facts, doubt: pinDoubt(one), ...(input.withNames ? person : {}) },
      };
    }),
  );
}
