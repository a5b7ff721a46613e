import { z } from 'zod';
import { isAskedNeed, KIT_STATES, MOBILITIES, NEEDS, SEXES } from './codes.ts';
import { Coordinates, Id, Instant, LIMITS, LocalDate, Name, PhoneInput } from './common.ts';
import { FIELD_LIMITS, KIT_ITEMS, OFFICE_MESSAGES, TEAM_MESSAGES } from './field-codes.ts';

/** What a phone sends besides the steps of a visit: reports of the evening, positions, codes, subscriptions to push. */

/** Facts behind an outcome; see outcome-rules.ts for what each outcome requires. */
export const OutcomeDetail = z.object({
  consent: z.boolean().nullable().default(null),
  attempts: z.number().int().min(0).max(50).nullable().default(null),
  fingersMissing: z.number().int().min(0).max(10).nullable().default(null),
  manualEntry: z.string().trim().max(200).nullable().default(null),
  photoIds: z.array(Id).max(FIELD_LIMITS.photosPerVisit).default([]),
});
export type OutcomeDetail = z.infer<typeof OutcomeDetail>;

/** Somebody else who needs a visit, found at a home. Lives at the same address. */
export const FoundPerson = z.object({
  fullName: Name,
  birthYear: z.number().int().min(1890).max(2100),
  sex: z.enum(SEXES),
  phone: PhoneInput.nullable().default(null),
  mobility: z.enum(MOBILITIES),
  needs: z
    .array(z.enum(NEEDS))
    .min(1)
    .max(NEEDS.length)
    .refine((needs) => needs.every(isAskedNeed)),
  note: z.string().trim().max(LIMITS.noteLength).default(''),
});

const ofPhone = { id: z.uuid(), deviceAt: Instant };
const ofEvening = { ...ofPhone, date: LocalDate };

/** One report of a team's evening. The id is made on the phone; sending twice counts once. */
export const TeamReport = z.discriminatedUnion('kind', [
  z.object({ ...ofEvening, kind: z.literal('shift-began') }),
  z.object({
    ...ofEvening,
    kind: z.literal('kit-checked'),
    kitState: z.enum(KIT_STATES),
    batteryPercent: z.number().int().min(0).max(100).nullable(),
    itemsPresent: z.array(z.enum(KIT_ITEMS)).max(KIT_ITEMS.length),
    note: z.string().trim().max(LIMITS.noteLength).default(''),
  }),
  z.object({ ...ofEvening, kind: z.literal('home-reached') }),
  z.object({ ...ofPhone, kind: z.literal('panic'), place: Coordinates.nullable() }),
  z.object({ ...ofPhone, kind: z.literal('panic-over') }),
  z.object({
    ...ofPhone,
    kind: z.literal('message'),
    code: z.enum(TEAM_MESSAGES).nullable(),
    text: z.string().trim().max(FIELD_LIMITS.messageLength).default(''),
  }),
  z.object({ ...ofPhone, kind: z.literal('messages-read'), messageIds: z.array(Id).min(1).max(100) }),
  z.object({ ...ofPhone, kind: z.literal('case-found'), assignmentId: Id, person: FoundPerson }),
]);
export type TeamReport = z.infer<typeof TeamReport>;
export const TeamReports = z.object({ reports: z.array(TeamReport).min(1).max(FIELD_LIMITS.reports) });
export const TeamReportResult = z.object({
  id: z.string(),
  status: z.enum(['accepted', 'repeated', 'refused']),
  problem: z.string().nullable(),
});
export type TeamReportResult = z.infer<typeof TeamReportResult>;
export const TeamReportResults = z.object({ results: z.array(TeamReportResult) });

/** Where a phone was. Taken only during the team's shift; kept for the stated time. */
export const Position = Coordinates.extend({ at: Instant, accuracyMetres: z.number().min(0).max(100_000) });
export type Position = z.infer<typeof Position>;
export const Positions = z.object({ positions: z.array(Position).min(1).max(FIELD_LIMITS.positions) });
/** `refusedCount`: outside the shift, or older than what is kept; they were not stored. */
export const PositionsTaken = z.object({ storedCount: z.number().int(), refusedCount: z.number().int() });

/** A message between the office and a team. `readAt` of an outgoing one: a person of the team opened it. */
export const TeamMessage = z.object({
  id: Id,
  teamId: Id,
  fromTeam: z.boolean(),
  author: z.string(),
  code: z.enum([...OFFICE_MESSAGES, ...TEAM_MESSAGES]).nullable(),
  text: z.string(),
  at: Instant,
  deliveredAt: Instant.nullable(),
  readAt: Instant.nullable(),
});
export type TeamMessage = z.infer<typeof TeamMessage>;
export const TeamMessages = z.object({ messages: z.array(TeamMessage) });
export const OfficeMessageInput = z
  .object({
    code: z.enum(OFFICE_MESSAGES).nullable(),
    text: z.string().trim().max(FIELD_LIMITS.messageLength).default(''),
  })
  .refine(({ code, text }) => code !== null || text !== '', { message: 'a message needs a code or a text', path: ['text'] });

/** One team's evening besides its visits. */
export const TeamEvening = z.object({
  teamId: Id,
  date: LocalDate,
  beganAt: Instant.nullable(),
  kitCheckedAt: Instant.nullable(),
  kitState: z.enum(KIT_STATES).nullable(),
  batteryPercent: z.number().int().nullable(),
  homeAt: Instant.nullable(),
});
export type TeamEvening = z.infer<typeof TeamEvening>;

/** What the server asks of a phone, so that no phone has numbers of its own. */
export const FieldSettings = z.object({
  /** A team that has not acknowledged this long after it was told is reminded, then called. */
  acknowledgeWithinSec: z.number().int(),
  /** Closer than this to the home, the phone suggests "arrived". */
  geofenceMetres: z.number().int(),
  positionEverySec: z.number().int(),
  /** Positions are deleted after this. */
  positionKeptHours: z.number().int(),
  /** Photos of doors are deleted after this. */
  photoKeptDays: z.number().int(),
  /** So long after the shift's end the office wants to know that everybody is home. */
  homeWithinSec: z.number().int(),
});
export type FieldSettings = z.infer<typeof FieldSettings>;

/** The team's own code, which it says at the door and the family compares; both sides' codes change together. */
export const TeamCode = z.object({ code: z.string(), validUntil: Instant });
export type TeamCode = z.infer<typeof TeamCode>;
/** What the family said at the door. */
export const FamilyCodeInput = z.object({ code: z.string().regex(/^\d{4}$/) });
export const FamilyCodeChecked = z.object({
  matches: z.boolean(),
  attemptsLeft: z.number().int(),
  verifiedAt: Instant.nullable(),
});

/** Body: the JPEG itself. Command id and assignment stand in the path and the header. */
export const PhotoStored = z.object({ id: Id, byteCount: z.number().int() });

export const PushKey = z.object({ publicKey: z.string() });
/** A browser's subscription, as PushSubscription.toJSON gives it. */
export const PushSubscriptionInput = z.object({
  deviceId: z.string().regex(/^[A-Za-z0-9-]{8,64}$/),
  endpoint: z.url().max(1000),
  keys: z.object({
    p256dh: z.string().regex(/^[A-Za-z0-9_-]{80,100}={0,2}$/),
    auth: z.string().regex(/^[A-Za-z0-9_-]{20,40}={0,2}$/),
  }),
});
export type PushSubscriptionInput = z.infer<typeof PushSubscriptionInput>;
/** What a push message holds: nothing personal, only what to look at. */
export const PushPayload = z.object({
  kind: z.enum(['assignments', 'message', 'alarm-taken']),
  count: z.number().int(),
});
export type PushPayload = z.infer<typeof PushPayload>;
