import type { AccessFacts } from '../../contract/access.ts';
import {
  ALLEYS,
  type Alley,
  ASKED_NEEDS,
  BEDS,
  type Bed,
  FLOORS,
  HEARINGS,
  type Hearing,
  MOBILITIES,
  type Mobility,
  type Need,
  REQUIREMENTS,
  type Requirement,
  SEXES,
  type Sex,
} from '../../contract/codes.ts';
import { fold } from '../../contract/fold.ts';

/** What lists say, folded, and the code it means. The code itself is understood too. */
const SEX_WORDS: Record<Sex, string[]> = { female: ['nu', 'f', 'ba'], male: ['nam', 'm', 'ong'] };
const MOBILITY_WORDS: Record<Mobility, string[]> = {
  walks: ['di lai duoc', 'tu di lai', 'binh thuong', 'walks'],
  needs_help: ['can nguoi diu', 'can nguoi do', 'di lai kho', 'can tro giup', 'kho di lai', 'needs help'],
  wheelchair: ['xe lan', 'ngoi xe lan'],
  bedbound: ['nam liet giuong', 'nam giuong', 'liet giuong', 'nam tai giuong', 'bed-bound', 'nam mot cho'],
};
const NEED_WORDS: Record<(typeof ASKED_NEEDS)[number], string[]> = {
  id_card: ['can cuoc', 'the can cuoc', 'lam can cuoc', 'cccd', 'id card'],
  id_card_iris: ['mong mat', 'can cuoc mong mat', 'can cuoc (mong mat)', 'van tay kho doc', 'id card iris'],
  digital_identity: ['vneid', 'dinh danh dien tu', 'kich hoat vneid', 'digital identity'],
  population_check: ['ra soat', 'ra soat dan cu', 'xac minh dan cu', 'du lieu dan cu', 'population check'],
};
const REQUIREMENT_WORDS: Record<Requirement, string[]> = {
  woman: ['can bo nu', 'co nu', 'nu can bo', 'a woman'],
  two_officers: ['hai can bo', '2 can bo', 'hai si quan', '2 si quan', 'two officers'],
  sign_language: ['ngon ngu ky hieu', 'ky hieu', 'sign language'],
  printer: ['may in', 'in tai cho', 'printer'],
};

const ALLEY_WORDS: Record<Alley, string[]> = {
  car: ['o to', 'oto', 'xe hoi', 'rong'],
  motorbike: ['xe may', 'hep'],
  foot: ['di bo', 'rat hep', 'on foot'],
};
const BED_WORDS: Record<Bed, string[]> = {
  roomy: ['rong', 'du cho'],
  tight: ['chat', 'hep'],
  mat: ['nam dat', 'chieu', 'duoi san', 'nem duoi san'],
};
const HEARING_WORDS: Record<Hearing, string[]> = {
  good: ['tot', 'binh thuong', 'nghe ro'],
  hard: ['nang tai', 'nghe kem', 'hard of hearing'],
  deaf: ['diec', 'khong nghe duoc'],
};
/** With what is said of a lift or a dog. */
const YES_WORDS = ['co', 'x', 'yes', '1', 'true', 'co xich', 'da xich'];
const NO_WORDS = ['khong', 'khong co', 'no', '0', 'false'];

function lookUp<Code extends string>(codes: readonly Code[], words: Record<Code, string[]>): (text: string) => Code | null {
  const table = new Map(
    codes.flatMap((code) => [[fold(code), code] as const, ...words[code].map((word) => [word, code] as const)]),
  );
  return (text) => table.get(fold(text)) ?? null;
}

export const parseSex = lookUp(SEXES, SEX_WORDS);
export const parseMobility = lookUp(MOBILITIES, MOBILITY_WORDS);
const parseNeed = lookUp(ASKED_NEEDS, NEED_WORDS);

const parseRequirement = lookUp(REQUIREMENTS, REQUIREMENT_WORDS);

/** Needs separated by ";", "+" or "|"; `unknown` holds what was not understood. */
export function parseNeeds(text: string): { needs: Need[]; unknown: string[] } {
  const { known, unknown } = parseList(text, parseNeed);
  return { needs: known, unknown };
}

const SECOND_TEAM = /^(hai to|2 to|hai to cung luc|2 to cung luc|two teams)$/;
const RETURN_AFTER = /^(?:tra the sau|card back after) (\d{1,2}) (?:ngay|days?)$/;

/** What a case takes besides its own visit, from the same column: "hai tổ", "trả thẻ sau 7 ngày"; the rest of the text is left over. */
export function parseBonds(text: string): { secondTeam: boolean; returnAfterDays: number | null; rest: string } {
  const parts = text.split(/[;+|]/).map((part) => part.trim());
  const daysOf = (part: string): number => Number(RETURN_AFTER.exec(fold(part))?.[1] ?? 0);
  const days = parts.map(daysOf).find((count) => count >= 1 && count <= 60) ?? null;
  const isBond = (part: string): boolean => SECOND_TEAM.test(fold(part)) || (daysOf(part) >= 1 && daysOf(part) <= 60);
  return {
    secondTeam: parts.some((part) => SECOND_TEAM.test(fold(part))),
    returnAfterDays: days,
    rest: parts.filter((part) => !isBond(part)).join(';'),
  };
}

/** What the crew must bring, separated as needs are. */
export function parseRequirements(text: string): { requirements: Requirement[]; unknown: string[] } {
  const { known, unknown } = parseList(text, parseRequirement);
  return { requirements: known, unknown };
}

function parseList<Code>(text: string, parseOne: (text: string) => Code | null): { known: Code[]; unknown: string[] } {
  const parts = text
    .split(/[;+|]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const known = new Set<Code>();
  const unknown: string[] = [];
  for (const part of parts) {
    const one = parseOne(part);
    if (one === null) unknown.push(part);
    else known.add(one);
  }
  return { known: [...known], unknown };
}

const ACCESS_FIELDS: { [Field in keyof AccessFacts]: (text: string) => AccessFacts[Field] } = {
  alley: lookUp(ALLEYS, ALLEY_WORDS),
  floor: parseFloor,
  lift: parseYesNo,
  dog: parseYesNo,
  bed: lookUp(BEDS, BED_WORDS),
  hearing: lookUp(HEARINGS, HEARING_WORDS),
};

/** How one gets in, each from a cell of its own; an empty cell says nothing. `unread`: the fields that were not understood. */
export function parseAccess(text: Record<keyof AccessFacts, string>): { access: AccessFacts; unread: (keyof AccessFacts)[] } {
  const unread: (keyof AccessFacts)[] = [];
  const read = <Field extends keyof AccessFacts>(field: Field): AccessFacts[Field] => {
    if (text[field] === '') return null as AccessFacts[Field];
    const value = ACCESS_FIELDS[field](text[field]);
    if (value === null) unread.push(field);
    return value;
  };
  const access: AccessFacts = {
    ...{ alley: read('alley'), floor: read('floor'), lift: read('lift') },
    ...{ dog: read('dog'), bed: read('bed'), hearing: read('hearing') },
  };
  return { access, unread };
}

/** "3", "tầng 3", "trệt" (the ground floor, 1), "hầm" (the first cellar, -1). */
function parseFloor(text: string): number | null {
  const folded = fold(text).replace(/^(tang|lau|floor) ?/, '');
  if (folded === 'tret' || folded === 'ground') return 1;
  if (folded === 'ham') return -1;
  if (!/^-?\d{1,2}$/.test(folded)) return null;
  const floor = Number(folded);
  return floor >= FLOORS.lowest && floor <= FLOORS.highest ? floor : null;
}

function parseYesNo(text: string): boolean | null {
  const folded = fold(text);
  if (YES_WORDS.includes(folded)) return true;
  return NO_WORDS.includes(folded) ? false : null;
}
