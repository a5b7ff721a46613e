/** The evening as it stood at a moment, from its log. Pure. */
import type { EveningLog, LogEntry, TeamPosition } from '@gocua/api/contract/board';
import type { AssignmentView } from '@gocua/api/contract/dispatch';

const STEPS = {
  acknowledge: ['acknowledged', 'acknowledgedAt'],
  travel: ['travelling', 'travellingAt'],
  arrive: ['arrived', 'arrivedAt'],
  finish: ['finished', 'finishedAt'],
} as const;
const NOTHING_YET = {
  state: 'assigned',
  outcome: null,
  acknowledgedAt: null,
  travellingAt: null,
  arrivedAt: null,
  finishedAt: null,
  etaAt: null,
  etaSpreadSec: null,
} as const;
/** An older position says nothing of where a team is. */
const FRESH_MS = 15 * 60_000;

/** What had happened by a moment; visits that were given later are not there yet. */
export function assignmentsAt(now: readonly AssignmentView[], entries: readonly LogEntry[], atMs: number): AssignmentView[] {
  const byVisit = new Map<string, LogEntry[]>();
  for (const entry of entries) {
    if (entry.assignmentId) byVisit.set(entry.assignmentId, [...(byVisit.get(entry.assignmentId) ?? []), entry]);
  }
  return now.flatMap((visit) => {
    const own = byVisit.get(visit.id) ?? [];
    const given = own.find(({ kind }) => kind === 'added' || kind === 'moved');
    if (given && Date.parse(given.at) > atMs) return [];
    let then: AssignmentView = { ...visit, ...NOTHING_YET };
    for (const { kind, at, outcome } of own) {
      if (Date.parse(at) > atMs || !(kind in STEPS)) continue;
      const [state, field] = STEPS[kind as keyof typeof STEPS];
      then = { ...then, state, [field]: at, outcome: kind === 'finish' ? outcome : then.outcome };
    }
    return [then];
  });
}

/** The last known place of each team at a moment. */
export function positionsAt(positions: readonly TeamPosition[], atMs: number): TeamPosition[] {
  const last = new Map<string, TeamPosition>();
  for (const position of positions) {
    const age = atMs - Date.parse(position.at);
    if (age >= 0 && age <= FRESH_MS) last.set(position.teamId, position);
  }
  return [...last.values()];
}

/** From the first to the last thing that happened; null when nothing has. */
export function spanOf({ entries, positions }: EveningLog): { fromMs: number; toMs: number } | null {
  const times = [...entries, ...positions].map(({ at }) => Date.parse(at));
  return times.length === 0 ? null : { fromMs: Math.min(...times), toMs: Math.max(...times) };
}
