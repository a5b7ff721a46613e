/**
 * Where everything of the timeline stands, in minutes since local midnight of the shift's date (a shift over midnight goes
 * past 1440). Pure: no pixels, no React.
 */
import type { PlanRoute, PlanStop } from '@gocua/api/contract/planning';
import { localMinute } from '../../words/format.ts';

export interface Span {
  from: number;
  to: number;
}
export interface TimelineVisit extends Span {
  caseId: string;
  /** 1, 2, 3 … among the visits of the route. */
  number: number;
  arrive: number;
  /** When the start may lie, cut to the shift; null when any time of the shift is allowed. */
  window: Span | null;
  stop: PlanStop;
}
export interface TimelineRow extends Span {
  routeId: string;
  teamId: string;
  route: PlanRoute;
  travels: Span[];
  waits: Span[];
  rests: Span[];
  visits: TimelineVisit[];
}
export interface TimelineDay {
  date: string;
  /** Whole hours around everything of the day: an evening fills the width as well as a Saturday does. */
  range: Span;
  rows: TimelineRow[];
}
export interface Timeline {
  days: TimelineDay[];
}

/** `teamOrder` decides the order of rows within a day. */
export function layoutTimeline(routes: readonly PlanRoute[], zone: string, teamOrder: readonly string[]): Timeline {
  const place = new Map(teamOrder.map((id, index) => [id, index]));
  const days = new Map<string, TimelineRow[]>();
  for (const route of routes) {
    const row = layoutRow(route, zone);
    const rows = days.get(route.date);
    if (rows) rows.push(row);
    else days.set(route.date, [row]);
  }
  return {
    days: [...days]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([date, rows]) => ({
        date,
        range: rangeOf(rows),
        rows: rows.sort((a, b) => (place.get(a.teamId) ?? 999) - (place.get(b.teamId) ?? 999) || a.from - b.from),
      })),
  };
}

function rangeOf(rows: readonly TimelineRow[]): Span {
  const spans = rows.flatMap((row) => [row, ...row.travels]);
  return {
    from: Math.floor(Math.min(...spans.map((span) => span.from)) / 60) * 60,
    to: Math.ceil(Math.max(...spans.map((span) => span.to)) / 60) * 60,
  };
}

function layoutRow(route: PlanRoute, zone: string): TimelineRow {
  const openMs = Date.parse(route.opensAt);
  const openMinute = localMinute(route.opensAt, zone);
  // Counted from the opening, so that a change of the clocks within a shift neither stretches nor folds it.
  const minute = (instant: string) => openMinute + (Date.parse(instant) - openMs) / 60_000;
  const row: TimelineRow = {
    routeId: route.id,
    teamId: route.teamId,
    route,
    from: openMinute,
    to: minute(route.closesAt),
    travels: [],
    waits: [],
    rests: [],
    visits: [],
  };
  for (const stop of route.stops) {
    const arrive = minute(stop.arriveAt);
    const start = minute(stop.startAt);
    const end = minute(stop.endAt);
    if (stop.travelSec > 0) row.travels.push({ from: arrive - stop.travelSec / 60, to: arrive });
    if (stop.kind === 'break') row.rests.push({ from: start, to: end });
    if (start > arrive && stop.kind !== 'depart') row.waits.push({ from: arrive, to: start });
    if (stop.kind === 'visit' && stop.caseId) {
      row.visits.push({
        caseId: stop.caseId,
        number: row.visits.length + 1,
        arrive,
        from: start,
        to: end,
        window: windowWithin(stop, minute, row),
        stop,
      });
    }
  }
  return row;
}

function windowWithin(stop: PlanStop, minute: (instant: string) => number, shift: Span): Span | null {
  if (!stop.opensAt || !stop.closesAt) return null;
  const from = Math.max(minute(stop.opensAt), shift.from);
  const to = Math.min(minute(stop.closesAt), shift.to);
  return from <= shift.from && to >= shift.to ? null : { from, to: Math.max(from, to) };
}

/** Minutes of the ruler's marks. */
export function hourMarks(range: Span): number[] {
  const marks: number[] = [];
  for (let at = Math.ceil(range.from / 60) * 60; at <= range.to; at += 60) marks.push(at);
  return marks;
}

/** "18:00" for 1080, "00:30" for 1470. */
export function clockOf(minute: number): string {
  const within = ((Math.round(minute) % 1440) + 1440) % 1440;
  return `${String(Math.floor(within / 60)).padStart(2, '0')}:${String(within % 60).padStart(2, '0')}`;
}

/** Where a key leads from one visit: left and right along the route, up and down to the nearest in time. Null: nowhere. */
export function moveOnTimeline(timeline: Timeline, key: string, routeId: string, caseId: string): TimelineVisit | null {
  const rows = timeline.days.flatMap((day) => day.rows).filter((row) => row.visits.length > 0);
  const rowIndex = rows.findIndex((row) => row.routeId === routeId);
  const row = rows[rowIndex];
  const index = row?.visits.findIndex((visit) => visit.caseId === caseId) ?? -1;
  const visit = row?.visits[index];
  if (!row || !visit) return null;
  if (key === 'ArrowRight') return row.visits[index + 1] ?? null;
  if (key === 'ArrowLeft') return row.visits[index - 1] ?? null;
  if (key === 'Home') return row.visits[0] ?? null;
  if (key === 'End') return row.visits.at(-1) ?? null;
  const next = key === 'ArrowDown' ? rows[rowIndex + 1] : key === 'ArrowUp' ? rows[rowIndex - 1] : undefined;
  if (!next) return null;
  return next.visits.reduce((best, one) => (Math.abs(one.from - visit.from) < Math.abs(best.from - visit.from) ? one : best));
}
