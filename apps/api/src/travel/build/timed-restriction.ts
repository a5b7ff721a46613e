import type { OsmTags } from './read-osm-pbf.ts';

/** When teams are on the road, minutes of the day: after office hours until they are back. */
const WORK_FROM_MINUTE = 17 * 60;
const WORK_TO_MINUTE = 22 * 60;
const DAY_MINUTES = 24 * 60;
const WEEKDAY = /\b(Mo|Tu|We|Th|Fr|Sa|Su|PH)\b/;

/**
 * The one rule for what binds at certain hours: it binds always when it does at any minute of the working hours, on whatever day, and
 * never otherwise. Streets have one set of turns for the whole day, and a detour that was not needed harms less than a forbidden turn.
 * "Mo-Fr 06:00-09:00,16:00-19:30" binds, "06:00-09:00" does not; days without hours bind; other conditions (weight, width) do not.
 */
export function bindsAtWork(condition: string): boolean {
  const spans = [...condition.matchAll(/(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})/g)];
  if (spans.length === 0) return WEEKDAY.test(condition);
  return spans.some(([, fromHour, fromMinute, toHour, toMinute]) =>
    overlapsWork(Number(fromHour) * 60 + Number(fromMinute), Number(toHour) * 60 + Number(toMinute)),
  );
}

function overlapsWork(from: number, to: number): boolean {
  // "22:00-06:00" passes midnight
  const end = to > from ? to : to + DAY_MINUTES;
  return [0, DAY_MINUTES].some((day) => from < WORK_TO_MINUTE + day && end > WORK_FROM_MINUTE + day);
}

/** The hours of the old tags `hour_on`, `hour_off`, `day_on`: null where there are none. */
export function oldHours(tags: OsmTags): string | null {
  const { hour_on: on, hour_off: off, day_on: day } = tags;
  if (on !== undefined && off !== undefined) return `${on}-${off}`;
  return day === undefined ? null : day.slice(0, 2);
}
