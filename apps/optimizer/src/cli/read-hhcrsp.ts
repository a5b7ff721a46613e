import type { Shift, Visit } from '../problem.ts';
import type { Relation } from '../rich/model.ts';
import { type HhcrspNames, InputError, type Instance, requireSound } from './instance.ts';

/** Times and distances of the file times this are whole. */
export const HHCRSP_SCALE = 1_000;
/** Nobody works longer than this many units of the file; the set has no end of day. */
const LONGEST_DAY = 100_000;

interface Patient {
  id: string;
  time_window?: [number, number];
  required_caregivers: { service: string; duration?: number }[];
  synchronization?: { type: 'simultaneous' | 'sequential'; distance?: [number, number] };
}
interface Hhcrsp {
  patients: Patient[];
  services: { id: string; default_duration: number }[];
  caregivers: { id: string; abilities: string[] }[];
  distances: number[][];
}

/**
 * Home health care with double services (Mankowska et al. 2014, in the JSON of Ceschia et al. 2024): each service of a patient is a
 * visit; a window's end is soft; the objective is a third of distance, total and greatest lateness, here their sum × 1,000.
 */
export function readHhcrsp(json: unknown): { instance: Instance; names: HhcrspNames } {
  const file = json as Hhcrsp;
  const faults = faultsOf(file);
  if (faults.length > 0) throw new InputError(faults);
  const skillOf = new Map(file.services.map(({ id }, index) => [id, index]));
  const usual = new Map(file.services.map(({ id, default_duration }) => [id, default_duration]));
  const scaled = (value: number): number => Math.round(value * HHCRSP_SCALE);
  const visits: Visit[] = [];
  const names: { patient: string; service: string }[] = [];
  const relations: Relation[] = [];
  file.patients.forEach((patient, p) => {
    const first = visits.length;
    for (const { service, duration } of patient.required_caregivers) {
      const opens = scaled(patient.time_window?.[0] ?? 0);
      names.push({ patient: patient.id, service });
      visits.push({
        placeIndex: p + 1,
        serviceSec: scaled(duration ?? usual.get(service)!),
        setupSec: 0,
        windows: [{ opensSec: opens, closesSec: scaled(LONGEST_DAY) }],
        ...(patient.time_window && { due: { sec: scaled(patient.time_window[1]), perLateSec: 1 } }),
        skills: [skillOf.get(service)!],
        tier: 0,
        prize: 1,
        loads: [],
      });
    }
    if (visits.length - first < 2) return;
    const pair = { first, second: first + 1 };
    relations.push({ kind: 'differentShift', ...pair });
    if (!patient.synchronization) return;
    const [least, most] = patient.synchronization.type === 'simultaneous' ? [0, 0] : patient.synchronization.distance!;
    relations.push({ kind: 'order', ...pair, leastGapSec: scaled(least), mostGapSec: scaled(most) });
  });
  const shifts = file.caregivers.map(
    ({ abilities }): Shift => ({
      startPlaceIndex: 0,
      endPlaceIndex: 0,
      opensSec: 0,
      closesSec: scaled(LONGEST_DAY),
      skills: abilities.map((service) => skillOf.get(service)!),
      capacity: [],
      breaks: [],
      costs: { fixed: 0, perTravelSec: 1, perMetre: 0, perTaskSec: 0, perVisit: 0 },
      speedFactor: 1,
      matrixIndex: 0,
    }),
  );
  const durationsSec = Int32Array.from(file.distances.flat(), (distance) => Math.round(distance * HHCRSP_SCALE));
  const instance = requireSound({
    problem: { placeCount: file.distances.length, visits, shifts, matrices: [{ durationsSec }], relations, perWorstLateSec: 1 },
    visitIds: visits.map((_, v) => v),
    shiftIds: shifts.map((_, s) => s),
    breakIds: shifts.map(() => []),
    originSec: 0,
    costScale: 3 * HHCRSP_SCALE,
  });
  return { instance, names: { caregivers: file.caregivers.map(({ id }) => id), visits: names } };
}

/** Everything that is not as this set has it, by path. */
function faultsOf(file: Hhcrsp): string[] {
  const faults: string[] = [];
  for (const name of ['patients', 'services', 'caregivers', 'distances'] as const) {
    if (!Array.isArray(file[name])) faults.push(`${name}: must be a list`);
  }
  if (faults.length > 0) return faults;
  const isNumber = (value: unknown): boolean =>
    typeof value === 'number' && Number.isFinite(value) && value >= 0 && value <= LONGEST_DAY;
  const known = new Set(file.services.map((service) => service?.id));
  file.services.forEach((service, i) => {
    if (!isNumber(service?.default_duration)) faults.push(`services[${i}].default_duration: must be a number, at least 0`);
  });
  file.caregivers.forEach((caregiver, i) => {
    if (!Array.isArray(caregiver?.abilities)) faults.push(`caregivers[${i}].abilities: must be a list`);
    else for (const one of caregiver.abilities) if (!known.has(one)) faults.push(`caregivers[${i}].abilities: no service ${one}`);
  });
  const size = file.patients.length + 1;
  if (
    file.distances.length !== size ||
    file.distances.some((row) => !Array.isArray(row) || row.length !== size || !row.every(isNumber))
  )
    faults.push(`distances: must be ${size} rows of ${size} numbers, the office first`);
  file.patients.forEach((patient, p) => {
    const at = `patients[${p}]`;
    const needs = patient?.required_caregivers;
    if (!Array.isArray(needs) || needs.length < 1 || needs.length > 2) {
      faults.push(`${at}.required_caregivers: must be one or two`);
      return;
    }
    needs.forEach(({ service, duration }, i) => {
      if (!known.has(service)) faults.push(`${at}.required_caregivers[${i}].service: no service ${service}`);
      if (duration !== undefined && !isNumber(duration))
        faults.push(`${at}.required_caregivers[${i}].duration: must be a number, at least 0`);
    });
    const window = patient.time_window;
    if (
      window !== undefined &&
      !(Array.isArray(window) && window.length === 2 && window.every(isNumber) && window[0] <= window[1])
    )
      faults.push(`${at}.time_window: must be two rising numbers`);
    const both = patient.synchronization;
    if (both === undefined || needs.length < 2) return;
    const gap = both.distance;
    if (both.type !== 'simultaneous' && both.type !== 'sequential')
      faults.push(`${at}.synchronization.type: simultaneous or sequential`);
    else if (both.type === 'sequential' && !(Array.isArray(gap) && gap.length === 2 && gap.every(isNumber) && gap[0] <= gap[1]))
      faults.push(`${at}.synchronization.distance: must be two rising numbers`);
  });
  return faults;
}
