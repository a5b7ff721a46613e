import { fold } from '../../contract/fold.ts';
import { takeAlleys } from '../parse-address.ts';

/** A word of a query, folded. */
export interface QueryWord {
  readonly text: string;
  /** As written, lower case, composed: decides between names that differ in marks only. */
  readonly asWritten: string;
  /** A word like "phố" or "phường": it may be part of a name and need not be. */
  readonly optional: boolean;
  /** The text ends with this word: more letters may come. */
  readonly unfinished: boolean;
}

/** What somebody typed into the search, in whatever order. */
export interface PlaceQuery {
  readonly words: readonly QueryWord[];
  readonly house: string | null;
  /** Alley numbers from the street inwards. */
  readonly alleys: readonly string[];
  /** Numbers without a word of their own: part of a name ("Bằng Lăng 10") or a house number at the end. */
  readonly looseNumbers: readonly string[];
}

const NUMBER = '\\d+[a-zđ]?(?:[/-]\\d+[a-zđ]?)*';
/** What only neighbours know, and rooms: numbers that are on no map. */
const NOT_ON_MAPS =
  /(?:^|[\s,;])(?:tổ dân phố|to dan pho|tdp|tổ|to|cụm|cum|khu|khu phố|tầng|tang|phòng|phong|căn|p\.?)\s*(?:số\s+|so\s+)?\d+[a-z]?(?=[\s,;]|$)/giu;
const HOUSE = new RegExp(
  `(?<!(?:phố|pho|đường|duong)\\s)(?:^|(?<=[\\s,;|]))(?:số nhà|so nha|nhà số|nha so|số|so|nhà|nha|sn)\\.?\\s*(${NUMBER})(?=[\\s,;|]|$)`,
  'iu',
);
const LEADING_HOUSE = new RegExp(`^\\s*(${NUMBER})(?=\\s)`, 'iu');
const LOOSE = new RegExp(`^${NUMBER}$`, 'iu');
/** "A2", "CT1B": blocks of an estate; they help where the map knows them. */
const BLOCK = /^[a-z]{1,3}\d+[a-z]?$/;
/** Short forms of units that stand before a name: "P.Kim Liên", "q. đống đa". */
const SHORT_UNIT = /(?<=^|[\s,;])(?:p|q|h|x|tt|tx|tp)\.\s*(?=\p{L})/giu;
const MOST_WORDS = 12;

const OPTIONAL = new Set(
  'pho duong dai lo phuong xa quan huyen thi tran thanh tp ha noi hn viet nam so nha ngo ngach hem kiet to thon cum khu tap the chung cu ktt cc'.split(
    ' ',
  ),
);

/** Reads a query of any order: numbers by the word before them, everything else as words. Never throws. */
export function readQuery(text: string): PlaceQuery {
  const plain = text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[“”"'()]/g, ' ')
    .replace(/\s+/g, ' ');
  const onMaps = plain.replace(NOT_ON_MAPS, ' ').replace(SHORT_UNIT, '');
  // a comma after a number is not part of it: "ngõ 34," must end the number
  const { alleys, rest } = takeAlleys(onMaps.replace(/[,;]/g, ' , ').trim());
  let left = rest;
  let house: string | null = null;
  const named = HOUSE.exec(left);
  if (named) {
    house = fold(named[1]!);
    left = `${left.slice(0, named.index)} , ${left.slice(named.index + named[0].length)}`;
  }
  const looseNumbers: string[] = [];
  const words: QueryWord[] = [];
  const segments = left.split(/[,|]/);
  for (const segment of segments) {
    let piece = segment;
    const leading = house === null ? LEADING_HOUSE.exec(piece) : null;
    if (leading && /\p{L}{2}/u.test(piece)) {
      house = fold(leading[1]!);
      piece = piece.slice(leading[0].length);
    }
    for (const word of piece.split(/[\s.–-]+/).filter(Boolean)) {
      const folded = fold(word).replace(/[^a-z0-9/]/g, '');
      if (folded === '') continue;
      if (LOOSE.test(folded)) looseNumbers.push(folded);
      else words.push({ text: folded, asWritten: word, optional: OPTIONAL.has(folded) || BLOCK.test(folded), unfinished: false });
    }
  }
  // only numbers and general words: "8/3", "12"
  if (house !== null && words.length === 0 && !named) {
    looseNumbers.unshift(house);
    house = null;
  }
  const last = words.at(-1);
  if (last && /\p{L}$/u.test(plain) && fold(plain).endsWith(last.text)) words[words.length - 1] = { ...last, unfinished: true };
  return { words: words.slice(0, MOST_WORDS), house, alleys, looseNumbers: looseNumbers.slice(0, MOST_WORDS) };
}
