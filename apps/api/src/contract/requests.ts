import { z } from 'zod';
import { DECLINE_REASONS, isAskedNeed, MOBILITIES, NEEDS, OUTCOMES, RELATIONS, REQUEST_STATES, SEXES } from './codes.ts';
import { Coordinates, Id, Instant, LIMITS, Name, PhoneInput, WeeklyWindows } from './common.ts';

/** What a family sends. The id and the token are made on the phone; sending twice stores once. */
export const RequestInput = z.object({
  id: z.uuid(),
  /** 32 random bytes, base64url: the secret in the family's link. The server keeps only its hash. */
  token: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  requesterName: Name,
  relation: z.enum(RELATIONS),
  phone: PhoneInput,
  fullName: Name,
  birthYear: z.number().int().min(1890).max(2100),
  sex: z.enum(SEXES),
  address: z.string().trim().min(3).max(LIMITS.addressLength),
  /** The ward. */
  unitId: Id,
  coordinates: Coordinates.nullable().default(null),
  mobility: z.enum(MOBILITIES),
  needs: z
    .array(z.enum(NEEDS))
    .min(1)
    .max(NEEDS.length)
    .refine((needs) => needs.every(isAskedNeed)),
  windows: WeeklyWindows,
  note: z.string().trim().max(LIMITS.noteLength).default(''),
});
export type RequestInput = z.input<typeof RequestInput>;

/** One line of the dispatcher's inbox. */
export const RequestView = RequestInput.omit({ token: true, coordinates: true }).extend({
  unitName: z.string(),
  state: z.enum(REQUEST_STATES),
  caseId: Id.nullable(),
  /** Known cases that look like the same person, to be looked at before accepting. */
  similarCaseIds: z.array(Id),
  declineReason: z.enum(DECLINE_REASONS).nullable(),
  createdAt: Instant,
  decidedAt: Instant.nullable(),
});
export type RequestView = z.infer<typeof RequestView>;
export const RequestList = z.object({ requests: z.array(RequestView) });
export const DeclineInput = z.object({ reason: z.enum(DECLINE_REASONS) });

/**
 * What the family's own link shows, in one word and the facts behind it:
 * received → accepted → scheduled (with the promised window) → on_the_way → at_home → served | again | closed; or declined.
 */
export const FAMILY_STEPS = [
  'received',
  'accepted',
  'scheduled',
  'on_the_way',
  'at_home',
  'served',
  'again',
  'closed',
  'declined',
  'withdrawn',
] as const;
export type FamilyStep = (typeof FAMILY_STEPS)[number];
export const FamilyView = z.object({
  step: z.enum(FAMILY_STEPS),
  /** The person's given name only: the link may be forwarded. */
  givenName: z.string(),
  zone: z.string(),
  unitName: z.string(),
  createdAt: Instant,
  promise: z.object({ opensAt: Instant, closesAt: Instant, toldAt: Instant }).nullable(),
  teamName: z.string().nullable(),
  /** When the team is expected, from what happened so far; four of five arrivals lie within the spread on either side. Never a place. */
  eta: z.object({ at: Instant, spreadSec: z.number().int() }).nullable(),
  /** While the team is on its way or here: what the team must say, and what the family says to it. Both change together. */
  codes: z.object({ team: z.string(), family: z.string(), validUntil: Instant }).nullable(),
  outcome: z.enum(OUTCOMES).nullable(),
  finishedAt: Instant.nullable(),
  declineReason: z.enum(DECLINE_REASONS).nullable(),
});
export type FamilyView = z.infer<typeof FamilyView>;
/** The family's secret travels in this header, never in a URL that a server sees (in the link it stands behind '#'). */
export const FAMILY_TOKEN_HEADER = 'x-request-token';
