import type { ASKED_NEEDS, Mobility, Sex } from '../../apps/api/src/contract/codes.ts';

type AskedNeed = (typeof ASKED_NEEDS)[number];

import type { Places } from '../../apps/api/src/travel/places.ts';
import type { Streets } from '../../apps/api/src/travel/street-graph.ts';
import type { StreetIndex } from '../../apps/api/src/travel/street-index.ts';
import type { MapUnit } from '../../apps/api/src/travel/ward-map.ts';
import { type InventedHome, inventHome, listWardStreets } from './invent-home.ts';
import { inventName } from './invent-name.ts';
import { SeededRandom } from './random.ts';

const SEED = 20221124;
/** Ages are counted from here; a fixed year, so that the file does not change with the calendar. */
const YEAR = 2026;
const PERSON_COUNT = 320;
/** Homes that only neighbours can find: no street, no coordinates. A dispatcher has to set their pins. */
const UNFINDABLE: ReadonlyMap<number, string> = new Map([
  [88, 'Xóm Chùa, sau đình, tổ 9'],
  [203, 'Nhà thuốc Bà Tư, xóm Bến, tổ 21'],
]);

/** Sixteen wards of the inner city, with how many parts of the homes each gets. */
export const DEMO_WARDS: readonly (readonly [id: string, parts: number])[] = [
  ['00229', 11], // Kim Liên
  ['00235', 10], // Đống Đa
  ['00190', 9], // Ô Chợ Dừa
  ['00199', 7], // Láng
  ['00226', 8], // Văn Miếu - Quốc Tử Giám
  ['00025', 8], // Giảng Võ
  ['00292', 10], // Bạch Mai
  ['00256', 7], // Hai Bà Trưng
  ['00082', 5], // Cửa Nam
  ['00352', 8], // Phương Liệt
  ['00364', 7], // Khương Đình
  ['00367', 8], // Thanh Xuân
  ['00166', 6], // Cầu Giấy
  ['00175', 6], // Yên Hoà
  ['00316', 7], // Định Công
  ['00322', 8], // Tương Mai
];

export interface DemoGround {
  readonly streets: Streets;
  readonly index: StreetIndex;
  readonly places: Places;
  readonly units: readonly MapUnit[];
}

interface Person {
  readonly fullName: string;
  readonly birthYear: number;
  readonly sex: Sex;
  readonly mobility: Mobility;
  readonly needs: readonly AskedNeed[];
}

const HEADER = [
  'Họ tên',
  'Năm sinh',
  'Giới tính',
  'Điện thoại',
  'Người liên hệ',
  'Địa chỉ',
  'Phường/Xã',
  'Đi lại',
  'Nhu cầu',
  'Giờ có người nhà',
  'Vĩ độ',
  'Kinh độ',
  'Lối vào',
  'Ghi chú',
  'Ngõ vào',
  'Tầng',
  'Thang máy',
  'Chó',
  'Giường',
  'Nghe',
];

/** The demo's list as a CSV the import reads: invented people at invented numbers of real streets. Same seed, same bytes. */
export function generateCases(ground: DemoGround): string {
  const random = new SeededRandom(SEED);
  const wards = new Map(ground.units.map((unit) => [unit.id, unit]));
  const wardStreets = listWardStreets(ground.streets, ground.index, ground.places, new Set(DEMO_WARDS.map(([id]) => id)));
  // A stream of its own, so that people, homes and hours stay what they were before anybody asked about lifts.
  const accessRandom = new SeededRandom(SEED + 1);
  const lines = [HEADER.join(',')];
  const names = new Set<string>();
  const addresses = new Set<string>();
  let personCount = 0;
  let homeCount = 0;
  while (personCount < PERSON_COUNT) {
    const wardId = random.weighted(DEMO_WARDS);
    let home: InventedHome | null = null;
    while (home === null || addresses.has(home.address)) {
      home = inventHome(random, ground.streets, wardStreets.get(wardId)!, ground.places, wardId);
    }
    addresses.add(home.address);
    homeCount++;
    const isCouple = random.chance(0.07);
    const phone = `0900 000 ${String(homeCount).padStart(3, '0')}`;
    const windows = inventWindows(random);
    const hidden = UNFINDABLE.get(homeCount);
    const withPlace = random.chance(0.88) && hidden === undefined;
    const accessNote = inventAccess(random, home);
    const wayIn = inventWayIn(accessRandom, home, accessNote);
    let contact = '';
    let first: Person | undefined;
    for (let member = 0; member < 2 && personCount < PERSON_COUNT; member++) {
      if (first !== undefined && (!isCouple || YEAR - first.birthYear < 66)) break;
      let person = inventPerson(random, first);
      while (names.has(person.fullName)) person = inventPerson(random, first);
      if (first === undefined) contact = inventContact(random, person);
      first ??= person;
      names.add(person.fullName);
      personCount++;
      const note = inventNote(random, person);
      lines.push(
        [
          person.fullName,
          String(person.birthYear),
          person.sex === 'female' ? 'nữ' : 'nam',
          phone,
          contact,
          hidden ?? home.address,
          wards.get(wardId)!.name,
          MOBILITY_WORDS[person.mobility],
          person.needs.map((need) => NEED_WORDS[need]).join('; '),
          windows,
          withPlace ? home.lat.toFixed(6) : '',
          withPlace ? home.lon.toFixed(6) : '',
          accessNote,
          note,
          ...wayIn,
          ...inventPersonsAccess(accessRandom, person, note),
        ]
          .map(quote)
          .join(','),
      );
    }
  }
  return `\uFEFF${withSlippedPlaces(lines).join('\r\n')}\r\n`;
}

/** Lines of people whose coordinates slipped in from another line: the pin lies in another ward than the address says. */
const SLIPPED: readonly (readonly [line: number, from: number])[] = [
  [37, 12],
  [164, 131],
];
const PLACE = /,(\d+\.\d{6},\d+\.\d{6}),/;

function withSlippedPlaces(lines: readonly string[]): string[] {
  const slipped = new Map(SLIPPED);
  return lines.map((line, i) => {
    const from = slipped.get(i);
    return from === undefined ? line : line.replace(PLACE, `,${PLACE.exec(lines[from]!)![1]},`);
  });
}

const MOBILITY_WORDS: Readonly<Record<Mobility, string>> = {
  walks: 'đi lại được',
  needs_help: 'khó đi lại',
  wheelchair: 'xe lăn',
  bedbound: 'nằm liệt giường',
};
const NEED_WORDS: Readonly<Record<AskedNeed, string>> = {
  id_card: 'căn cước',
  id_card_iris: 'căn cước (mống mắt)',
  digital_identity: 'VNeID',
  population_check: 'rà soát dân cư',
};

/** A person; with `spouse`, the husband or wife of that one. */
function inventPerson(random: SeededRandom, spouse?: Person): Person {
  const age = spouse
    ? Math.max(66, YEAR - spouse.birthYear + random.between(-4, 4))
    : random.weighted<() => number>([
        [() => random.between(70, 79), 26],
        [() => random.between(80, 89), 40],
        [() => random.between(90, 97), 20],
        [() => random.between(98, 102), 4],
        [() => random.between(19, 55), 10],
      ])();
  const other: Sex = spouse?.sex === 'female' ? 'male' : 'female';
  const sex = spouse ? other : random.chance(age >= 80 ? 0.66 : 0.56) ? 'female' : 'male';
  const birthYear = YEAR - age;
  const frail = age >= 90 || age < 60;
  const mobility = random.weighted<Mobility>(
    frail
      ? [
          ['walks', 4],
          ['needs_help', 30],
          ['wheelchair', 26],
          ['bedbound', 40],
        ]
      : [
          ['walks', 18],
          ['needs_help', 46],
          ['wheelchair', 19],
          ['bedbound', 17],
        ],
  );
  return { fullName: inventName(random, sex, birthYear), birthYear, sex, mobility, needs: inventNeeds(random, age, mobility) };
}

function inventNeeds(random: SeededRandom, age: number, mobility: Mobility): AskedNeed[] {
  if (mobility === 'walks' && random.chance(0.25)) return ['population_check'];
  const worn = age >= 85 && random.chance(0.16);
  const needs: AskedNeed[] = [worn ? 'id_card_iris' : 'id_card'];
  if (random.chance(age < 75 ? 0.55 : 0.25)) needs.push('digital_identity');
  if (random.chance(0.06)) needs.push('population_check');
  return needs;
}

/** When somebody is at home. Mostly evenings and weekends; some any time; a few only in the mornings of working days. */
function inventWindows(random: SeededRandom): string {
  const from = random.pick(['18:00', '18:30', '18:30', '19:00', '19:30']);
  const to = random.pick(['20:30', '21:00', '21:00', '21:15']);
  return random.weighted([
    ['', 26],
    [`T2-T6 ${from}-${to}`, 24],
    [`hàng ngày ${from}-${to}`, 10],
    [`T2-T6 ${from}-${to}; T7 8:00-11:00`, 12],
    [`T2,T4,T6 ${from}-${to}`, 6],
    [`T3,T5 ${from}-${to}; T7,CN 8:30-11:30`, 6],
    ['T7,CN 8:00-17:00', 6],
    ['T7 8:00-11:00; T7 14:00-16:30', 4],
    ['CN 8:00-11:30', 2],
    [`hàng ngày 8:00-11:00; T2-T6 ${from}-${to}`, 3],
    ['T2-T6 8:30-10:30', 1],
  ]);
}

/** Who answers for the person. Children bear their father's family name. */
function inventContact(random: SeededRandom, person: Person): string {
  if (random.chance(0.12)) return '';
  const [relation, sex] = random.weighted<readonly [string, Sex]>(
    YEAR - person.birthYear < 60
      ? [
          [['mẹ', 'female'], 40],
          [['chị gái', 'female'], 20],
          [['anh trai', 'male'], 15],
          [[person.sex === 'male' ? 'vợ' : 'chồng', person.sex === 'male' ? 'female' : 'male'], 25],
        ]
      : [
          [['con trai', 'male'], 30],
          [['con gái', 'female'], 32],
          [['con dâu', 'female'], 14],
          [['cháu', 'female'], 10],
          [['cháu', 'male'], 6],
          [['người chăm sóc', 'female'], 5],
          [['tổ trưởng dân phố', 'male'], 3],
        ],
  );
  const name = inventName(random, sex, relation === 'mẹ' ? 1955 : 1970);
  const sameFamily = /^(con trai|con gái)$/.test(relation) ? person.sex === 'male' : /^(chị gái|anh trai)$/.test(relation);
  const family = person.fullName.split(' ')[0]!;
  return `${sameFamily ? name.replace(/^\S+/, family) : name} (${relation})`;
}

function inventAccess(random: SeededRandom, { kind, floor }: InventedHome): string {
  if (kind === 'flat')
    return floor === 1 ? 'Tầng 1, cửa sau' : `Tầng ${floor}, ${random.pick(['cầu thang hẹp', 'không có thang máy'])}`;
  if (kind === 'alley')
    return random.weighted([
      ['', 50],
      ['Ngõ hẹp, để xe ở đầu ngõ', 18],
      ['Nhà trong cùng, cổng xanh', 8],
      ['Gọi trước, có người ra đón đầu ngõ', 12],
      ['Bậc cao trước cửa, cần hai người khiêng máy', 6],
      ['Chó xích ở sân sau', 6],
    ]);
  return random.weighted([
    ['', 70],
    ['Cửa hàng ở tầng 1, đi cầu thang bên phải', 14],
    ['Để xe trên vỉa hè bên kia', 8],
    ['Bấm chuông tầng 2', 8],
  ]);
}

/** Alley, floor, lift, dog: of the home, agreeing with what is written of it. About a third of a list says nothing. */
function inventWayIn(random: SeededRandom, { kind, floor }: InventedHome, accessNote: string): string[] {
  const dog = accessNote.includes('Chó xích') ? 'có' : random.chance(0.08) ? 'có' : random.chance(0.3) ? 'không' : '';
  const lift = floor === 1 ? '' : accessNote.includes('không có thang máy') || random.chance(0.8) ? 'không' : 'có';
  if (kind === 'flat') return [random.chance(0.5) ? 'xe máy' : '', String(floor), lift, dog];
  if (kind === 'alley') {
    const narrow = accessNote.includes('Ngõ hẹp')
      ? 'đi bộ'
      : random.weighted([
          ['xe máy', 60],
          ['đi bộ', 15],
          ['', 25],
        ]);
    return [narrow, random.chance(0.3) ? String(random.between(1, 3)) : '', '', dog];
  }
  return [random.chance(0.4) ? 'ô tô' : '', '', '', dog];
}

/** Room beside the bed, and hearing. */
function inventPersonsAccess(random: SeededRandom, { mobility }: Person, note: string): string[] {
  const bed =
    mobility === 'bedbound'
      ? random.weighted([
          ['rộng', 35],
          ['chật', 40],
          ['nằm đất', 8],
          ['', 17],
        ])
      : '';
  const hearing = note.includes('Nặng tai')
    ? 'nặng tai'
    : random.weighted([
        ['', 70],
        ['tốt', 18],
        ['nặng tai', 10],
        ['điếc', 2],
      ]);
  return [bed, hearing];
}

function inventNote(random: SeededRandom, person: Person): string {
  if (person.needs.includes('id_card_iris'))
    return random.pick(['Vân tay mờ, lần trước không đọc được', 'Vân tay mòn, cần chụp mống mắt']);
  if (person.mobility === 'bedbound')
    return random.weighted([
      ['', 40],
      ['Chụp ảnh tại giường, cần phông trắng', 20],
      ['Thở oxy', 10],
      ['Sau tai biến, nói khó', 15],
      ['Lẫn, người nhà nói giúp', 15],
    ]);
  return random.weighted([
    ['', 66],
    ['Nặng tai, nói to', 16],
    ['Mới mổ khớp háng', 6],
    ['Mắt kém', 6],
    ['Không có giấy khai sinh, có sổ hộ khẩu cũ', 6],
  ]);
}

const quote = (cell: string): string => (/[",\n;]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
