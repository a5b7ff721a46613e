import type { Actor } from '../auth/actor.ts';
import type { CaseCounts } from '../contract/cases.ts';
import type { Deps } from '../deps.ts';
import { countByUnit } from './store.ts';

/** How many cases of each state every unit below the actor's has, whatever their number: what a map by unit is coloured by. */
export async function countCases(deps: Deps, actor: Actor): Promise<CaseCounts> {
  return { counts: await countByUnit(deps.db.client, actor.unitPath) };
}
