import type { Outcome } from '../../contract/codes.ts';
import type { OutcomeDetail } from '../../contract/field.ts';

/** How one of the demo's teams goes through its evening, so that a board shows more than one kind of evening. Minutes after the shift begins. */
export interface TeamTemper {
  /** Sets out this much after the shift begins. */
  readonly leavesAfterMin: number;
  /** What a drive and a visit take, as a share of what was planned. */
  readonly pace: number;
  readonly kit: { readonly state: 'ready' | 'calibration_due'; readonly batteryPercent: number };
  /** The phone has no signal between these minutes; what it did is sent afterwards. */
  readonly noSignalMin: readonly [from: number, to: number] | null;
  /** The phone says where it is. */
  readonly sharesPosition: boolean;
  /** What came of its first, second, third … home; `served` where nothing stands. */
  readonly outcomes: readonly (VisitEnd | null)[];
}

export interface VisitEnd {
  readonly outcome: Outcome;
  readonly note: string;
  readonly detail: OutcomeDetail;
}

const AGREED: OutcomeDetail = { consent: true, attempts: null, fingersMissing: null, manualEntry: null, photoIds: [] };
const NOTHING: OutcomeDetail = { ...AGREED, consent: null };

export const SERVED: VisitEnd = { outcome: 'served', note: '', detail: AGREED };
const NO_ANSWER: VisitEnd = { outcome: 'no_answer', note: '', detail: NOTHING };
const UNREADABLE: VisitEnd = {
  outcome: 'unreadable_prints',
  note: '',
  detail: { ...AGREED, attempts: 4, fingersMissing: 1 },
};
const NOT_TODAY: VisitEnd = { outcome: 'not_possible_today', note: 'Người nhà đưa đi khám, hẹn buổi khác', detail: NOTHING };
const PARTLY: VisitEnd = { outcome: 'partly_served', note: 'Đã chụp ảnh, còn vân tay tay trái', detail: AGREED };

const QUIET: TeamTemper = {
  leavesAfterMin: 2,
  pace: 1,
  kit: { state: 'ready', batteryPercent: 90 },
  noSignalMin: null,
  sharesPosition: true,
  outcomes: [],
};

/** By the number in the team's id; a team of somebody's own goes quietly. */
const TEMPERS: Record<string, Partial<TeamTemper>> = {
  'to-1': { kit: { state: 'ready', batteryPercent: 82 } },
  // Set out late, in the rain, and gets later.
  'to-2': { leavesAfterMin: 42, pace: 1.3, kit: { state: 'ready', batteryPercent: 64 }, outcomes: [UNREADABLE] },
  'to-3': { pace: 0.95, kit: { state: 'ready', batteryPercent: 31 }, outcomes: [null, NO_ANSWER] },
  // Behind walls for three quarters of an hour: does a visit that was given to another team meanwhile.
  'to-4': { noSignalMin: [36, 84], outcomes: [PARTLY] },
  'to-5': { noSignalMin: [70, 100_000], sharesPosition: false },
  'to-6': { pace: 1.1, kit: { state: 'calibration_due', batteryPercent: 77 }, outcomes: [NOT_TODAY] },
};

export function temperOf(teamId: string): TeamTemper {
  return { ...QUIET, ...TEMPERS[teamId] };
}
