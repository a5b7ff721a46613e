import { fold } from '../contract/fold.ts';

/** A Vietnamese address taken apart. Numbers are folded text: "12", "12a". */
export interface ParsedAddress {
  readonly house: string | null;
  /** Alley numbers from the street inwards: ["78", "34"] is ngách 34 of ngõ 78. */
  readonly alleys: readonly string[];
  /** The street without "phố" or "đường", folded; '' when none is named. */
  readonly street: string;
  /** The same, with its accents as written. */
  readonly streetAsWritten: string;
}

/** Words of the units above a street, and of what only neighbours know. They end the street once there is one. */
const UNIT_WORDS = [
  'phường|phuong|quận|quan|huyện|huyen|thị xã|thi xa|thị trấn|thi tran|thành phố|thanh pho|tp\\.?|hà nội|ha noi|hn',
  'xã|việt nam|viet nam|tổ dân phố|to dan pho|tdp|cụm|khu dân cư|kdc|thôn|(?:tổ|to|cum|khu|p\\.|q\\.)(?=\\s*\\d)|p\\.|q\\.',
].join('|');
const UNIT_INSIDE = new RegExp(`(?:^|[\\s-])(?:${UNIT_WORDS})(?=[\\s.\\d]|$)`, 'giu');

const NUMBER = '\\d+[a-zđ]?(?:[/-]\\d+[a-zđ]?)*';
const ALLEY = new RegExp(`(?:^|\\s)(hẻm|hem|ngách|ngach|ngõ|ngo|kiệt|kiet)\\s+(?:số\\s+|so\\s+)?(${NUMBER})(?=\\s|$)`, 'iu');
const HOUSE = new RegExp(`^(?:(?:số nhà|so nha|nhà số|nha so|số|so|nhà|nha|sn)\\.?\\s*)?(${NUMBER})(?=\\s|$)`, 'iu');
const STREET_WORD = /^(?:đường phố|duong pho|phố|pho|đường|duong|đ\.|d\.|đại lộ|dai lo)\s+/iu;
const STREET_BEGINS = /^\s*(?:phố|pho|đường|duong|đại lộ|dai lo|ngõ|ngo|ngách|ngach|hẻm|hem)\s/iu;
/** "tập thể Kim Liên phố Lương Định Của": what stands before the street's own word is a building. */
const BEFORE_STREET_WORD = /^.*\s(?=(?:phố|pho|đường|duong|ngõ)\s)/iu;
const GROUP_NUMBER = /^(?:tổ|to|cụm|cum|khu)\s+\d+\s+/iu;
const STREET_IS_NUMBER = /^(?:đường|duong|phố|pho)\s+(?:số|so)\s+\d/iu;

/**
 * Takes an address apart: "Số 12, ngách 34/56, ngõ 34 phố Xã Đàn, tổ 5, phường Kim Liên" → house 12 in alley 56 of alley 34 of
 * Xã Đàn. Marks and capitals may be missing. A "/" inside an alley number leads from the street inwards.
 */
export function parseAddress(text: string): ParsedAddress {
  const { alleys, rest } = takeAlleys(keepToStreet(text.normalize('NFC').replace(/\s+/g, ' ').trim()));

  let house: string | null = null;
  const pieces = rest.split('|').map((piece) => piece.trim());
  const streetPieces: string[] = [];
  for (const piece of pieces) {
    const match = STREET_IS_NUMBER.test(piece) || house !== null ? null : HOUSE.exec(piece);
    if (match) house = fold(match[1]!);
    const left = match ? piece.slice(match[0].length).trim() : piece;
    if (left !== '') streetPieces.push(left);
  }
  const streetAsWritten = (streetPieces[streetPieces.length - 1] ?? '')
    .replace(/^[\s.-]+|[\s.-]+$/g, '')
    .replace(BEFORE_STREET_WORD, '')
    .replace(GROUP_NUMBER, '')
    .replace(STREET_WORD, '');
  return { house, alleys, street: streetKey(streetAsWritten), streetAsWritten };
}

/**
 * Takes the alleys out of a text: their numbers from the street inwards, and what is left with a " | " where each stood.
 * "ngách 34/56, ngõ 34" says the 34 twice and means alley 56 of alley 34.
 */
export function takeAlleys(text: string): { alleys: string[]; rest: string } {
  let rest = text;
  const byKind = new Map<string, string[]>();
  for (let match = ALLEY.exec(rest); match; match = ALLEY.exec(rest)) {
    const kind = alleyKind(match[1]!);
    if (!byKind.has(kind)) byKind.set(kind, splitNumber(match[2]!));
    rest = `${rest.slice(0, match.index)} | ${rest.slice(match.index + match[0].length)}`.replace(/\s+/g, ' ').trim();
  }
  const alleys: string[] = [];
  for (const kind of ['ngo', 'ngach', 'hem']) {
    const parts = byKind.get(kind);
    if (!parts) continue;
    // "ngách 34/56, ngõ 34" says the 34 twice
    if (alleys.length > 0 && parts.length > 1 && parts[0] === alleys[alleys.length - 1]) alleys.push(...parts.slice(1));
    else if (alleys.length > 0 && parts.length > alleys.length && alleys.every((alley, i) => alley === parts[i]))
      alleys.splice(0, alleys.length, ...parts);
    else alleys.push(...parts);
  }
  return { alleys, rest };
}

/** The key under which a street is known: folded, without "phố" and "đường" ("đường số 17" keeps its number). */
export function streetKey(name: string): string {
  return fold(name.replace(STREET_WORD, ''))
    .replace(/[^a-z0-9 ]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/**
 * A name with its marks in an order of their own, so that "Hoà" and "Hòa" are equal and "Hàng Mã" and "Hàng Má" are not.
 */
export function markedKey(name: string): string {
  return name
    .replace(STREET_WORD, '')
    .normalize('NFD')
    .toLowerCase()
    .split(/\s+/)
    .map((word) => word.replace(/\p{Mn}/gu, '') + [...(word.match(/\p{Mn}/gu) ?? [])].sort().join(''))
    .join(' ');
}

/**
 * Leaves off everything above the street. A unit's word counts only after a street was named: "Xã Đàn" begins like a commune,
 * "phố Phương Mai" typed without marks holds the word for ward, and both are streets.
 */
function keepToStreet(text: string): string {
  let kept = '';
  for (const segment of text.split(/[,;]/)) {
    if (namesStreet(kept) && !STREET_BEGINS.test(segment)) break;
    for (const match of segment.matchAll(UNIT_INSIDE)) {
      const before = `${kept} ${segment.slice(0, match.index)}`;
      if (namesStreet(before)) return before.replace(/\s+/g, ' ').trim();
    }
    kept = `${kept} ${segment.trim()}`;
  }
  return kept.trim();
}

/** Whether there are letters besides the words for house, alley and street. */
function namesStreet(text: string): boolean {
  const letters = fold(text)
    .replace(/\b(so nha|nha so|so|nha|sn|ngo|ngach|hem|kiet|pho|duong)\b/g, ' ')
    .replace(/\b\d+[a-z]?\b/g, ' ')
    .replace(/[^a-z]/g, '');
  return letters.length > 2;
}

function alleyKind(word: string): 'ngo' | 'ngach' | 'hem' {
  const folded = fold(word);
  return folded === 'ngach' ? 'ngach' : folded === 'hem' ? 'hem' : 'ngo';
}

const splitNumber = (text: string): string[] => fold(text).split(/[/-]/);
