import type { Fault, FaultCode } from './options.ts';
import { MAX_TIME_SEC } from './problem.ts';

const MAX_FAULTS = 1_000;

/** Keeps sums of costs exact in a double. */
export const MAX_COST = 1 << 28;

/** Collects faults up to a bound. */
export class FaultList {
  readonly faults: Fault[] = [];
  get full(): boolean {
    return this.faults.length >= MAX_FAULTS;
  }
  add(code: FaultCode, path: string, message: string): void {
    if (this.full) return;
    this.faults.push({ code, path, message });
    if (this.full)
      this.faults.push({ code: 'tooManyFaults', path: '', message: `more than ${MAX_FAULTS} faults; the rest is not listed` });
  }
  /** False, and a fault, unless an integer in 0 … max. */
  whole(value: number, path: string, max: number = MAX_TIME_SEC): boolean {
    if (!Number.isInteger(value)) this.add('notAnInteger', path, `must be an integer, is ${String(value)}`);
    else if (value < 0) this.add('negative', path, `must not be negative, is ${value}`);
    else if (value > max) this.add('tooLarge', path, `must be at most ${max}, is ${value}`);
    else return true;
    return false;
  }
  /** For rates: any number from 0 to the largest cost. */
  rate(value: number, path: string): void {
    if (!Number.isFinite(value)) this.add('notAnInteger', path, `must be a number, is ${String(value)}`);
    else if (value < 0) this.add('negative', path, `must not be negative, is ${value}`);
    else if (value > MAX_COST) this.add('tooLarge', path, `must be at most ${MAX_COST}, is ${value}`);
  }
  index(value: number, count: number, code: FaultCode, path: string, what: string): void {
    if (!Number.isInteger(value) || value < 0 || value >= count) {
      this.add(code, path, `there is no ${what} ${String(value)}: there are ${count}, counted from 0`);
    }
  }
  indices(values: readonly number[], count: number, code: FaultCode, path: string, what: string): void {
    for (let i = 0; i < values.length; i++) this.index(values[i]!, count, code, `${path}[${i}]`, what);
  }
}
