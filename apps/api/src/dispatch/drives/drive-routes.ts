import { z } from 'zod';
import { actorOf } from '../../auth/authenticate.ts';
import { Id, LocalDate } from '../../contract/common.ts';
import { Drive, EveningDrives } from '../../contract/drives.ts';
import type { App, Deps } from '../../deps.ts';
import { drawEvening } from './draw-evening.ts';
import { readDrive } from './read-drive.ts';

export function driveRoutes(app: App, deps: Deps): void {
  app.get(
    '/api/field/drives/:assignmentId',
    {
      schema: {
        tags: ['dispatch'],
        summary: "The way to a home of the actor's own team, with instructions",
        operationId: 'readDrive',
        params: z.object({ assignmentId: Id }),
        response: { 200: Drive },
      },
    },
    async (request) => readDrive(deps, actorOf(request), request.params.assignmentId),
  );

  app.get(
    '/api/board/drives',
    {
      schema: {
        tags: ['dispatch'],
        summary: 'The lines along the streets of an evening as it is now, team by team',
        operationId: 'drawEvening',
        querystring: z.object({ date: LocalDate }),
        response: { 200: EveningDrives },
      },
    },
    async (request) => drawEvening(deps, actorOf(request), request.query.date),
  );
}
