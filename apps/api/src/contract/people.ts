import { z } from 'zod';
import { DUTIES, PERSON_SKILLS, SEXES, SKILLS, WEEKDAYS } from './codes.ts';
import { Id, Instant, LIMITS, LocalDate, LocalTime, Name, WeeklyWindows } from './common.ts';
import { ABSENCE_KINDS, BREACH_RULES, CREW_STATES, SHORT_SHIFTS, WORKING_TIME_RULES } from './working-time-codes.ts';

export const PEOPLE_LIMITS = { people: 2000, crewPeople: 12, crewDays: 62, absenceDays: 400 } as const;

const Reason = z.string().trim().min(3).max(LIMITS.noteLength);
/** Lets hard rules be broken, by name and for this reason. Left out or null: what breaks one is refused. */
export const OverrideReason = Reason.nullable().optional();

const Weekday = z.union(WEEKDAYS.map((day) => z.literal(day)));
const Weekdays = z.array(Weekday).max(7);

export const Wishes = z.object({ avoidWeekdays: Weekdays, likeWeekdays: Weekdays });
export type Wishes = z.infer<typeof Wishes>;

/** Somebody who works in teams. */
export const Person = z.object({
  id: Id,
  unitId: Id,
  name: Name,
  phone: z.string().trim().max(24),
  sex: z.enum(SEXES).nullable(),
  skills: z.array(z.enum(PERSON_SKILLS)).max(PERSON_SKILLS.length),
  /** When the office has them, every week but on holidays and absences; without the noon break. It counts as work. */
  officeHours: WeeklyWindows,
  wishes: Wishes,
  active: z.boolean(),
  version: z.number().int(),
});
export type Person = z.infer<typeof Person>;

/** A place in a team; null = without an end. Both dates included. */
export const Membership = z
  .object({ id: Id, teamId: Id, duty: z.enum(DUTIES), fromDate: LocalDate, toDate: LocalDate.nullable() })
  .refine(({ fromDate, toDate }) => toDate === null || fromDate <= toDate, {
    message: 'it ends before it begins',
    path: ['toDate'],
  });
export type Membership = z.infer<typeof Membership>;

/** The id is made by the caller; `version` 0 creates. The memberships given replace those that were there. */
export const PersonInput = Person.omit({ unitId: true }).extend({
  memberships: z.array(Membership).max(40),
  overrideReason: OverrideReason,
});
export type PersonInput = z.infer<typeof PersonInput>;

/** Hours as the calendar knows them, and what remains to the caps; null where the policy has no cap. All in hours or counts. */
export const PersonHours = z.object({
  week: z.number(),
  weekLeft: z.number().nullable(),
  monthOvertime: z.number(),
  monthOvertimeLeft: z.number().nullable(),
  yearOvertime: z.number(),
  yearOvertimeLeft: z.number().nullable(),
  monthFieldHours: z.number(),
  monthEvenings: z.number().int(),
  monthWeekendDays: z.number().int(),
});
export type PersonHours = z.infer<typeof PersonHours>;

/** A rule that is broken (refused) or nearly (warned), with the numbers. */
export const Breach = z.object({
  personId: Id,
  rule: z.enum(BREACH_RULES),
  severity: z.enum(['refused', 'warned']),
  date: LocalDate,
  shiftId: z.string().nullable(),
  limit: z.number(),
  value: z.number(),
  /** The other day the sum is about: the evening before a short rest. */
  otherDate: LocalDate.nullable(),
  /** Who let it be, and why. */
  override: z.object({ byName: z.string(), reason: z.string() }).nullable(),
});
export type Breach = z.infer<typeof Breach>;

export const PersonView = Person.extend({
  memberships: z.array(Membership),
  hours: PersonHours,
  breaches: z.array(Breach),
});
export type PersonView = z.infer<typeof PersonView>;
/** Hours are those of the week and the month of `date`. */
export const PeopleQuery = z.object({ date: LocalDate });
export const PeopleList = z.object({ date: LocalDate, people: z.array(PersonView) });
export type PeopleList = z.infer<typeof PeopleList>;

export const Absence = z
  .object({
    id: Id,
    personId: Id,
    kind: z.enum(ABSENCE_KINDS),
    fromDate: LocalDate,
    toDate: LocalDate,
    note: z.string().trim().max(LIMITS.noteLength),
  })
  .refine(({ fromDate, toDate }) => fromDate <= toDate, { message: 'it ends before it begins', path: ['toDate'] });
export type Absence = z.infer<typeof Absence>;
/** What an absence does to the shifts of the person. */
export const AbsenceEffect = z.object({
  shiftId: z.string(),
  teamId: Id,
  date: LocalDate,
  state: z.enum(CREW_STATES),
  presentCount: z.number().int(),
  crewSize: z.number().int(),
});
export type AbsenceEffect = z.infer<typeof AbsenceEffect>;
export const AbsenceView = z.object({ absence: Absence, effects: z.array(AbsenceEffect) });
export type AbsenceView = z.infer<typeof AbsenceView>;
export const AbsenceQuery = z.object({ from: LocalDate, to: LocalDate });
export const AbsenceList = z.object({ absences: z.array(AbsenceView) });

const Limit = z.object({
  /** Hard: beyond is refused. Null = no limit. */
  limit: z.number().min(0).max(9000).nullable(),
  /** Soft: beyond warns. Null = no warning. */
  warnAt: z.number().min(0).max(9000).nullable(),
});
export type Limit = z.infer<typeof Limit>;
export const WorkingTimeRules = z.object({
  /** What is worked beyond these is overtime. */
  ordinaryHoursADay: z.number().min(1).max(24),
  ordinaryHoursAWeek: z.number().min(1).max(168),
  /** A shift that ends after this wall time is an evening. */
  eveningFrom: LocalTime,
  shortShift: z.enum(SHORT_SHIFTS),
  limits: z.object(
    Object.fromEntries(WORKING_TIME_RULES.map((rule) => [rule, Limit])) as Record<
      (typeof WORKING_TIME_RULES)[number],
      typeof Limit
    >,
  ),
});
export type WorkingTimeRules = z.infer<typeof WorkingTimeRules>;
/** Version 0: nobody wrote one, the defaults after the Labour Code count. `unitId` is the unit that wrote it, or the asking one. */
export const WorkingTimePolicy = z.object({
  unitId: Id,
  unitName: z.string(),
  version: z.number().int(),
  rules: WorkingTimeRules,
  note: z.string(),
  byName: z.string().nullable(),
  createdAt: Instant.nullable(),
});
export type WorkingTimePolicy = z.infer<typeof WorkingTimePolicy>;
export const PolicyView = z.object({
  policy: WorkingTimePolicy,
  /** The versions that the asking unit wrote itself, newest first. */
  history: z.array(WorkingTimePolicy),
  defaults: WorkingTimeRules,
});
export type PolicyView = z.infer<typeof PolicyView>;
/** `version` is that of the unit's own policy that was read; 0 when it had none. */
export const PolicyInput = z.object({
  version: z.number().int().min(0),
  rules: WorkingTimeRules,
  note: z.string().trim().max(LIMITS.noteLength),
});
export type PolicyInput = z.infer<typeof PolicyInput>;

export const OverrideView = z.object({
  id: Id,
  personId: Id,
  shiftId: z.string(),
  date: LocalDate,
  rule: z.enum(BREACH_RULES),
  limit: z.number(),
  value: z.number(),
  reason: z.string(),
  byName: z.string(),
  createdAt: Instant,
});
export type OverrideView = z.infer<typeof OverrideView>;
export const OverrideList = z.object({ overrides: z.array(OverrideView) });

/** Who is on one shift, with what, and what that means. */
export const CrewView = z.object({
  shiftId: z.string(),
  teamId: Id,
  date: LocalDate,
  opensAt: Instant,
  closesAt: Instant,
  people: z.array(z.object({ personId: Id, absence: z.enum(ABSENCE_KINDS).nullable() })),
  /** True: chosen for this shift; false: the team's members of the date. */
  hasOwnPeople: z.boolean(),
  kitId: Id.nullable(),
  vehicleId: Id.nullable(),
  /** Chosen for this shift instead of the team's own. */
  hasOwnKit: z.boolean(),
  hasOwnVehicle: z.boolean(),
  forUnitId: Id.nullable(),
  crewSize: z.number().int(),
  state: z.enum(CREW_STATES),
  skills: z.array(z.enum(SKILLS)),
  /** The kit or vehicle it would hold is not ready. */
  equipmentFaults: z.array(z.enum(['kit_not_ready', 'kit_missing', 'kit_held_twice', 'vehicle_not_ready', 'vehicle_held_twice'])),
  breaches: z.array(Breach),
  /** 0: nothing was chosen for this shift yet. */
  version: z.number().int(),
});
export type CrewView = z.infer<typeof CrewView>;
export const CrewQuery = z.object({ from: LocalDate, to: LocalDate });
export const CrewList = z.object({ crews: z.array(CrewView) });
export type CrewList = z.infer<typeof CrewList>;

/** Null in a field: the team's own. */
export const CrewInput = z.object({
  date: LocalDate,
  version: z.number().int().min(0),
  personIds: z.array(Id).max(PEOPLE_LIMITS.crewPeople).nullable(),
  kit: z.object({ id: Id.nullable() }).nullable(),
  vehicle: z.object({ id: Id.nullable() }).nullable(),
  /** Lets hard rules be broken, by name and for this reason. */
  overrideReason: Reason.nullable(),
});
export type CrewInput = z.infer<typeof CrewInput>;
const SwapSide = z.object({ shiftId: z.string().max(200), date: LocalDate, version: z.number().int().min(0), personId: Id });
/** Two people change places between two shifts. */
export const SwapInput = z.object({ one: SwapSide, other: SwapSide, overrideReason: Reason.nullable() });
export type SwapInput = z.infer<typeof SwapInput>;

/** A person a shift could have, and what speaks against it. */
export const Candidate = z.object({
  personId: Id,
  isChosen: z.boolean(),
  isMember: z.boolean(),
  breaches: z.array(Breach),
  /** Hours in the field in the month of the shift, without it. */
  monthFieldHours: z.number(),
});
export type Candidate = z.infer<typeof Candidate>;
export const CandidateList = z.object({ candidates: z.array(Candidate) });
