/** The dispatcher's live stream: each message says "look", and the right reads are done again. */
import type { LiveEvent, TransientEvent } from '@gocua/api/contract/live';
import { LIVE_PATH } from '@gocua/api/contract/live-codes';
import type { Run } from '@gocua/api/contract/planning';
import type { Me } from '@gocua/api/contract/session';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { browserWorld, liveUrl } from '../../live/browserWorld.ts';
import { deviceId } from '../../live/deviceId.ts';
import { LiveClient, type LiveStatus } from '../../live/LiveClient.ts';
import { putAlarm, putAssignment, putDelivery, putPosition } from './useBoard.ts';

const ASK_WHY_AFTER_MS = 4_000;

export function usePlannerLive(me: Me): { status: LiveStatus; client: LiveClient } {
  const queries = useQueryClient();
  const client = useMemo(() => new LiveClient(liveUrl(LIVE_PATH), deviceId(), browserWorld), []);
  useEffect(() => {
    const leave = client.subscribe(`unit:${me.unitId}`, {
      after: null,
      onSnapshot: () => readAllAgain(queries),
      onEvent: (event) => onEvent(queries, event),
      onTransient: (event) => onTransient(queries, event),
    });
    client.start();
    return () => {
      leave();
      client.stop();
    };
  }, [client, queries, me.unitId]);
  const status = useSyncExternalStore(client.listen, client.status);
  useEffect(() => {
    if (status !== 'connecting' && status !== 'stopped') return;
    // A page cannot read why an upgrade was refused; if the session ended, /api/me says so and the sign-in page follows.
    const ask = setTimeout(() => void queries.invalidateQueries({ queryKey: ['me'] }), ASK_WHY_AFTER_MS);
    return () => clearTimeout(ask);
  }, [status, queries]);
  return { status, client };
}

function readAllAgain(queries: QueryClient): void {
  for (const key of ['cases', 'case', 'plans', 'runs', 'board', 'requests', 'teams'])
    void queries.invalidateQueries({ queryKey: [key] });
}

function onEvent(queries: QueryClient, event: LiveEvent): void {
  const again = (...keys: string[]) => {
    for (const key of keys) void queries.invalidateQueries({ queryKey: [key] });
  };
  switch (event.type) {
    case 'unit.assignment':
      putAssignment(queries, event.assignment);
      if (event.assignment.state === 'finished') again('cases');
      void queries.invalidateQueries({ queryKey: ['case', event.assignment.caseId] });
      return;
    case 'unit.published':
      again('plans', 'plan', 'board', 'cases', 'publish-preview');
      return;
    case 'unit.cases':
      again('cases');
      for (const id of event.caseIds) void queries.invalidateQueries({ queryKey: ['case', id] });
      return;
    case 'unit.imported':
      again('cases');
      return;
    case 'unit.request':
      again('requests');
      return;
    case 'unit.run':
      again('runs', 'plans');
      return;
    case 'unit.teams':
      again('teams');
      return;
    case 'unit.alarm':
      putAlarm(queries, event.alarm);
      again('board', 'evening-log');
      return;
    case 'unit.evidence':
      again('board', 'evidence');
      return;
    case 'unit.message':
      again('messages');
      return;
    case 'unit.evening':
      again('board', 'evening-log');
      return;
    case 'team.published':
    case 'team.assignment':
    case 'team.message':
    case 'team.evening':
    case 'team.panic':
    case 'nothing':
      // All but the last belong to the teams' own channels; the last only carries its number.
      return;
    default:
      // A newer server may tell what this page does not know yet.
      readAllAgain(queries);
  }
}

function onTransient(queries: QueryClient, event: TransientEvent): void {
  if (event.type === 'team.delivery') {
    putDelivery(queries, event.delivery);
    return;
  }
  if (event.type === 'team.position') {
    putPosition(queries, event.position);
    return;
  }
  queries.setQueryData<Run[]>(['runs'], (runs) =>
    runs?.map((run) =>
      run.id === event.runId && event.progress.elapsedMs >= run.progress.elapsedMs
        ? { ...run, state: run.state === 'queued' ? 'running' : run.state, progress: event.progress }
        : run,
    ),
  );
}
