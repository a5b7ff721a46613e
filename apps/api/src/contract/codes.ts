/**
 * The closed lists that cross the wire. No dependency: the web imports these as values.
 * Words for them live in the web's language files; here are only codes.
 */

/** How a person can move; decides the extra time at the home. */
export const MOBILITIES = ['walks', 'needs_help', 'wheelchair', 'bedbound'] as const;
export type Mobility = (typeof MOBILITIES)[number];

/** How one gets to a person. The widest that gets to the door of the home. */
export const ALLEYS = ['car', 'motorbike', 'foot'] as const;
export type Alley = (typeof ALLEYS)[number];
/** Room for the machine beside the bed: enough, hardly any, or the person lies on a mat on the floor. */
export const BEDS = ['roomy', 'tight', 'mat'] as const;
export type Bed = (typeof BEDS)[number];
export const HEARINGS = ['good', 'hard', 'deaf'] as const;
export type Hearing = (typeof HEARINGS)[number];
/** Floors as people count them here: 1 is the ground floor, below it are cellars. */
export const FLOORS = { lowest: -2, highest: 60 } as const;

export const SEXES = ['female', 'male'] as const;
export type Sex = (typeof SEXES)[number];

/** What a case needs done at the home. */
export const ASKED_NEEDS = ['id_card', 'id_card_iris', 'digital_identity', 'population_check'] as const;
/** Also what follows from another case: a second team at the same bed, bringing the card back. */
export const NEEDS = [...ASKED_NEEDS, 'second_team', 'card_return'] as const;
export type Need = (typeof NEEDS)[number];
/** What somebody may ask for; the others are made by the office. */
export const isAskedNeed = (need: Need): boolean => ASKED_NEEDS.some((asked) => asked === need);

/** How a visit belongs to another: at the same moment by a second team, or days later to bring the card. */
export const BONDS = ['together', 'return'] as const;
export type Bond = (typeof BONDS)[number];

/** An ability a visit may require and a shift may have: from its people, its kit, or from who its people are together. */
export const SKILLS = [
  'intake',
  'iris',
  'vneid',
  'officer',
  'sign_language',
  'printer',
  'woman',
  'two_officers',
] as const satisfies string[];
export type Skill = (typeof SKILLS)[number];
/** What one person can do. */
export const PERSON_SKILLS = ['officer', 'vneid', 'sign_language', 'intake', 'iris'] as const satisfies Skill[];
export type PersonSkill = (typeof PERSON_SKILLS)[number];
/** What a kit can do: fingerprints (intake), iris, printing on the spot. */
export const KIT_SKILLS = ['intake', 'iris', 'printer'] as const satisfies Skill[];
export type KitSkill = (typeof KIT_SKILLS)[number];
/** What a visit may ask of its crew besides what its needs ask. */
export const REQUIREMENTS = ['woman', 'two_officers', 'sign_language', 'printer'] as const satisfies Skill[];
export type Requirement = (typeof REQUIREMENTS)[number];

/** waiting and scheduled together are "remaining"; blocked is a desk problem; closed needs no visit any more. */
export const CASE_STATES = ['waiting', 'scheduled', 'served', 'blocked', 'closed'] as const;
export type CaseState = (typeof CASE_STATES)[number];

/** Where a coordinate comes from, and how far it can be trusted. */
export const COORDINATE_SOURCES = ['given', 'geocoded', 'pinned'] as const;
export type CoordinateSource = (typeof COORDINATE_SOURCES)[number];
export const CONFIDENCES = ['exact', 'alley', 'street', 'ward'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

export const REQUEST_STATES = ['received', 'accepted', 'declined', 'withdrawn'] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

/** Who asks on behalf of the person. */
export const RELATIONS = ['self', 'child', 'relative', 'neighbour', 'community_leader'] as const;
export type Relation = (typeof RELATIONS)[number];

export const DECLINE_REASONS = ['not_eligible', 'already_served', 'outside_area', 'duplicate', 'cannot_reach'] as const;
export type DeclineReason = (typeof DECLINE_REASONS)[number];

export const ROLES = ['dispatcher', 'team', 'chief'] as const;
export type Role = (typeof ROLES)[number];

export const KIT_STATES = ['ready', 'charging', 'broken', 'calibration_due'] as const;
export type KitState = (typeof KIT_STATES)[number];

export const VEHICLE_KINDS = ['motorbike', 'car', 'van'] as const;
export type VehicleKind = (typeof VEHICLE_KINDS)[number];
export const VEHICLE_STATES = ['ready', 'broken', 'service_due'] as const;
export type VehicleState = (typeof VEHICLE_STATES)[number];

export const DUTIES = ['leader', 'officer', 'operator', 'volunteer'] as const;
export type Duty = (typeof DUTIES)[number];

export const RUN_STATES = ['queued', 'running', 'done', 'cancelled', 'failed'] as const;
export type RunState = (typeof RUN_STATES)[number];

/** Where a run is: reading the demand, measuring roads, searching, checking and saving. */
export const RUN_PHASES = ['waiting', 'loading', 'measuring', 'searching', 'checking', 'finished'] as const;
export type RunPhase = (typeof RUN_PHASES)[number];

/** Where a plan's travel times come from: the embedded streets, an outside engine, given tables; straight lines are a last resort and always marked. */
export const TRAVEL_SOURCES = ['roads', 'osrm', 'valhalla', 'matrices', 'straight-line'] as const;
export type TravelSource = (typeof TRAVEL_SOURCES)[number];

/** Streets that traffic slows down alike: trunk and primary; secondary and tertiary; the small ones; ngõ, ngách and paths. */
export const SPEED_GROUPS = ['main', 'collector', 'local', 'alley'] as const;
export type SpeedGroup = (typeof SPEED_GROUPS)[number];

/** What a team is told on the way, and which way it turns, as OSRM names it. */
export const STEP_KINDS = ['depart', 'turn', 'new name', 'end of road', 'roundabout', 'arrive'] as const;
export type StepKind = (typeof STEP_KINDS)[number];
export const STEP_MODIFIERS = [
  'straight',
  'slight right',
  'right',
  'sharp right',
  'uturn',
  'sharp left',
  'left',
  'slight left',
] as const;
export type StepModifier = (typeof STEP_MODIFIERS)[number];

/** How much a term of the planning policy counts. */
export const PLAN_WEIGHTS = ['off', 'light', 'medium', 'strong'] as const;
export type PlanWeight = (typeof PLAN_WEIGHTS)[number];
/** Of the planning policy; `longestWeeks` 0 and `overtimeMinutes` 0: not at all. */
export const POLICY_LIMITS = { mostChanged: 1000, noticeHours: 168, overtimeMinutes: 120, longestWeeks: 52 } as const;

export const PLAN_STATES = ['draft', 'published', 'superseded', 'discarded'] as const;
export type PlanState = (typeof PLAN_STATES)[number];

export const STOP_KINDS = ['depart', 'visit', 'break', 'return'] as const;
export type StopKind = (typeof STOP_KINDS)[number];

/** Why a visit is in no route. One meaning each; see planning/explain. */
export const UNASSIGNED_REASONS = [
  'no_coordinates',
  'never_at_home',
  'no_shift_has_skills',
  'no_shift_in_window',
  'unreachable',
  'too_long_for_shift',
  'shift_limit',
  'no_room_left',
  'waits_for_first',
] as const;
export type UnassignedReason = (typeof UNASSIGNED_REASONS)[number];

/** What an alternative for an evening that went wrong is best at. */
export const REPAIR_GOALS = ['leastChanged', 'mostServed', 'cheapest'] as const;
export type RepairGoal = (typeof REPAIR_GOALS)[number];

/** Why one evening of a team does not take a visit; the first rule that fails. */
export const SHIFT_VERDICTS = ['skills', 'window', 'unreachable', 'too_far', 'rest', 'full', 'bound', 'other', 'fits'] as const;
export type ShiftVerdictCode = (typeof SHIFT_VERDICTS)[number];

export const ASSIGNMENT_STATES = ['assigned', 'acknowledged', 'travelling', 'arrived', 'finished', 'withdrawn'] as const;
export type AssignmentState = (typeof ASSIGNMENT_STATES)[number];

export const OUTCOMES = [
  'served',
  'partly_served',
  'no_answer',
  'refused',
  'not_possible_today',
  'unreadable_prints',
  'exempt',
  'moved_away',
  'deceased',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What a team can report about an assignment. */
export const FIELD_ACTIONS = ['acknowledge', 'travel', 'arrive', 'finish'] as const;
export type FieldAction = (typeof FIELD_ACTIONS)[number];

/** Days of the week as ISO 8601 counts them: 1 = Monday … 7 = Sunday. */
export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
export type Weekday = (typeof WEEKDAYS)[number];
