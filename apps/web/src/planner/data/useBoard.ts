import type { Alarm, Board, TeamPosition } from '@gocua/api/contract/board';
import type { AssignmentView, TeamDelivery } from '@gocua/api/contract/dispatch';
import { type QueryClient, useQuery } from '@tanstack/react-query';
import { http } from '../../api/http.ts';

export function useBoard(from: string, to: string) {
  return useQuery({
    queryKey: ['board', from, to],
    queryFn: ({ signal }) => http.get<Board>('/api/board', { query: { from, to }, signal }),
    staleTime: 30_000,
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
