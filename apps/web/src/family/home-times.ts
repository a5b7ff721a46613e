import type { Weekday } from '@gocua/api/contract/codes';
import type { WeeklyWindow } from '@gocua/api/contract/common';

/** The parts of a week a family chooses from: the hours when teams go out. */
export const HOME_TIMES = [
  'weekday_evening',
  'saturday_morning',
  'saturday_afternoon',
  'sunday_morning',
  'sunday_afternoon',
] as const;
export type HomeTime = (typeof HOME_TIMES)[number];
export const EVENING_DAYS = [1, 2, 3, 4, 5] as const satisfies readonly Weekday[];
export type EveningDay = (typeof EVENING_DAYS)[number];

interface Hours {
  days: readonly Weekday[];
  from: string;
  to: string;
}
/** Wall time in the unit's zone; the window limits the start of service, both ends inclusive. */
export const HOURS: Record<HomeTime, Hours> = {
  weekday_evening: { days: EVENING_DAYS, from: '18:00', to: '21:00' },
  saturday_morning: { days: [6], from: '08:00', to: '11:30' },
  saturday_afternoon: { days: [6], from: '13:30', to: '17:00' },
  sunday_morning: { days: [7], from: '08:00', to: '11:30' },
  sunday_afternoon: { days: [7], from: '13:30', to: '17:00' },
};

/** The choices as the server keeps them; no window = somebody is always at home. */
export function toWindows(anyTime: boolean, times: readonly HomeTime[], eveningDays: readonly EveningDay[]): WeeklyWindow[] {
  if (anyTime) return [];
  return HOME_TIMES.filter((time) => times.includes(time)).map((time) => {
    const { days, from, to } = HOURS[time];
    return {
      days: time === 'weekday_evening' ? days.filter((day) => eveningDays.some((one) => one === day)) : [...days],
      from,
      to,
    };
  });
}
