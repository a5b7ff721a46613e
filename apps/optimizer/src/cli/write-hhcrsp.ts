import type { Evaluation } from '../plan.ts';
import type { HhcrspNames } from './instance.ts';
import { HHCRSP_SCALE } from './read-hhcrsp.ts';

/** The set's own solution format: routes of caregivers with arrival (start of service) and departure in the file's unit. */
export function writeHhcrsp(names: HhcrspNames, evaluation: Evaluation): object {
  const { rich, travelSec, routes } = evaluation;
  const total = rich?.terms.lateness ?? 0;
  const worst = rich?.terms.worstLateness ?? 0;
  const inUnits = (value: number): number => value / HHCRSP_SCALE;
  return {
    routes: routes.map(({ shift, stops }) => ({
      caregiver_id: names.caregivers[shift]!,
      locations: stops.flatMap((stop) => {
        if (stop.kind !== 'visit') return [];
        const { patient, service } = names.visits[stop.visit]!;
        return [
          {
            patient_id: patient,
            service_id: service,
            arrival_time: inUnits(stop.startSec),
            departure_time: inUnits(stop.endSec),
          },
        ];
      }),
    })),
    cost_components: {
      distance_traveled: inUnits(travelSec),
      total_tardiness: inUnits(total),
      max_tardiness: inUnits(worst),
    },
    total_cost: (inUnits(travelSec) + inUnits(total) + inUnits(worst)) / 3,
  };
}
