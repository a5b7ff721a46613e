import type { Plan } from '../plan.ts';
import { type HhcrspNames, InputError } from './instance.ts';

/** Who goes where in which order, from a solution in the home health care set's format; the times are worked out anew. */
export function readHhcrspSolution(names: HhcrspNames, json: unknown): Plan {
  const routes = (json as { routes?: unknown })?.routes;
  if (!Array.isArray(routes)) throw new InputError(['routes: must be a list']);
  const faults: string[] = [];
  const visitOf = new Map(names.visits.map(({ patient, service }, v) => [JSON.stringify([patient, service]), v]));
  const planned: number[][] = names.caregivers.map(() => []);
  routes.forEach((route, r) => {
    const shift = names.caregivers.indexOf(route?.caregiver_id ?? route?.caregiver);
    if (shift < 0) faults.push(`routes[${r}].caregiver_id: no such caregiver`);
    if (!Array.isArray(route?.locations)) faults.push(`routes[${r}].locations: must be a list`);
    else
      route.locations.forEach((stop: Record<string, unknown>, i: number) => {
        const visit = visitOf.get(JSON.stringify([stop?.patient_id ?? stop?.patient, stop?.service_id ?? stop?.service]));
        if (visit === undefined) faults.push(`routes[${r}].locations[${i}]: no such patient and service`);
        else planned[shift]?.push(visit);
      });
  });
  if (faults.length > 0) throw new InputError(faults);
  const served = new Set(planned.flat());
  return { routes: planned, unassigned: names.visits.map((_, v) => v).filter((v) => !served.has(v)) };
}
