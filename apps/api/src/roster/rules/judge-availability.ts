import type { FoundBreach } from './found-breach.ts';
import { dayOf } from './work-calendar.ts';
import type { PreparedWorker, WorkShift } from './work-of-person.ts';

/** What no policy can allow: a shift on a day of absence, two shifts at once. The shifts are in order of time. */
export function judgeAvailability(worker: PreparedWorker, shifts: readonly WorkShift[]): FoundBreach[] {
  const found: FoundBreach[] = [];
  let open: WorkShift | null = null;
  for (const shift of shifts) {
    const { date, shiftId } = shift;
    const refused = { severity: 'refused', date, shiftId, limit: 0, value: 1 } as const;
    if (worker.isAbsent(dayOf(date))) found.push({ ...refused, rule: 'absent', otherDate: null, subject: date });
    if (open && shift.opensMs < open.closesMs) {
      found.push({ ...refused, rule: 'double_booked', otherDate: open.date, subject: `${open.date} ${date}` });
    }
    if (!open || shift.closesMs > open.closesMs) open = shift;
  }
  return found;
}
