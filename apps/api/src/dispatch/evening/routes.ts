import { z } from 'zod';
import { actorOf } from '../../auth/authenticate.ts';
import { EveningLog } from '../../contract/board.ts';
import { CommandHeaders, Id, LocalDate } from '../../contract/common.ts';
import {
  FamilyCodeChecked,
  FamilyCodeInput,
  OfficeMessageInput,
  PhotoStored,
  Positions,
  PositionsTaken,
  TeamCode,
  TeamMessage,
  TeamMessages,
  TeamReportResults,
  TeamReports,
} from '../../contract/field.ts';
import { FIELD_LIMITS } from '../../contract/field-codes.ts';
import type { App, Deps } from '../../deps.ts';
import { applyTeamReports } from './apply-team-reports.ts';
import { checkFamilyCode, readTeamCode } from './check-family-code.ts';
import { readEveningLog } from './read-evening-log.ts';
import { recordPositions } from './record-positions.ts';
import { listLastMessages, listTeamMessages, sendMessage } from './send-message.ts';
import { readPhoto, storePhoto } from './store-photo.ts';

const tags = ['dispatch'];
const OneId = z.object({ id: Id });
/** A camera's own file; what is kept after its metadata is taken out may have FIELD_LIMITS.photoBytes. */
const UPLOAD_BYTES = FIELD_LIMITS.photoBytes + 256 * 1024;

export function eveningRoutes(app: App, deps: Deps): void {
  app.post(
    '/api/field/reports',
    {
      schema: {
        tags,
        summary: 'What a team reports of its evening; each report counts once however often it is sent',
        operationId: 'sendTeamReports',
        body: TeamReports,
        response: { 200: TeamReportResults },
      },
    },
    async (request) => ({ results: await applyTeamReports(deps, actorOf(request), request.body.reports) }),
  );
  app.post(
    '/api/field/positions',
    {
      schema: {
        tags,
        summary: 'Where a phone was during its shift',
        operationId: 'sendPositions',
        body: Positions,
        response: { 200: PositionsTaken },
      },
    },
    async (request) => recordPositions(deps, actorOf(request), request.body.positions),
  );
  app.get(
    '/api/field/assignments/:id/code',
    {
      schema: {
        tags,
        summary: "The team's code at a door",
        operationId: 'readTeamCode',
        params: OneId,
        response: { 200: TeamCode },
      },
    },
    async (request) => readTeamCode(deps, actorOf(request), request.params.id),
  );
  app.post(
    '/api/field/assignments/:id/family-code',
    {
      schema: {
        tags,
        summary: "Check the family's code",
        operationId: 'checkFamilyCode',
        params: OneId,
        body: FamilyCodeInput,
        response: { 200: FamilyCodeChecked },
      },
    },
    async (request) => checkFamilyCode(deps, actorOf(request), { assignmentId: request.params.id, code: request.body.code }),
  );
  app.get(
    '/api/teams/:id/messages',
    {
      schema: {
        tags,
        summary: 'The last messages between the office and a team',
        operationId: 'listTeamMessages',
        params: OneId,
        response: { 200: TeamMessages },
      },
    },
    async (request) => ({ messages: await listTeamMessages(deps, actorOf(request), request.params.id) }),
  );
  app.post(
    '/api/teams/:id/messages',
    {
      schema: {
        tags,
        summary: 'Say something to a team',
        operationId: 'sendTeamMessage',
        params: OneId,
        headers: CommandHeaders,
        body: OfficeMessageInput,
        response: { 201: TeamMessage },
      },
    },
    async (request, reply) => {
      const { code, text } = request.body;
      const commandId = request.headers['idempotency-key'];
      const message = await sendMessage(deps, actorOf(request), { commandId, teamId: request.params.id, code, text });
      return reply.code(201).send(message);
    },
  );
  app.get(
    '/api/board/messages',
    {
      schema: {
        tags,
        summary: 'The last message between the office and each team, of the last hours',
        operationId: 'listLastMessages',
        response: { 200: TeamMessages },
      },
    },
    async (request) => ({ messages: await listLastMessages(deps, actorOf(request)) }),
  );
  app.get(
    '/api/board/log',
    {
      schema: {
        tags,
        summary: 'What happened in an evening, in order, to be looked at again',
        operationId: 'readEveningLog',
        querystring: z.object({ date: LocalDate }),
        response: { 200: EveningLog },
      },
    },
    async (request) => readEveningLog(deps, actorOf(request), request.query.date),
  );
  photoRoutes(app, deps);
}

/** Pictures come and go as they are: no JSON, a limit of their own, and nothing keeps a copy on the way. */
function photoRoutes(app: App, deps: Deps): void {
  void app.register(async (photos) => {
    photos.addContentTypeParser('image/jpeg', { parseAs: 'buffer', bodyLimit: UPLOAD_BYTES }, (_request, body, done) =>
      done(null, body),
    );
    photos.put<{ Params: { id: string; photoId: string }; Body: Buffer }>(
      '/api/field/assignments/:id/photos/:photoId',
      {
        bodyLimit: UPLOAD_BYTES,
        schema: {
          tags,
          summary: 'A photo of the door (image/jpeg), never of a document',
          operationId: 'putPhoto',
          params: z.object({ id: Id, photoId: z.uuid() }),
          response: { 200: PhotoStored },
        },
      },
      async (request) => {
        const { id: assignmentId, photoId } = request.params;
        return storePhoto(deps, actorOf(request), { photoId, assignmentId, bytes: request.body });
      },
    );
    photos.get<{ Params: { id: string } }>(
      '/api/photos/:id',
      { schema: { tags, summary: 'A photo of a door', operationId: 'readPhoto', params: OneId } },
      async (request, reply) => {
        const jpeg = await readPhoto(deps, actorOf(request), request.params.id);
        return reply.header('cache-control', 'private, no-store').type('image/jpeg').send(Buffer.from(jpeg));
      },
    );
  });
}
