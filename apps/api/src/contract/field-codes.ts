/** The closed lists of the live day. No dependency: the web imports these as values; words for them live in the web. */

/** The most urgent first: boards show them in this order. */
export const ALARM_KINDS = ['panic', 'not_home', 'window_in_danger', 'not_acknowledged', 'shift_overrun'] as const;
export type AlarmKind = (typeof ALARM_KINDS)[number];

/** Why an alarm is over. */
export const ALARM_ENDS = [
  'acknowledged',
  'arrived',
  'finished',
  'withdrawn',
  'recovered',
  'home',
  'team',
  'dispatcher',
] as const;
export type AlarmEnd = (typeof ALARM_ENDS)[number];

/** What a team reports of its evening rather than of one visit. */
export const TEAM_REPORTS = [
  'shift-began',
  'kit-checked',
  'home-reached',
  'panic',
  'panic-over',
  'message',
  'messages-read',
  'case-found',
] as const;
export type TeamReportKind = (typeof TEAM_REPORTS)[number];

/** Short messages that need no typing, by who says them. */
export const OFFICE_MESSAGES = ['call_office', 'family_waiting', 'wait_for_news', 'come_back', 'take_care'] as const;
export type OfficeMessage = (typeof OFFICE_MESSAGES)[number];
export const TEAM_MESSAGES = ['running_late', 'kit_problem', 'cannot_find', 'need_colleague', 'all_well'] as const;
export type TeamMessageCode = (typeof TEAM_MESSAGES)[number];

/** What is looked at before leaving. */
export const KIT_ITEMS = ['machine', 'charger', 'cables', 'camera', 'forms', 'disinfectant'] as const;
export type KitItem = (typeof KIT_ITEMS)[number];

/** Why a dispatcher takes one visit back. */
export const WITHDRAW_REASONS = ['family_asked', 'team_cannot', 'wrong_address', 'too_late', 'other'] as const;
export type WithdrawReason = (typeof WITHDRAW_REASONS)[number];

/** What a dispatcher makes of work that was done on a visit which was no longer the team's. */
export const EVIDENCE_DECISIONS = ['accepted', 'dismissed'] as const;
export type EvidenceDecision = (typeof EVIDENCE_DECISIONS)[number];

/** What the log of an evening holds, in the order it happened. */
export const LOG_KINDS = [
  'published',
  'added',
  'moved',
  'withdrawn',
  'acknowledge',
  'travel',
  'arrive',
  'finish',
  'kept',
  'evidence-accepted',
  'evidence-dismissed',
  'alarm-raised',
  'alarm-pushed',
  'alarm-called',
  'alarm-taken',
  'alarm-closed',
  'message-out',
  'message-in',
  'shift-began',
  'kit-checked',
  'home-reached',
  'case-found',
  'verified',
] as const;
export type LogKind = (typeof LOG_KINDS)[number];

/** Limits of what a phone sends besides its steps. */
export const FIELD_LIMITS = {
  reports: 50,
  positions: 100,
  messageLength: 500,
  /** A photo of a door, after its metadata was taken out. */
  photoBytes: 1024 * 1024,
  photosPerVisit: 3,
  /** Wrong codes at one door before the next quarter of an hour. */
  wrongCodes: 5,
} as const;

/** A family's and a team's code change this often; the one before is still taken. */
export const CODE_STEP_SEC = 15 * 60;
