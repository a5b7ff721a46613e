import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { CODE_STEP_SEC } from '../contract/field-codes.ts';
import { readSecret } from '../db/secrets.ts';
import type { Deps } from '../deps.ts';

/** Whose code: the team says its own and the family compares; the family says its own and the team types it. */
export type CodeSide = 'team' | 'family';

/** The secret behind the codes of this installation. */
export function readCodeKey({ db, clock }: Pick<Deps, 'db' | 'clock'>): Promise<string> {
  return readSecret(db.client, 'visit-codes', () => randomBytes(32).toString('base64url'), clock.now());
}

export function codeStep(now: Date): number {
  return Math.floor(now.getTime() / 1000 / CODE_STEP_SEC);
}

/** Four digits of one visit, one side and one quarter of an hour (as RFC 4226 derives digits from an HMAC). */
export function visitCode(key: string, assignmentId: string, side: CodeSide, step: number): string {
  const digest = createHmac('sha256', key).update(`${side} ${assignmentId} ${step}`).digest();
  return String((digest.readUInt32BE(0) & 0x7fffffff) % 10_000).padStart(4, '0');
}

/** Whether a code is the side's of this step or of the one before: at the door nobody is punished for the minute. */
export function isVisitCode(key: string, assignmentId: string, side: CodeSide, code: string, now: Date): boolean {
  const step = codeStep(now);
  const given = Buffer.from(code);
  return [step, step - 1].some((each) => {
    const right = Buffer.from(visitCode(key, assignmentId, side, each));
    return right.length === given.length && timingSafeEqual(right, given);
  });
}

export function codeValidUntil(now: Date): Date {
  return new Date((codeStep(now) + 1) * CODE_STEP_SEC * 1000);
}
