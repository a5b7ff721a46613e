import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { AccessFacts } from '../../contract/access.ts';
import type { CaseBonds, ImportColumn, ImportFinding, ImportFindingCode } from '../../contract/cases.ts';
import type { Confidence } from '../../contract/codes.ts';
import { LIMITS } from '../../contract/common.ts';
import { defaultPriority } from '../default-priority.ts';
import type { CaseInput } from '../new-case.ts';
import { parseWindows } from './parse-windows.ts';
import { parseAccess, parseBonds, parseMobility, parseNeeds, parseRequirements, parseSex } from './parse-words.ts';
import type { TableRow } from './read-table.ts';

/** A row that can become a case. */
export interface CaseDraft extends CaseInput {
  line: number;
  bonds: CaseBonds;
}

export type WardMatch =
  | { kind: 'one'; unitId: string; name: string; within: boolean }
  | { kind: 'many'; names: string[] }
  | { kind: 'none' };

/** What a row is read against: the wards and places of the map, the year, the country. */
export interface Ground {
  year: number;
  country: 'VN';
  findWard(text: string): WardMatch;
  /** Where a pin lies: inside the area served, in which ward, in water. */
  judgePin(lon: number, lat: number): { insideArea: boolean; inWater: boolean; unitId: string | null };
  locate(address: string, unitId: string): { lon: number; lat: number; confidence: Confidence } | null;
}

const OLDEST_AGE = 125;

/** Reads one row against the ground; the draft is null when a finding is an error. */
export function readRow(row: TableRow, ground: Ground): { draft: CaseDraft | null; findings: ImportFinding[] } {
  const findings: ImportFinding[] = [];
  const { text } = row;
  const say = (severity: 'error' | 'warning', field: ImportColumn | '', code: ImportFindingCode, message: string): void => {
    findings.push({ line: row.line, field, code, severity, message, value: field === '' ? '' : text[field].slice(0, 80) });
  };
  const fail = say.bind(null, 'error');
  const warn = say.bind(null, 'warning');

  if (row.cellCount !== null) {
    // Its cells may stand under the wrong columns: whatever else they say would bury the cause.
    fail(
      '',
      'wrong-column-count',
      `the row has ${row.cellCount} cells, the header another number; look for a missing quotation mark`,
    );
    return { draft: null, findings };
  }
  readLengths(text, fail, warn);

  const birthYear = readBirthYear(text.birthYear, ground.year, fail);
  const sex = parseSex(text.sex);
  if (!sex && text.sex !== '') fail('sex', 'unknown-sex', 'write "nữ" or "nam"');
  const mobility = parseMobility(text.mobility);
  if (!mobility && text.mobility !== '')
    fail('mobility', 'unknown-mobility', 'write one of: đi lại được, khó đi lại, xe lăn, nằm liệt giường');
  const { needs, unknown } = parseNeeds(text.needs);
  if (unknown.length > 0)
    fail('needs', 'unknown-need', 'write one or more of: căn cước, căn cước (mống mắt), VNeID, rà soát dân cư, separated by ";"');
  const { rest, ...bonds } = parseBonds(text.requirements);
  const { requirements, unknown: unknownRequirements } = parseRequirements(rest);
  if (unknownRequirements.length > 0)
    fail(
      'requirements',
      'unknown-requirement',
      'write one or more of: cán bộ nữ, hai cán bộ, ngôn ngữ ký hiệu, máy in, hai tổ, trả thẻ sau 7 ngày, separated by ";"',
    );
  const { access, unread } = parseAccess(text);
  for (const field of unread) fail(field, 'access-unreadable', ACCESS_EXAMPLES[field]);
  const { windows, faults } = parseWindows(text.windows);
  for (const fault of faults) {
    if (fault.code === 'window-reversed') fail('windows', fault.code, 'a window closes before it opens');
    else fail('windows', fault.code, 'a window cannot be read; write for example "T2-T6 18:00-20:30; T7 8:00-11:00"');
  }
  if (windows.length > LIMITS.windowsPerCase) fail('windows', 'window-unreadable', `at most ${LIMITS.windowsPerCase} windows`);
  const phone = readPhone(text.phone, ground.country, fail);
  const priority = readPriority(text.priority, fail);
  const unitId = readWard(text.ward, ground, fail);
  const place = readPlace(text, unitId, ground, fail, warn);

  if (findings.some((finding) => finding.severity === 'error') || !sex || !mobility || !unitId || !place || birthYear === null) {
    return { draft: null, findings };
  }
  const draft: CaseDraft = {
    line: row.line,
    unitId,
    fullName: text.fullName.replace(/\s+/g, ' '),
    birthYear,
    sex,
    phone,
    contactName: text.contactName,
    address: text.address,
    ...place,
    mobility,
    needs,
    requirements,
    bonds,
    windows,
    note: text.note,
    accessNote: text.accessNote,
    access,
    priority: priority ?? defaultPriority(ground.year - birthYear, mobility),
  };
  return { draft, findings };
}

type Say = (field: ImportColumn | '', code: ImportFindingCode, message: string) => void;

const ACCESS_EXAMPLES: Record<keyof AccessFacts, string> = {
  alley: 'write one of: ô tô, xe máy, đi bộ, or leave it empty',
  floor: 'write the floor as a number (1 is the ground floor), or leave it empty',
  lift: 'write "có" or "không", or leave it empty',
  dog: 'write "có" or "không", or leave it empty',
  bed: 'write one of: rộng, chật, nằm đất, or leave it empty',
  hearing: 'write one of: tốt, nặng tai, điếc, or leave it empty',
};

const MUST_BE_THERE: ImportColumn[] = ['fullName', 'birthYear', 'sex', 'address', 'ward', 'mobility', 'needs'];
const LENGTHS: Partial<Record<ImportColumn, number>> = {
  fullName: LIMITS.nameLength,
  contactName: LIMITS.nameLength,
  address: LIMITS.addressLength,
  note: LIMITS.noteLength,
  accessNote: LIMITS.noteLength,
};

function readLengths(text: Record<ImportColumn, string>, fail: Say, warn: Say): void {
  for (const column of MUST_BE_THERE) if (text[column] === '') fail(column, 'missing', 'this must not be empty');
  for (const [column, most] of Object.entries(LENGTHS) as [ImportColumn, number][]) {
    if (text[column].length > most) fail(column, 'too-long', `at most ${most} characters; this has ${text[column].length}`);
    // A spreadsheet would run such a text as a formula when the data leaves again.
    if (/^[=@]/.test(text[column])) warn(column, 'formula-text', 'begins like a spreadsheet formula; it is kept as plain text');
  }
}

function readBirthYear(text: string, year: number, fail: Say): number | null {
  if (text === '') return null;
  // A full date of birth is common in such lists; only the year is needed.
  const match = /^(?:\d{1,2}[/.-]\d{1,2}[/.-])?(\d{4})$/.exec(text);
  if (!match) {
    fail('birthYear', 'not-a-year', 'write the year with four digits, for example 1934');
    return null;
  }
  const birthYear = Number(match[1]);
  if (birthYear > year || birthYear < year - OLDEST_AGE) {
    fail('birthYear', 'birth-year-impossible', `must lie between ${year - OLDEST_AGE} and ${year}`);
    return null;
  }
  return birthYear;
}

function readPhone(text: string, country: 'VN', fail: Say): string | null {
  if (text === '') return null;
  const phone = parsePhoneNumberFromString(text, country);
  if (!phone?.isPossible()) {
    fail('phone', 'phone-unreadable', 'write for example 0912 345 678 or +84 912 345 678');
    return null;
  }
  return phone.number;
}

function readPriority(text: string, fail: Say): number | null {
  if (text === '') return null;
  const priority = Number(text);
  if (Number.isInteger(priority) && priority >= 0 && priority <= 100) return priority;
  fail('priority', 'priority-unreadable', 'write a whole number from 0 to 100, or leave it empty');
  return null;
}

function readWard(text: string, ground: Ground, fail: Say): string | null {
  if (text === '') return null;
  const match = ground.findWard(text);
  if (match.kind === 'none') fail('ward', 'unknown-ward', 'no ward or commune of this name, neither since 1-7-2025 nor before');
  else if (match.kind === 'many')
    fail(
      'ward',
      'ambiguous-ward',
      `this may be several wards: ${match.names.join(', ')}; write the present name, or the old district behind a comma`,
    );
  else if (!match.within) fail('ward', 'ward-outside-your-unit', `${match.name} is not in your unit`);
  else return match.unitId;
  return null;
}

type Place = Pick<CaseDraft, 'lat' | 'lon' | 'coordinateSource' | 'confidence'>;

/**
 * The coordinates of the row if given, also when its ward is not known (null), so that all faults are named at once; else of the address.
 * A case that is not found is taken without coordinates, with a warning.
 */
function readPlace(
  text: Record<ImportColumn, string>,
  unitId: string | null,
  ground: Ground,
  fail: Say,
  warn: Say,
): Place | null {
  if (text.lat === '' && text.lon === '') {
    if (unitId === null) return null;
    const found = ground.locate(text.address, unitId);
    if (!found) {
      warn('address', 'address-not-found', 'not found on the map: the case cannot be planned until somebody sets its pin');
      return { lat: null, lon: null, coordinateSource: null, confidence: null };
    }
    if (found.confidence !== 'exact')
      warn('address', 'address-approximate', `found only as far as the ${found.confidence}; check the pin`);
    return { lat: found.lat, lon: found.lon, coordinateSource: 'geocoded', confidence: found.confidence };
  }
  if (text.lat === '' || text.lon === '') {
    fail(text.lat === '' ? 'lat' : 'lon', 'coordinate-incomplete', 'give both coordinates, or none');
    return null;
  }
  const lat = readDegrees(text.lat);
  const lon = readDegrees(text.lon);
  if (lat === null || lon === null || Math.abs(lat) > 90 || Math.abs(lon) > 180) {
    fail(
      lat === null || Math.abs(lat) > 90 ? 'lat' : 'lon',
      'coordinate-unreadable',
      'write degrees with a decimal point, for example 21.0278 and 105.8342',
    );
    return null;
  }
  const pin = ground.judgePin(lon, lat);
  if (!pin.insideArea) fail('lat', 'coordinate-outside-area', 'lies outside the area served; are the two swapped?');
  else if (pin.inWater) fail('lat', 'coordinate-in-water', 'lies in water');
  else if (unitId !== null && pin.unitId !== unitId)
    warn('lat', 'coordinate-outside-ward', 'the pin lies in another ward than the one named; check it on the map');
  return { lat, lon, coordinateSource: 'given', confidence: 'exact' };
}

/** Degrees with a decimal point or comma. */
function readDegrees(text: string): number | null {
  const value = Number(text.replace(',', '.'));
  return Number.isFinite(value) ? value : null;
}
