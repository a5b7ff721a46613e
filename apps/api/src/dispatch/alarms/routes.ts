import { z } from 'zod';
import { actorOf } from '../../auth/authenticate.ts';
import { Alarm, AlarmCallInput, Repairs } from '../../contract/board.ts';
import { CommandHeaders, Id } from '../../contract/common.ts';
import type { App, Deps } from '../../deps.ts';
import { closeAlarm, noteCall, takeAlarm } from './handle-alarm.ts';
import { proposeRepairs } from './propose-repairs.ts';

export function alarmRoutes(app: App, deps: Deps): void {
  const common = { tags: ['dispatch'], params: z.object({ id: Id }), headers: CommandHeaders, response: { 200: Alarm } };
  app.get(
    '/api/alarms/:id/repairs',
    {
      schema: {
        tags: ['dispatch'],
        summary: 'What would bring a promised visit in time again, checked as things stand now',
        operationId: 'proposeRepairs',
        params: z.object({ id: Id }),
        response: { 200: Repairs },
      },
    },
    async (request) => proposeRepairs(deps, actorOf(request), request.params.id),
  );
  app.post(
    '/api/alarms/:id/take',
    { schema: { ...common, summary: 'Say that one looks after an alarm', operationId: 'takeAlarm' } },
    async (request) =>
      takeAlarm(deps, actorOf(request), { commandId: request.headers['idempotency-key'], alarmId: request.params.id }),
  );
  app.post(
    '/api/alarms/:id/call',
    { schema: { ...common, body: AlarmCallInput, summary: 'Say that the team was called', operationId: 'noteCall' } },
    async (request) =>
      noteCall(deps, actorOf(request), {
        commandId: request.headers['idempotency-key'],
        alarmId: request.params.id,
        reached: request.body.reached,
      }),
  );
  app.post(
    '/api/alarms/:id/close',
    { schema: { ...common, summary: 'Say that an alarm is settled', operationId: 'closeAlarm' } },
    async (request) =>
      closeAlarm(deps, actorOf(request), { commandId: request.headers['idempotency-key'], alarmId: request.params.id }),
  );
}
