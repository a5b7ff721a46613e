import type { Depot, Kit, ShiftSeries, Team } from '../../apps/api/src/contract/teams.ts';

/**
 * The demo's teams: invented people and offices, at real streets of the wards where the demo's cases live. All belong to the city,
 * so one plan covers the sixteen wards. Phone numbers are of a range nobody has (0900 000 …).
 */
export const DEMO_UNIT_ID = '01';
export const DEMO_ZONE = 'Asia/Ho_Chi_Minh';

export const DEMO_DEPOTS: readonly Depot[] = [
  depot('tru-so-1', 'Trụ sở Kim Liên', 'Phố Đào Duy Anh, phường Kim Liên', 21.009412, 105.837646),
  depot('tru-so-2', 'Trụ sở Đống Đa', 'Phố Hoàng Cầu, phường Đống Đa', 21.019107, 105.824898),
  depot('tru-so-3', 'Trụ sở Bạch Mai', 'Phố Lê Thanh Nghị, phường Bạch Mai', 21.002134, 105.846755),
  depot('tru-so-4', 'Trụ sở Thanh Xuân', 'Đường Vũ Trọng Phụng, phường Thanh Xuân', 21.000574, 105.80742),
  depot('tru-so-5', 'Trụ sở Văn Miếu', 'Phố Nguyễn Khuyến, phường Văn Miếu - Quốc Tử Giám', 21.028028, 105.83959),
  depot('tru-so-6', 'Trụ sở Cầu Giấy', 'Phố Trần Đăng Ninh, phường Cầu Giấy', 21.036484, 105.793999),
];

export const DEMO_KITS: readonly Kit[] = [
  kit('may-1', 'Máy thu nhận 01', ['intake'], 'ready', 'to-1'),
  kit('may-2', 'Máy thu nhận 02 (mống mắt)', ['intake', 'iris'], 'ready', 'to-2'),
  kit('may-3', 'Máy thu nhận 03', ['intake'], 'ready', 'to-3'),
  kit('may-4', 'Máy thu nhận 04', ['intake'], 'ready', 'to-4'),
  kit('may-5', 'Máy thu nhận 05 (mống mắt)', ['intake', 'iris'], 'ready', 'to-5'),
  kit('may-6', 'Máy thu nhận 06', ['intake'], 'ready', 'to-6'),
  { ...kit('may-7', 'Máy thu nhận 07', ['intake', 'printer'], 'calibration_due', null), depotId: 'tru-so-1' },
  { ...kit('may-8', 'Máy thu nhận 08 (mống mắt)', ['intake', 'iris'], 'broken', null), depotId: 'tru-so-2' },
];

/** Which team has a vehicle of its own, in people.ts. */
const DEMO_VEHICLE_OF: Record<number, string> = { 1: 'xe-1', 4: 'xe-4' };

export const DEMO_TEAMS: readonly Team[] = [
  team(1, 'Tổ 1 – Kim Liên', 'may-1', ['Trần Quang Khải', 'Nguyễn Thị Thu Hà', 'Lê Minh Đức']),
  team(2, 'Tổ 2 – Đống Đa', 'may-2', ['Phạm Đình Tuấn', 'Vũ Thị Hương', 'Hoàng Văn Nam']),
  team(3, 'Tổ 3 – Bạch Mai', 'may-3', ['Nguyễn Hữu Trung', 'Đặng Thị Ngọc Lan']),
  team(4, 'Tổ 4 – Thanh Xuân', 'may-4', ['Bùi Đức Kiên', 'Đỗ Thị Phương', 'Ngô Anh Tùng']),
  team(5, 'Tổ 5 – Văn Miếu', 'may-5', ['Lê Xuân Hưng', 'Trịnh Thị Quỳnh', 'Đào Duy Long']),
  team(6, 'Tổ 6 – Cầu Giấy', 'may-6', ['Dương Trọng Nghĩa', 'Phan Thị Huyền']),
];

const WORKDAYS = 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR';
const NOON_REST = { from: '11:30', to: '13:30', durationSec: 3600 };

/** Weeks before the demo's first one in which the campaign began: the overtime of a year is that of these weeks. */
const CAMPAIGN_WEEKS = 6;

/**
 * The recurring shifts, as of a Monday: they began with the campaign, some weeks before. Saturday begins 12 h after Friday's end. In
 * the week after, team 4 sets out earlier once.
 */
export function demoSeries(monday: string): ShiftSeries[] {
  const day = (days: number): string => new Date(Date.parse(monday) + days * 86_400_000).toISOString().slice(0, 10);
  const began = (weekday: number, time: string): string => `${day(weekday - 7 * CAMPAIGN_WEEKS)}T${time}`;
  const moved = { date: day(9), startsLocal: `${day(9)}T18:00`, durationSec: 3 * 3600, teamId: 'to-4', rest: null };
  return [
    ...[1, 2, 3, 4, 5].map((number) => ({
      ...series(`${number}-toi`, number, began(0, '18:30'), 3, WORKDAYS, null),
      overrides: number === 4 ? [{ ...moved, note: 'Đi sớm: khu tập thể cắt điện từ 21 giờ' }] : [],
    })),
    ...[1, 2, 4, 5].map((number) => series(`${number}-t7`, number, began(5, '09:30'), 7.5, 'FREQ=WEEKLY;BYDAY=SA', NOON_REST)),
    series('6-toi', 6, began(1, '18:00'), 3.5, 'FREQ=WEEKLY;BYDAY=TU,TH', null),
    series('6-t7', 6, began(5, '13:30'), 4, 'FREQ=WEEKLY;BYDAY=SA', null),
    series('6-cn', 6, began(6, '08:00'), 3.5, 'FREQ=WEEKLY;BYDAY=SU', null),
  ];
}

/** A depot that is closed on the Sunday of the week after. */
export function demoClosure(monday: string) {
  const date = new Date(Date.parse(monday) + 13 * 86_400_000).toISOString().slice(0, 10);
  const days = { fromDate: date, toDate: date };
  return { id: 'demo-dong-1', depotId: 'tru-so-6', ...days, reason: 'Bảo trì hệ thống điện', version: 1 };
}

/** Two people change places in the week after: one of team 6 on team 3's Monday, one of team 3 on team 6's Saturday. */
export function demoSwap(monday: string) {
  const date = (days: number): string => new Date(Date.parse(monday) + days * 86_400_000).toISOString().slice(0, 10);
  return [
    { shiftId: `ca-3-toi_${date(7)}`, teamId: 'to-3', date: date(7), personIds: ['to-3-2', 'to-6-2'] },
    { shiftId: `ca-6-t7_${date(12)}`, teamId: 'to-6', date: date(12), personIds: ['to-6-1', 'to-3-1'] },
  ];
}

function depot(id: string, name: string, address: string, lat: number, lon: number): Depot {
  return { id, unitId: DEMO_UNIT_ID, name, address, lat, lon };
}

function kit(id: string, name: string, skills: Kit['skills'], state: Kit['state'], teamId: string | null): Kit {
  return { id, unitId: DEMO_UNIT_ID, name, skills, state, depotId: `tru-so-${id.slice(-1)}`, calibrationDate: null, teamId };
}

function team(number: number, name: string, kitId: string, people: readonly string[]): Team {
  const duties = ['leader', 'operator', 'officer'] as const;
  return {
    id: `to-${number}`,
    unitId: DEMO_UNIT_ID,
    name,
    color: number - 1,
    depotId: `tru-so-${number}`,
    kitId,
    vehicleId: DEMO_VEHICLE_OF[number] ?? null,
    // Those of its people, in people.ts, and of its kit.
    skills: [],
    crewSize: 2,
    members: people.map((person, i) => ({
      id: `to-${number}-${i + 1}`,
      name: person,
      phone: `+849000009${number}${i + 1}`,
      duty: duties[i]!,
    })),
    active: true,
    version: 1,
  };
}

function series(
  id: string,
  teamNumber: number,
  startsLocal: string,
  hours: number,
  rule: string,
  rest: ShiftSeries['rest'],
): ShiftSeries {
  return {
    id: `ca-${id}`,
    teamId: `to-${teamNumber}`,
    startsLocal,
    zone: DEMO_ZONE,
    durationSec: hours * 3600,
    rule,
    exceptDates: [],
    extraStarts: [],
    overrides: [],
    skipHolidays: true,
    rest,
    version: 1,
  };
}
