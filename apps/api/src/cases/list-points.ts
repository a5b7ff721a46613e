import type { Actor } from '../auth/actor.ts';
import { type CasePoints, MOST_POINTS } from '../contract/case-points.ts';
import { CASE_STATES, type CaseState, MOBILITIES, type Mobility, NEEDS, type Need } from '../contract/codes.ts';
import { PIN_DOUBTS, pinDoubt } from '../contract/pin-doubts.ts';
import type { Deps } from '../deps.ts';
import { withPinInWard } from './pin-in-ward.ts';
import { findPoints } from './store.ts';

/** Every case below the actor's unit that has a place, as columns. */
export async function listPoints(deps: Deps, actor: Actor): Promise<CasePoints> {
  const { points, totalCount } = await findPoints(deps.db.client, actor.unitPath, MOST_POINTS);
  const unitIndex = new Map<string, number>();
  const columns: CasePoints = {
    ...{
      ids: [],
      unitIds: [],
      unit: [],
      latE6: [],
      lonE6: [],
      state: [],
      mobility: [],
      needs: [],
      priority: [],
      birthYear: [],
      doubt: [],
    },
    totalCount,
    truncated: points.length < totalCount,
  };
  for (const point of points) {
    const unit = unitIndex.get(point.unitId) ?? unitIndex.size;
    if (unit === unitIndex.size) {
      unitIndex.set(point.unitId, unit);
      columns.unitIds.push(point.unitId);
    }
    const doubt = pinDoubt(withPinInWard(deps.places, point));
    columns.ids.push(point.id);
    columns.unit.push(unit);
    columns.latE6.push(Math.round(point.lat * 1e6));
    columns.lonE6.push(Math.round(point.lon * 1e6));
    columns.state.push(CASE_STATES.indexOf(point.state as CaseState));
    columns.mobility.push(MOBILITIES.indexOf(point.mobility as Mobility));
    columns.needs.push(point.needs.reduce((bits, need) => bits | (1 << NEEDS.indexOf(need as Need)), 0));
    columns.priority.push(point.priority);
    columns.birthYear.push(point.birthYear);
    columns.doubt.push(doubt === null ? 0 : 1 + PIN_DOUBTS.indexOf(doubt));
  }
  return columns;
}
