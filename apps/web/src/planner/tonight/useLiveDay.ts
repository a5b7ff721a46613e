/** Reads and commands of the live day. Every command has an id of its own: pressing twice changes nothing twice. */
import type { Alarm, EveningLog, Evidence, Place, Repair, Repairs, VisitPlaced } from '@gocua/api/contract/board';
import type { AssignmentView } from '@gocua/api/contract/dispatch';
import type { TeamMessage } from '@gocua/api/contract/field';
import type { EvidenceDecision, OfficeMessage, WithdrawReason } from '@gocua/api/contract/field-codes';
import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { http } from '../../api/http.ts';
import { newId } from '../../api/newId.ts';
import { toasts } from '../../design/toasts.ts';
import { problemText } from '../../words/problems.ts';
import { putAlarm } from '../data/useBoard.ts';

export function useEvidence() {
  return useQuery({
    queryKey: ['evidence'],
    queryFn: async ({ signal }) => (await http.get<{ evidence: Evidence[] }>('/api/evidence', { signal })).evidence,
  });
}

export function useEveningLog(date: string, enabled: boolean) {
  return useQuery({
    queryKey: ['evening-log', date],
    queryFn: ({ signal }) => http.get<EveningLog>('/api/board/log', { query: { date }, signal }),
    enabled,
    staleTime: 5_000,
  });
}

export function useMessages(teamId: string | null) {
  return useQuery({
    queryKey: ['messages', teamId],
    queryFn: async ({ signal }) =>
      (await http.get<{ messages: TeamMessage[] }>(`/api/teams/${teamId}/messages`, { signal })).messages,
    enabled: teamId !== null,
  });
}

/** The last word with each team, by team. */
export function useLastMessages(enabled: boolean): ReadonlyMap<string, TeamMessage> {
  const { data } = useQuery({
    queryKey: ['messages', 'last'],
    queryFn: async ({ signal }) => (await http.get<{ messages: TeamMessage[] }>('/api/board/messages', { signal })).messages,
    enabled,
  });
  return useMemo(() => new Map(data?.map((message) => [message.teamId, message])), [data]);
}

/** Measured when it is asked for, on the streets and the evening as they are then. */
export function usePlaces(caseId: string | null, date: string) {
  return useQuery({
    queryKey: ['places', caseId, date],
    queryFn: async ({ signal }) =>
      (await http.get<{ places: Place[] }>('/api/board/places', { query: { caseId: caseId ?? '', date }, signal })).places,
    enabled: caseId !== null,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
}

/** What would keep a promised time, checked as things stand when it is asked. */
export function useRepairs(alarmId: string) {
  return useQuery({
    queryKey: ['repairs', alarmId],
    queryFn: ({ signal }) => http.get<Repairs>(`/api/alarms/${alarmId}/repairs`, { signal }),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
}

function again(queries: QueryClient, ...keys: string[]): void {
  for (const key of keys) void queries.invalidateQueries({ queryKey: [key] });
}
const onError = (error: Error) => toasts.show({ kind: 'error', words: problemText(error) });

export function useAlarmCommand() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...command }: { id: string } & ({ verb: 'take' | 'close' } | { verb: 'call'; reached: boolean })) =>
      http.post<Alarm>(`/api/alarms/${id}/${command.verb}`, {
        commandId: newId(),
        ...(command.verb === 'call' ? { body: { reached: command.reached } } : {}),
      }),
    onSuccess: (alarm) => putAlarm(queries, alarm),
    onError,
    onSettled: () => again(queries, 'board', 'evening-log'),
  });
}

export function useDecideEvidence() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, decision }: { id: string; decision: EvidenceDecision }) =>
      http.post<Evidence>(`/api/evidence/${id}/decide`, { commandId: newId(), body: { decision } }),
    onError,
    onSettled: () => again(queries, 'evidence', 'board', 'cases', 'case'),
  });
}

export function useSendMessage(teamId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { code: OfficeMessage | null; text: string }) =>
      http.post<TeamMessage>(`/api/teams/${teamId}/messages`, { commandId: newId(), body }),
    onError,
    onSettled: () => again(queries, 'messages'),
  });
}

/** Gives a visit to a place that was offered; without a visit the case is added. */
export function usePlaceVisit(onDone: (placed: VisitPlaced) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ visit, caseId, place }: { visit: AssignmentView | null; caseId: string; place: Place }) => {
      const { teamId, date, afterAssignmentId } = place;
      return visit
        ? http.post<VisitPlaced>(`/api/assignments/${visit.id}/move`, {
            commandId: newId(),
            body: { version: visit.version, teamId, date, afterAssignmentId },
          })
        : http.post<VisitPlaced>('/api/assignments', {
            commandId: newId(),
            body: { caseId, teamId, date, afterAssignmentId },
          });
    },
    onSuccess: onDone,
    onError,
    onSettled: () => again(queries, 'board', 'cases', 'case', 'places', 'evening-log'),
  });
}

/** A repair is the body of a move; what has changed meanwhile is refused and said. */
export function useRepair(onDone: (placed: VisitPlaced) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ assignmentId, version, teamId, date, afterAssignmentId }: Repair) =>
      http.post<VisitPlaced>(`/api/assignments/${assignmentId}/move`, {
        commandId: newId(),
        body: { version, teamId, date, afterAssignmentId },
      }),
    onSuccess: onDone,
    onError,
    onSettled: () => again(queries, 'board', 'cases', 'case', 'places', 'repairs', 'evening-log'),
  });
}

export function useWithdraw(onDone: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ visit, reason }: { visit: AssignmentView; reason: WithdrawReason }) =>
      http.post<AssignmentView>(`/api/assignments/${visit.id}/withdraw`, {
        commandId: newId(),
        body: { version: visit.version, reason, note: '' },
      }),
    onSuccess: onDone,
    onError,
    onSettled: () => again(queries, 'board', 'cases', 'case', 'evening-log'),
  });
}
