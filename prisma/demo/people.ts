import type { PersonSkill } from '../../apps/api/src/contract/codes.ts';
import type { Person } from '../../apps/api/src/contract/people.ts';
import type { Vehicle } from '../../apps/api/src/contract/teams.ts';
import { DEMO_TEAMS, DEMO_UNIT_ID } from './teams.ts';

/**
 * Who is in the demo's teams, and three people who are in none and can stand in. Invented, as their teams are. Most are free of
 * the office in the mornings while the campaign lasts, so an evening is no overtime for them; some are not.
 */
type Hours = Person['officeHours'];
const AFTERNOONS: Hours = [{ days: [1, 2, 3, 4, 5], from: '13:30', to: '17:30' }];
const WHOLE_DAYS: Hours = [
  { days: [1, 2, 3, 4, 5], from: '08:00', to: '12:00' },
  { days: [1, 2, 3, 4, 5], from: '13:00', to: '17:00' },
];
const NO_OFFICE: Hours = [];

const IN_OFFICE_ALL_DAY = new Set(['to-1-3', 'to-6-1', 'to-6-2']);
const SIGNING = new Set(['to-3-2']);

export const DEMO_PEOPLE: readonly Person[] = [
  ...DEMO_TEAMS.flatMap((team) =>
    team.members.map(({ id, name, phone, duty }) =>
      person(id, name, phone, IN_OFFICE_ALL_DAY.has(id) ? WHOLE_DAYS : AFTERNOONS, [
        ...(duty === 'operator' ? [] : (['officer'] as const)),
        'vneid',
        ...(SIGNING.has(id) ? (['sign_language'] as const) : []),
      ]),
    ),
  ),
  person('du-bi-1', 'Cao Thị Thanh Mai', '+84900000981', AFTERNOONS, ['officer', 'vneid', 'sign_language']),
  person('du-bi-2', 'Mai Quốc Việt', '+84900000982', WHOLE_DAYS, ['officer', 'vneid']),
  person('du-bi-3', 'Tạ Minh Anh', '+84900000983', NO_OFFICE, ['vneid'], { avoidWeekdays: [3], likeWeekdays: [6, 7] }),
];

export const DEMO_VEHICLES: readonly Vehicle[] = [
  vehicle('xe-1', 'Xe tải nhỏ 29D-012.34', 'van', 5, 'ready'),
  vehicle('xe-2', 'Ô tô 29A-567.89', 'car', 4, 'ready'),
  vehicle('xe-3', 'Xe máy 29X1-234.56', 'motorbike', 2, 'ready'),
  vehicle('xe-4', 'Xe máy 29X1-345.67', 'motorbike', 2, 'service_due'),
];

function person(
  id: string,
  name: string,
  phone: string,
  officeHours: Hours,
  skills: PersonSkill[],
  wishes: Person['wishes'] = { avoidWeekdays: [], likeWeekdays: [] },
): Person {
  const isWoman = / Thị /.test(` ${name} `) || id === 'du-bi-3';
  return {
    id,
    unitId: DEMO_UNIT_ID,
    name,
    phone,
    sex: isWoman ? 'female' : 'male',
    skills,
    officeHours,
    wishes,
    active: true,
    version: 1,
  };
}

function vehicle(id: string, name: string, kind: Vehicle['kind'], seats: number, state: Vehicle['state']): Vehicle {
  return { id, unitId: DEMO_UNIT_ID, name, kind, seats, state, teamId: null };
}

/** Dates as days from the day on which the demo is filled. */
export const DEMO_ABSENCES = [
  { id: 'vang-1', personId: 'to-5-2', kind: 'leave', fromDay: 1, dayCount: 4, note: 'Nghỉ phép năm' },
  { id: 'vang-2', personId: 'to-3-2', kind: 'training', fromDay: 9, dayCount: 2, note: 'Tập huấn nghiệp vụ' },
] as const;

export const DEMO_POLICY_NOTE =
  'Đợt cao điểm: làm thêm tới 60 giờ một tháng, 300 giờ một năm theo Nghị quyết 17/2022/UBTVQH15; các giới hạn khác như Bộ luật Lao động 2019.';
