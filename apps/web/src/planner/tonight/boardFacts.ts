/** What the board says about the evening, computed from assignments and deliveries. Pure. */
import type { AssignmentView, TeamDelivery } from '@gocua/api/contract/dispatch';

export interface FeedEntry {
  key: string;
  at: string;
  kind: 'acknowledged' | 'travelling' | 'arrived' | 'finished';
  assignment: AssignmentView;
}

const STEPS = [
  ['acknowledged', 'acknowledgedAt'],
  ['travelling', 'travellingAt'],
  ['arrived', 'arrivedAt'],
  ['finished', 'finishedAt'],
] as const;

/** Every step that was reported, newest first. It is read from the record, so it is the same after a reload. */
export function feedOf(assignments: readonly AssignmentView[]): FeedEntry[] {
  return assignments
    .flatMap((assignment) =>
      STEPS.flatMap(([kind, field]) => {
        const at = assignment[field];
        return at === null ? [] : [{ key: `${assignment.id} ${kind}`, at, kind, assignment }];
      }),
    )
    .sort(
      (a, b) =>
        b.at.localeCompare(a.at) || STEPS.findIndex(([kind]) => kind === b.kind) - STEPS.findIndex(([kind]) => kind === a.kind),
    );
}

export interface TeamProgress {
  teamId: string;
  total: number;
  acknowledged: number;
  finished: number;
  served: number;
  /** Of all its visits: handed to a phone, kept there, on a lit screen. */
  sent: number;
  delivered: number;
  seen: number;
  /** What the team is doing now. */
  current: AssignmentView | null;
  next: AssignmentView | null;
  delivery: TeamDelivery | null;
  /** In the order of the route. */
  visits: AssignmentView[];
}

/** One line per team that has visits on the date; withdrawn visits count for nothing. */
export function progressOf(
  assignments: readonly AssignmentView[],
  deliveries: readonly TeamDelivery[],
  date: string,
): Map<string, TeamProgress> {
  const progress = new Map<string, TeamProgress>();
  const ordered = assignments
    .filter((one) => one.date === date && one.state !== 'withdrawn')
    .sort((a, b) => a.plannedStartAt.localeCompare(b.plannedStartAt) || a.position - b.position);
  for (const one of ordered) {
    let team = progress.get(one.teamId);
    if (!team) {
      const delivery = deliveries.find((each) => each.teamId === one.teamId) ?? null;
      team = {
        teamId: one.teamId,
        total: 0,
        acknowledged: 0,
        finished: 0,
        served: 0,
        sent: 0,
        delivered: 0,
        seen: 0,
        current: null,
        next: null,
        delivery,
        visits: [],
      };
      progress.set(one.teamId, team);
    }
    team.total++;
    team.visits.push(one);
    // What a team has begun it knows of, however it heard.
    const knows = one.state !== 'assigned';
    if (knows || one.sentAt !== null) team.sent++;
    if (knows || one.deliveredAt !== null) team.delivered++;
    if (knows || one.seenAt !== null) team.seen++;
    if (one.acknowledgedAt !== null || one.state !== 'assigned') team.acknowledged++;
    if (one.state === 'finished') {
      team.finished++;
      if (one.outcome === 'served') team.served++;
    } else if (one.state === 'travelling' || one.state === 'arrived') team.current = one;
    else team.next ??= one;
  }
  return progress;
}

/** How far the team's phone has what was pushed: never "delivered" before a phone of the team said so. */
export type DeliveryState = 'delivered' | 'waiting' | 'never';
export function deliveryState(delivery: TeamDelivery | null): DeliveryState {
  if (!delivery || delivery.deliveredAt === null) return 'never';
  return delivery.deliveredSeq >= delivery.headSeq ? 'delivered' : 'waiting';
}
