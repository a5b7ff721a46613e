import type { Mobility, Need, Relation, Sex } from '@gocua/api/contract/codes';
import type { RequestInput } from '@gocua/api/contract/requests';
import { EVENING_DAYS, type EveningDay, HOME_TIMES, type HomeTime, toWindows } from './home-times.ts';

/** What a family has answered so far. Texts are as typed; `id` and `token` are made once, when the draft begins (A2). */
export interface Draft {
  id: string;
  token: string;
  relation: Relation | null;
  requesterName: string;
  fullName: string;
  birthYear: string;
  sex: Sex | null;
  address: string;
  ward: { id: string; name: string } | null;
  point: { lat: number; lon: number } | null;
  mobility: Mobility | null;
  note: string;
  needs: Need[];
  /** The fingerprints could not be read at an earlier attempt. */
  printsFailed: boolean;
  anyTime: boolean;
  times: HomeTime[];
  eveningDays: EveningDay[];
  phone: string;
}

export function beginDraft(id: string, token: string): Draft {
  return {
    id,
    token,
    relation: null,
    requesterName: '',
    fullName: '',
    birthYear: '',
    sex: null,
    address: '',
    ward: null,
    point: null,
    mobility: null,
    note: '',
    needs: [],
    printsFailed: false,
    anyTime: false,
    times: [],
    eveningDays: [...EVENING_DAYS],
    phone: '',
  };
}

/** The pages in their order; the ids are their addresses. */
export const STEPS = [
  'nguoi-yeu-cau',
  'nguoi-can-gap',
  'dia-chi',
  'vi-tri',
  'di-lai',
  'viec-can-lam',
  'gio-o-nha',
  'dien-thoai',
] as const;
export type Step = (typeof STEPS)[number];

export type Fault =
  | 'relationMissing'
  | 'requesterMissing'
  | 'nameMissing'
  | 'yearMissing'
  | 'yearUnreadable'
  | 'sexMissing'
  | 'addressMissing'
  | 'wardMissing'
  | 'mobilityMissing'
  | 'needMissing'
  | 'timeMissing'
  | 'eveningMissing'
  | 'phoneUnreadable';
export type Faults = Partial<Record<keyof Draft, Fault>>;

/** The oldest person alive was born later than this. */
const FIRST_BIRTH_YEAR = 1900;

/** What is missing or wrong on one page; empty when the family may go on. `thisYear` is the calendar year of the place. */
export function faultsOf(step: Step, draft: Draft, thisYear: number): Faults {
  const faults: Faults = {};
  switch (step) {
    case 'nguoi-yeu-cau':
      if (!draft.relation) faults.relation = 'relationMissing';
      else if (draft.relation !== 'self' && !draft.requesterName.trim()) faults.requesterName = 'requesterMissing';
      break;
    case 'nguoi-can-gap': {
      if (!draft.fullName.trim()) faults.fullName = 'nameMissing';
      const typed = draft.birthYear.trim();
      const year = Number(typed);
      if (!typed) faults.birthYear = 'yearMissing';
      else if (!/^\d{4}$/.test(typed) || year < FIRST_BIRTH_YEAR || year > thisYear) faults.birthYear = 'yearUnreadable';
      if (!draft.sex) faults.sex = 'sexMissing';
      break;
    }
    case 'dia-chi':
      if (draft.address.trim().length < 3) faults.address = 'addressMissing';
      if (!draft.ward) faults.ward = 'wardMissing';
      break;
    case 'vi-tri':
      break;
    case 'di-lai':
      if (!draft.mobility) faults.mobility = 'mobilityMissing';
      break;
    case 'viec-can-lam':
      if (draft.needs.length === 0) faults.needs = 'needMissing';
      break;
    case 'gio-o-nha':
      if (!draft.anyTime && draft.times.length === 0) faults.times = 'timeMissing';
      else if (!draft.anyTime && draft.times.includes('weekday_evening') && draft.eveningDays.length === 0)
        faults.eveningDays = 'eveningMissing';
      break;
    case 'dien-thoai':
      if (!isPhone(draft.phone)) faults.phone = 'phoneUnreadable';
      break;
  }
  return faults;
}

/** Nine or ten digits after the trunk zero, or +84 and nine or ten: mobile and landline. The server reads it again. */
export function isPhone(text: string): boolean {
  const digits = text.replace(/[\s.\-()]/g, '');
  return /^(0|\+84|0084)[1-9]\d{8,9}$/.test(digits);
}

/** A5: the first page that is not answered yet, or null when all are. */
export function firstUnanswered(draft: Draft, thisYear: number): Step | null {
  return STEPS.find((step) => Object.keys(faultsOf(step, draft, thisYear)).length > 0) ?? null;
}

/** What is sent. Only for a draft without faults. */
export function toRequest(draft: Draft): RequestInput {
  const { relation, sex, ward, mobility } = draft;
  if (!relation || !sex || !ward || !mobility) throw new Error('the draft is not finished');
  const fullName = draft.fullName.trim();
  const withIris = draft.printsFailed && draft.needs.includes('id_card');
  return {
    id: draft.id,
    token: draft.token,
    requesterName: relation === 'self' ? fullName : draft.requesterName.trim(),
    relation,
    phone: draft.phone.trim(),
    fullName,
    birthYear: Number(draft.birthYear.trim()),
    sex,
    address: draft.address.trim(),
    unitId: ward.id,
    coordinates: draft.point,
    mobility,
    needs: draft.needs.map((need) => (need === 'id_card' && withIris ? 'id_card_iris' : need)),
    windows: toWindows(
      draft.anyTime,
      HOME_TIMES.filter((time) => draft.times.includes(time)),
      draft.eveningDays,
    ),
    note: draft.note.trim(),
  };
}
