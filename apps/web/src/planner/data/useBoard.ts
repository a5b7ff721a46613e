import type { Alarm, Board, TeamPosition } from '@gocua/api/contract/board';
import type { AssignmentView, TeamDelivery } from '@gocua/api/contract/dispatch';
import type { EveningDrives } from '@gocua/api/contract/drives';
import { type QueryClient, useQuery } from '@tanstack/react-query';
import { http } from '../../api/http.ts';

export function useBoard(from: string, to: string) {
  return useQuery({
    queryKey: ['board', from, to],
    queryFn: ({ signal }) => http.get<Board>('/api/board', { query: { from, to }, signal }),
    staleTime: 30_000,
  });
}

/** How the teams drive on an evening as it is now; asked anew for each state of `changes`, not at all while there are none. */
export function useEveningDrives(date: string, changes: string) {
  return useQuery({
    queryKey: ['evening-drives', date, changes],
    queryFn: ({ signal }) => http.get<EveningDrives>('/api/board/drives', { query: { date }, signal }),
    enabled: changes !== '',
    // Until the new lines are there the old ones, but never those of another evening.
    placeholderData: (before, query) => (query?.queryKey[1] === date ? before : undefined),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Puts one assignment from the live stream into every board that covers its date; a lower version never replaces a higher. */
export function putAssignment(queries: QueryClient, next: AssignmentView): void {
  queries.setQueriesData<Board>(
    { queryKey: ['board'] },
    (board) => board && { ...board, assignments: withAssignment(board.assignments, next) },
  );
}

export function withAssignment(known: readonly AssignmentView[], next: AssignmentView): AssignmentView[] {
  const index = known.findIndex((one) => one.id === next.id);
  if (index < 0) return [...known, next];
  if (known[index]!.version > next.version) return [...known];
  return known.map((one, at) => (at === index ? next : one));
}

/** At once, before the board is read again. */
export function putAlarm(queries: QueryClient, next: Alarm): void {
  queries.setQueriesData<Board>(
    { queryKey: ['board'] },
    (board) => board && { ...board, alarms: [next, ...board.alarms.filter((one) => one.id !== next.id)] },
  );
}

export function putPosition(queries: QueryClient, next: TeamPosition): void {
  queries.setQueriesData<Board>(
    { queryKey: ['board'] },
    (board) => board && { ...board, positions: [...board.positions.filter((one) => one.teamId !== next.teamId), next] },
  );
}

export function putDelivery(queries: QueryClient, next: TeamDelivery): void {
  queries.setQueriesData<Board>(
    { queryKey: ['board'] },
    (board) => board && { ...board, deliveries: [...board.deliveries.filter((one) => one.teamId !== next.teamId), next] },
  );
}
