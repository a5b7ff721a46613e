import type { Fields } from './fields.ts';

/** What must be known of the whole file to read a part of it. */
export interface Reading {
  readonly faults: string[];
  /** VROOM's numbers of skills, to ours. */
  readonly skills: Map<number, number>;
  /** The vehicle types in use; work type 0 is that of vehicles without one. */
  readonly types: readonly string[];
  readonly originSec: number;
  readonly dimensions: number;
  readonly profiles: readonly string[];
  readonly costScale: number;
  /** Profiles whose matrix says what each drive costs. */
  readonly ownCosts: ReadonlySet<string>;
}

export function profileOf(vehicle: Fields): string {
  return vehicle.text('profile', 'car');
}

export function windowsOf(fields: Fields, name: string, reading: Reading) {
  return fields.pairs(name).map(([from, to]) => ({ opensSec: from - reading.originSec, closesSec: to - reading.originSec }));
}

/** As many numbers as the first vehicle's capacity has, as in VROOM; zeros where there are none. */
export function amountsOf(fields: Fields, name: string, reading: Reading): number[] {
  const amounts = fields.wholes(name);
  if (fields.has(name) && amounts.length !== reading.dimensions)
    fields.fault(name, `has ${amounts.length} number(s), vehicles[0].capacity has ${reading.dimensions}`);
  return Array.from({ length: reading.dimensions }, (_, d) => amounts[d] ?? 0);
}
