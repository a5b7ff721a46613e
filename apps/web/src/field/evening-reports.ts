import type { TeamSnapshot } from '@gocua/api/contract/dispatch';
import type { TeamEvening, TeamMessage, TeamReport } from '@gocua/api/contract/field';

/** F6 for reports: what is shown = what the server said + what still waits on the phone. All pure. */

/** A team's evening besides its visits. */
export function eveningFacts(snapshot: TeamSnapshot, waiting: readonly TeamReport[], date: string): TeamEvening {
  const known = snapshot.evenings.find((one) => one.date === date) ?? {
    teamId: snapshot.team.id,
    date,
    beganAt: null,
    kitCheckedAt: null,
    kitState: null,
    batteryPercent: null,
    homeAt: null,
  };
  return waiting.reduce((evening, report): TeamEvening => {
    if (!('date' in report) || report.date !== date) return evening;
    if (report.kind === 'shift-began') return { ...evening, beganAt: evening.beganAt ?? report.deviceAt };
    if (report.kind === 'home-reached') return { ...evening, homeAt: report.deviceAt };
    return {
      ...evening,
      kitCheckedAt: report.deviceAt,
      kitState: report.kitState,
      batteryPercent: report.batteryPercent,
    };
  }, known);
}

/** `onPhone`: the server has not taken it yet. */
export type ShownMessage = TeamMessage & { onPhone: boolean };

/** Both sides' messages, oldest first; those of the office count as read once the team said so, sent or not. */
export function shownMessages(snapshot: TeamSnapshot, waiting: readonly TeamReport[], author: string): ShownMessage[] {
  const readIds = new Map(
    waiting.flatMap((report) =>
      report.kind === 'messages-read' ? report.messageIds.map((id) => [id, report.deviceAt] as const) : [],
    ),
  );
  const known = snapshot.messages.map((message) => ({
    ...message,
    readAt: message.readAt ?? readIds.get(message.id) ?? null,
    onPhone: false,
  }));
  const knownIds = new Set(known.map(({ id }) => id));
  const own = waiting.flatMap((report): ShownMessage[] =>
    report.kind === 'message' && !knownIds.has(report.id)
      ? [
          {
            ...{ id: report.id, teamId: snapshot.team.id, fromTeam: true, author, code: report.code, text: report.text },
            ...{ at: report.deviceAt, deliveredAt: null, readAt: null, onPhone: true },
          },
        ]
      : [],
  );
  return [...known, ...own];
}

export function unreadOf(messages: readonly ShownMessage[]): ShownMessage[] {
  return messages.filter(({ fromTeam, readAt }) => !fromTeam && readAt === null);
}

/** How far the team's call for help is: kept on the phone, received by the server, taken by a dispatcher. */
export interface Panic {
  raisedAt: string;
  reach: 'phone' | 'server' | 'dispatcher';
  takenAt: string | null;
}

export function panicOf(snapshot: TeamSnapshot, waiting: readonly TeamReport[]): Panic | null {
  const known = snapshot.panic;
  const start: Panic | null = known
    ? { raisedAt: known.raisedAt, reach: known.takenAt ? 'dispatcher' : 'server', takenAt: known.takenAt }
    : null;
  return waiting.reduce<Panic | null>((panic, report) => {
    if (report.kind === 'panic') return panic ?? { raisedAt: report.deviceAt, reach: 'phone', takenAt: null };
    return report.kind === 'panic-over' ? null : panic;
  }, start);
}

/** The snapshot once the server has taken these reports: what was shown does not step back until the server tells of them itself. */
export function withReports(snapshot: TeamSnapshot, taken: readonly TeamReport[]): TeamSnapshot {
  const dates = new Set(taken.flatMap((report) => ('date' in report ? [report.date] : [])));
  const others = snapshot.evenings.filter(({ date }) => !dates.has(date));
  const panic = panicOf(snapshot, taken);
  return {
    ...snapshot,
    evenings: [...others, ...[...dates].map((date) => eveningFacts(snapshot, taken, date))],
    messages: shownMessages(snapshot, taken, snapshot.team.name).map(({ onPhone: _, ...message }) => message),
    panic: panic && { raisedAt: panic.raisedAt, takenAt: panic.takenAt },
  };
}
