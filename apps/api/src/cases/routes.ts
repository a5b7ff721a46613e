import { z } from 'zod';
import { requireRole } from '../auth/actor.ts';
import { actorOf } from '../auth/authenticate.ts';
import { AccessChange } from '../contract/access.ts';
import { CasePoints } from '../contract/case-points.ts';
import {
  CaseBonds,
  CaseCounts,
  CaseDetail,
  CasePin,
  CasePinBefore,
  CaseRequirements,
  CaseSearch,
  CaseSearchResult,
  IMPORT_LIMITS,
  ImportHeaders,
  ImportQuery,
  ImportReport,
} from '../contract/cases.ts';
import { CommandHeaders, Id } from '../contract/common.ts';
import type { App, Deps } from '../deps.ts';
import { ProblemError } from '../problem.ts';
import { setBonds } from './bonds/set-bonds.ts';
import { countCases } from './count-cases.ts';
import { checkImport } from './import/check-import.ts';
import { importCases } from './import/import-cases.ts';
import { importTemplate } from './import/template.ts';
import { listPoints } from './list-points.ts';
import { movePin, restorePin } from './move-pin.ts';
import { readCase } from './read-case.ts';
import { searchCases } from './search-cases.ts';
import { setAccess } from './set-access.ts';
import { setRequirements } from './set-requirements.ts';

const CSV_TYPES = ['text/csv', 'application/octet-stream', 'application/vnd.ms-excel'];
const STAFF = ['dispatcher', 'chief'] as const;

export function caseRoutes(app: App, deps: Deps): void {
  app.addContentTypeParser(CSV_TYPES, { parseAs: 'buffer', bodyLimit: IMPORT_LIMITS.bytes }, (_request, body, done) =>
    done(null, body),
  );

  app.post(
    '/api/cases/search',
    {
      schema: {
        tags: ['cases'],
        summary: 'Find cases',
        operationId: 'searchCases',
        body: CaseSearch,
        response: { 200: CaseSearchResult },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      requireRole(actor, STAFF);
      return searchCases(deps, actor, request.body);
    },
  );

  app.get(
    '/api/cases/points',
    {
      schema: {
        tags: ['cases'],
        summary: 'All cases with a place as columns, without names: for the map',
        operationId: 'listCasePoints',
        response: { 200: CasePoints },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      requireRole(actor, STAFF);
      return listPoints(deps, actor);
    },
  );

  app.get(
    '/api/cases/counts',
    {
      schema: {
        tags: ['cases'],
        summary: 'Cases by unit and state',
        operationId: 'countCases',
        response: { 200: CaseCounts },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      requireRole(actor, STAFF);
      return countCases(deps, actor);
    },
  );

  app.get(
    '/api/cases/:id',
    {
      schema: {
        tags: ['cases'],
        summary: 'One case with its history',
        operationId: 'readCase',
        params: z.object({ id: Id }),
        response: { 200: CaseDetail },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      requireRole(actor, STAFF);
      return readCase(deps, actor, request.params.id);
    },
  );

  app.put(
    '/api/cases/:id/pin',
    {
      schema: {
        tags: ['cases'],
        summary: 'Set where the home really is',
        operationId: 'moveCasePin',
        params: z.object({ id: Id }),
        headers: CommandHeaders,
        body: CasePin,
        response: { 200: CaseDetail },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      requireRole(actor, ['dispatcher']);
      return movePin(deps, actor, {
        commandId: request.headers['idempotency-key'],
        caseId: request.params.id,
        pin: request.body,
      });
    },
  );

  app.put(
    '/api/cases/:id/pin/before',
    {
      schema: {
        tags: ['cases'],
        summary: 'Undo: put the pin back to what it was, with its former confidence',
        operationId: 'restoreCasePin',
        params: z.object({ id: Id }),
        headers: CommandHeaders,
        body: CasePinBefore,
        response: { 200: CaseDetail },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      requireRole(actor, ['dispatcher']);
      return restorePin(deps, actor, {
        commandId: request.headers['idempotency-key'],
        caseId: request.params.id,
        pin: request.body,
      });
    },
  );

  app.put(
    '/api/cases/:id/requirements',
    {
      schema: {
        tags: ['cases'],
        summary: 'Say what a visit asks of its crew',
        operationId: 'setCaseRequirements',
        params: z.object({ id: Id }),
        headers: CommandHeaders,
        body: CaseRequirements,
        response: { 200: CaseDetail },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      requireRole(actor, ['dispatcher']);
      return setRequirements(deps, actor, {
        commandId: request.headers['idempotency-key'],
        caseId: request.params.id,
        change: request.body,
      });
    },
  );

  app.put(
    '/api/cases/:id/access',
    {
      schema: {
        tags: ['cases'],
        summary: 'Write down how one gets to a person: alley, floor, lift, dog, bed, hearing',
        operationId: 'setCaseAccess',
        params: z.object({ id: Id }),
        headers: CommandHeaders,
        body: AccessChange,
        response: { 200: CaseDetail },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      requireRole(actor, ['dispatcher']);
      return setAccess(deps, actor, {
        commandId: request.headers['idempotency-key'],
        caseId: request.params.id,
        change: request.body,
      });
    },
  );

  app.put(
    '/api/cases/:id/bonds',
    {
      schema: {
        tags: ['cases'],
        summary: 'Ask for a second team at the same moment, or another visit days later',
        operationId: 'setCaseBonds',
        params: z.object({ id: Id }),
        headers: CommandHeaders,
        body: CaseBonds,
        response: { 200: CaseDetail },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      requireRole(actor, ['dispatcher']);
      return setBonds(deps, actor, {
        commandId: request.headers['idempotency-key'],
        caseId: request.params.id,
        bonds: request.body,
      });
    },
  );

  app.get(
    '/api/cases/template.csv',
    { schema: { tags: ['cases'], summary: 'A CSV to fill in', operationId: 'importTemplate', response: { 200: z.string() } } },
    async (_request, reply) => {
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="mau-danh-sach.csv"')
        .send(importTemplate());
    },
  );

  app.post(
    '/api/imports/check',
    {
      schema: {
        tags: ['cases'],
        summary: 'What a CSV list would do (dry run)',
        description: `The body is the file itself, at most ${IMPORT_LIMITS.bytes} bytes and ${IMPORT_LIMITS.rows} rows.`,
        operationId: 'checkImport',
        consumes: CSV_TYPES,
        response: { 200: ImportReport },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      requireRole(actor, ['dispatcher']);
      return (await checkImport(deps, actor, bytesOf(request.body))).report;
    },
  );

  app.post(
    '/api/imports',
    {
      schema: {
        tags: ['cases'],
        summary: 'Take a CSV list: all of it, or nothing',
        operationId: 'importCases',
        consumes: CSV_TYPES,
        headers: CommandHeaders.extend(ImportHeaders.shape),
        querystring: ImportQuery,
        response: { 201: ImportReport },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      requireRole(actor, ['dispatcher']);
      const report = await importCases(deps, actor, {
        commandId: request.headers['idempotency-key'],
        bytes: bytesOf(request.body),
        fileName: decodeFileName(request.headers['x-file-name']),
        contentHash: request.query.contentHash,
      });
      return reply.code(201).send(report);
    },
  );
}

function bytesOf(body: unknown): Uint8Array {
  if (body instanceof Uint8Array && body.length > 0) return body;
  throw new ProblemError('unsupported-media-type', { detail: 'Send the file itself as text/csv.' });
}

function decodeFileName(header: string): string {
  try {
    return decodeURIComponent(header).slice(0, 200);
  } catch {
    return header.slice(0, 200);
  }
}
