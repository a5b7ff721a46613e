import { z } from 'zod';
import { actorOf } from '../../auth/authenticate.ts';
import { Id } from '../../contract/common.ts';
import { Drive } from '../../contract/drives.ts';
import type { App, Deps } from '../../deps.ts';
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
}
