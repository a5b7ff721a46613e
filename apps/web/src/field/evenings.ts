import type { TeamAssignment } from '@gocua/api/contract/dispatch';

/** The visits of one team on one local date, in the order of the route. */
export interface Evening {
  /** "2026-11-26", in the unit's zone. */
  date: string;
  visits: readonly TeamAssignment[];
  opensAt: string;
  closesAt: string;
  finishedCount: number;
}

/** The visits by date, earliest first; within a date by planned start. */
export function groupEvenings(visits: readonly TeamAssignment[]): readonly Evening[] {
  const byDate = new Map<string, TeamAssignment[]>();
  for (const visit of visits) {
    const list = byDate.get(visit.date);
    if (list) list.push(visit);
    else byDate.set(visit.date, [visit]);
  }
  return [...byDate.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([date, list]) => toEvening(date, list));
}

function toEvening(date: string, list: TeamAssignment[]): Evening {
  const visits = list.sort((a, b) => a.plannedStartAt.localeCompare(b.plannedStartAt) || a.position - b.position);
  return {
    date,
    visits,
    opensAt: visits.reduce((least, visit) => (visit.shiftOpensAt < least ? visit.shiftOpensAt : least), visits[0]!.shiftOpensAt),
    closesAt: visits.reduce((most, visit) => (visit.shiftClosesAt > most ? visit.shiftClosesAt : most), visits[0]!.shiftClosesAt),
    finishedCount: visits.filter((visit) => visit.state === 'finished').length,
  };
}

const isOpen = (visit: TeamAssignment) => visit.state !== 'finished' && visit.state !== 'withdrawn';
const isUnderWay = (visit: TeamAssignment) => visit.state === 'travelling' || visit.state === 'arrived';

/**
 * The evening a team is working on: the one with a visit under way, else today, else the next to come, else the latest past.
 * A visit begun before midnight keeps its evening on the screen after midnight.
 */
export function chooseEvening(evenings: readonly Evening[], today: string): Evening | null {
  const underWay = evenings.find((evening) => evening.visits.some(isUnderWay));
  return underWay ?? evenings.find((evening) => evening.date >= today) ?? evenings.at(-1) ?? null;
}

/** The visit the one large card shows: at a home first, then on the way, then the first not finished; null when all is done. */
export function nextVisit(evening: Evening): TeamAssignment | null {
  const { visits } = evening;
  return (
    visits.find((visit) => visit.state === 'arrived') ??
    visits.find((visit) => visit.state === 'travelling') ??
    visits.find(isOpen) ??
    null
  );
}

/** Visits of past dates that nobody gave a result. */
export function leftOpen(evenings: readonly Evening[], today: string): readonly TeamAssignment[] {
  return evenings.filter((evening) => evening.date < today).flatMap((evening) => evening.visits.filter(isOpen));
}
