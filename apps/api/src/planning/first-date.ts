import { shiftsBetween } from '../calendar/list-shifts.ts';
import { addDays, dateAt } from '../calendar/zoned-time.ts';
import type { Transaction } from '../db/open-database.ts';
import type { PlanningUnit } from './store/input.ts';

/** Today is worth planning while a shift of today has this much left. */
const LEAST_LEFT_MS = 45 * 60_000;

/** Today, or tomorrow when today's shifts are over or there are none. */
export async function firstDate(tx: Transaction, unit: PlanningUnit, now: Date): Promise<string> {
  const today = dateAt(now, unit.zone);
  const shifts = await shiftsBetween(tx, unit.path, { from: today, to: today });
  const isLeft = shifts.some(({ closesAt }) => new Date(closesAt).getTime() - now.getTime() >= LEAST_LEFT_MS);
  return isLeft ? today : addDays(today, 1);
}

/** Today while no shift of it has begun, else tomorrow: a day on which nothing is under way. */
export async function firstWholeDate(tx: Transaction, unit: PlanningUnit, now: Date): Promise<string> {
  const today = dateAt(now, unit.zone);
  const shifts = await shiftsBetween(tx, unit.path, { from: today, to: today });
  const isWhole = shifts.length > 0 && shifts.every(({ opensAt }) => new Date(opensAt) > now);
  return isWhole ? today : addDays(today, 1);
}
