import type { TeamReport, TeamReportResult } from '@gocua/api/contract/field';
import { type Http, ProblemError } from '../api/http.ts';
import { unansweredBecause } from './answers.ts';
import { Outbox, type OutboxParts, type SendOutcome } from './outbox.ts';

/** A report as a page makes it; id, device time and what the phone knows are added when it is kept. */
export type ReportInput = TeamReport extends infer One ? (One extends TeamReport ? Omit<One, 'id' | 'deviceAt'> : never) : never;

/** A photo of a door, already small and without metadata. */
export interface DoorPhoto {
  id: string;
  assignmentId: string;
  jpeg: ArrayBuffer;
}

/** A report or photo the server did not take: told until it was read. */
export interface RefusedReport {
  id: string;
  accountId: string;
  kind: TeamReport['kind'] | 'photo';
  problem: string;
}

type Given<Command> = Pick<
  OutboxParts<Command, TeamReportResult, RefusedReport>,
  'accountId' | 'store' | 'now' | 'timer' | 'onResults'
>;

/** Reports of the evening. Those about reading messages are nothing a person has to hear of again. */
export function reportOutbox(
  parts: Given<TeamReport>,
  http: Pick<Http, 'post'>,
  newId: () => string,
): Outbox<TeamReport, TeamReportResult, RefusedReport> {
  return new Outbox({
    ...parts,
    send: async (reports): Promise<SendOutcome<TeamReportResult>> => {
      try {
        const body = { reports };
        const { results } = await http.post<{ results: TeamReportResult[] }>('/api/field/reports', { body, commandId: newId() });
        return { kind: 'answered', results };
      } catch (error) {
        return unansweredBecause(error);
      }
    },
    refusal: refused,
    toRead: ({ id, kind }, { status, problem }) =>
      status === 'refused' && kind !== 'messages-read' ? { id, accountId: parts.accountId, kind, problem: problem ?? '' } : null,
  });
}

/** Photos go one at a time: each is as large as all reports together. */
export function photoOutbox(
  parts: Given<DoorPhoto>,
  http: Pick<Http, 'put'>,
): Outbox<DoorPhoto, TeamReportResult, RefusedReport> {
  return new Outbox({
    ...parts,
    send: async ([photo]): Promise<SendOutcome<TeamReportResult>> => {
      if (!photo) return { kind: 'answered', results: [] };
      const { id, assignmentId, jpeg } = photo;
      try {
        await http.put(`/api/field/assignments/${assignmentId}/photos/${id}`, {
          file: { type: 'image/jpeg', bytes: new Blob([jpeg]) },
        });
        return { kind: 'answered', results: [{ id, status: 'accepted', problem: null }] };
      } catch (error) {
        // Refused for good: told, and out of the way of the next one.
        if (error instanceof ProblemError && error.status >= 400 && error.status < 500 && !MAY_RECOVER.has(error.status))
          return { kind: 'answered', results: [refused(photo, error.code)] };
        return unansweredBecause(error);
      }
    },
    refusal: refused,
    toRead: ({ id }, { status, problem }) =>
      status === 'refused' ? { id, accountId: parts.accountId, kind: 'photo', problem: problem ?? '' } : null,
  });
}

/** Signed out, not allowed at the moment, too many requests. */
const MAY_RECOVER = new Set([401, 403, 429]);

function refused({ id }: { id: string }, problem: string): TeamReportResult {
  return { id, status: 'refused', problem };
}
