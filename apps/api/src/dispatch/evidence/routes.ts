import { z } from 'zod';
import { actorOf } from '../../auth/authenticate.ts';
import { Evidence, EvidenceDecisionInput, EvidenceList } from '../../contract/board.ts';
import { CommandHeaders, Id } from '../../contract/common.ts';
import type { App, Deps } from '../../deps.ts';
import { decideEvidence, listEvidence } from './decide-evidence.ts';

export function evidenceRoutes(app: App, deps: Deps): void {
  app.get(
    '/api/evidence',
    {
      schema: {
        tags: ['dispatch'],
        summary: 'Work reported of visits that were no longer the team’s: what waits, and what was decided last',
        operationId: 'listEvidence',
        response: { 200: EvidenceList },
      },
    },
    async (request) => ({ evidence: await listEvidence(deps, actorOf(request)) }),
  );
  app.post(
    '/api/evidence/:id/decide',
    {
      schema: {
        tags: ['dispatch'],
        summary: 'Accept such work as done, or dismiss it',
        operationId: 'decideEvidence',
        params: z.object({ id: Id }),
        headers: CommandHeaders,
        body: EvidenceDecisionInput,
        response: { 200: Evidence },
      },
    },
    async (request) =>
      decideEvidence(deps, actorOf(request), {
        commandId: request.headers['idempotency-key'],
        evidenceId: request.params.id,
        decision: request.body.decision,
      }),
  );
}
