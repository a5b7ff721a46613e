import type { Deps } from '../deps.ts';
import { ProblemError } from '../problem.ts';
import { readSpeeds } from '../travel/speeds/read-speeds.ts';
import { TravelError } from '../travel/travel.ts';
import { measureTravel, type PlanTravel } from './measure-travel.ts';
import type { PlanningInput } from './planning-input.ts';

/** Travel between the places of an input at the speeds of its unit. Refused with `travel-unavailable` where nothing answers. */
export async function measureForUnit(
  deps: Pick<Deps, 'db' | 'clock' | 'streets' | 'travel'>,
  input: PlanningInput,
  signal?: AbortSignal,
): Promise<PlanTravel> {
  try {
    const speeds = await readSpeeds(deps, deps.db.client, { path: input.unitPath, zone: input.zone });
    return await measureTravel(deps.travel, input, speeds, signal);
  } catch (error) {
    if (error instanceof TravelError) throw new ProblemError('travel-unavailable', { detail: error.message });
    throw error;
  }
}
