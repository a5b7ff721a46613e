import { z } from 'zod';
import { AccessFacts } from './access.ts';
import {
  BONDS,
  CASE_STATES,
  CONFIDENCES,
  COORDINATE_SOURCES,
  MOBILITIES,
  NEEDS,
  OUTCOMES,
  REQUIREMENTS,
  SEXES,
} from './codes.ts';
import { Id, Instant, LIMITS, WeeklyWindows } from './common.ts';

/** One line of the planner's list and one point of its map. */
export const CaseSummary = z.object({
  id: Id,
  unitId: Id,
  householdId: Id,
  fullName: z.string(),
  birthYear: z.number().int(),
  sex: z.enum(SEXES),
  address: z.string(),
  mobility: z.enum(MOBILITIES),
  needs: z.array(z.enum(NEEDS)),
  /** What its crew must bring besides what the needs ask. */
  requirements: z.array(z.enum(REQUIREMENTS)),
  state: z.enum(CASE_STATES),
  priority: z.number().int(),
  lat: z.number().nullable(),
  lon: z.number().nullable(),
  confidence: z.enum(CONFIDENCES).nullable(),
  coordinateSource: z.enum(COORDINATE_SOURCES).nullable(),
  /** The pin lies outside the ward that the case names: one of the two is wrong. */
  outsideWard: z.boolean(),
  createdAt: Instant,
});
export type CaseSummary = z.infer<typeof CaseSummary>;

/** Searching is a POST: a name must never stand in a URL. */
export const CaseSearch = z.object({
  unitId: Id.optional(),
  states: z.array(z.enum(CASE_STATES)).optional(),
  needs: z.array(z.enum(NEEDS)).optional(),
  mobilities: z.array(z.enum(MOBILITIES)).optional(),
  minAge: z.number().int().min(0).max(130).optional(),
  maxAge: z.number().int().min(0).max(130).optional(),
  /** Name, address or phone, accents and case ignored. */
  text: z.string().max(LIMITS.nameLength).optional(),
});
export type CaseSearch = z.infer<typeof CaseSearch>;
/** At most LIMITS.listLength cases; `truncated` says when there are more. */
export const CaseSearchResult = z.object({ cases: z.array(CaseSummary), totalCount: z.number().int(), truncated: z.boolean() });
export type CaseSearchResult = z.infer<typeof CaseSearchResult>;

/** Cases of one state in one unit; units and states without a case are left out. */
export const CaseCount = z.object({ unitId: Id, state: z.enum(CASE_STATES), count: z.number().int() });
export type CaseCount = z.infer<typeof CaseCount>;
export const CaseCounts = z.object({ counts: z.array(CaseCount) });
export type CaseCounts = z.infer<typeof CaseCounts>;

/** What happened to a case, newest first. */
export const CaseHistoryEntry = z.object({
  at: Instant,
  kind: z.enum(['imported', 'requested', 'planned', 'promised', 'acknowledge', 'travel', 'arrive', 'finish', 'withdrawn']),
  teamName: z.string().nullable(),
  outcome: z.enum(OUTCOMES).nullable(),
  opensAt: Instant.nullable(),
  closesAt: Instant.nullable(),
  note: z.string(),
});
/** What else a case takes: a second team at the same bed, bringing the card so many days later; null: nothing. */
export const CaseBonds = z.object({
  secondTeam: z.boolean(),
  returnAfterDays: z.number().int().min(1).max(60).nullable(),
});
export type CaseBonds = z.infer<typeof CaseBonds>;

export const CaseDetail = CaseSummary.extend({
  phone: z.string().nullable(),
  contactName: z.string(),
  windows: WeeklyWindows,
  note: z.string(),
  accessNote: z.string(),
  access: AccessFacts,
  unitName: z.string(),
  version: z.number().int(),
  householdCaseIds: z.array(Id),
  /** The visits that belong to this one. */
  bonds: CaseBonds,
  /** The case whose visit this one belongs to. */
  boundTo: z.object({ caseId: Id, bond: z.enum(BONDS) }).nullable(),
  history: z.array(CaseHistoryEntry),
});
export type CaseDetail = z.infer<typeof CaseDetail>;

/** A person drags the pin of a case to where the home really is. */
export const CasePin = z.object({
  lat: z.number().min(-90).max(90),
  lon: z.number().min(-180).max(180),
  version: z.number().int(),
});
export type CasePin = z.infer<typeof CasePin>;

/** Takes a moved pin back to what it was, with how far it could be trusted then; null where there was none. */
export const CasePinBefore = z.object({
  lat: CasePin.shape.lat.nullable(),
  lon: CasePin.shape.lon.nullable(),
  coordinateSource: z.enum(COORDINATE_SOURCES).nullable(),
  confidence: z.enum(CONFIDENCES).nullable(),
  version: CasePin.shape.version,
});
export type CasePinBefore = z.infer<typeof CasePinBefore>;

/** What a visit asks of its crew. */
export const CaseRequirements = z.object({
  requirements: z.array(z.enum(REQUIREMENTS)).max(REQUIREMENTS.length),
  version: z.number().int(),
});
export type CaseRequirements = z.infer<typeof CaseRequirements>;

/**
 * Columns of an import, with the header names that are understood (folded: accents and case do not matter).
 * `windows` reads "T2-T6 18:00-20:30; T7 08:00-11:00" (T2 = Monday … CN = Sunday) or English Mon-Fri; empty = any time.
 * `needs` and `mobility` read the codes or the Vietnamese words, several needs separated by ";".
 */
export const IMPORT_COLUMNS = {
  fullName: ['ho ten', 'ho va ten', 'name', 'full name'],
  birthYear: ['nam sinh', 'birth year'],
  sex: ['gioi tinh', 'sex'],
  phone: ['dien thoai', 'so dien thoai', 'phone'],
  contactName: ['nguoi lien he', 'contact'],
  address: ['dia chi', 'address'],
  ward: ['phuong', 'phuong/xa', 'phuong xa', 'xa', 'ward'],
  mobility: ['di lai', 'kha nang di lai', 'mobility'],
  needs: ['nhu cau', 'can lam', 'needs', 'need'],
  requirements: ['yeu cau to', 'yeu cau voi to', 'crew', 'requirements'],
  windows: ['gio co nguoi nha', 'khi nao co nguoi', 'when home', 'windows'],
  lat: ['vi do', 'lat', 'latitude'],
  lon: ['kinh do', 'lon', 'lng', 'longitude'],
  note: ['ghi chu', 'note'],
  accessNote: ['loi vao', 'duong vao', 'access'],
  alley: ['ngo vao', 'xe vao duoc', 'alley'],
  floor: ['tang', 'floor'],
  lift: ['thang may', 'lift', 'elevator'],
  dog: ['cho', 'co cho', 'dog'],
  bed: ['cho de may', 'giuong', 'bed'],
  hearing: ['nghe', 'thinh luc', 'hearing'],
  priority: ['uu tien', 'priority'],
} as const satisfies Record<string, readonly string[]>;
export type ImportColumn = keyof typeof IMPORT_COLUMNS;
export const REQUIRED_IMPORT_COLUMNS = [
  'fullName',
  'birthYear',
  'sex',
  'address',
  'ward',
  'mobility',
  'needs',
] as const satisfies ImportColumn[];

export const IMPORT_LIMITS = { bytes: 16 * 1024 * 1024, rows: 50_000, reportedRows: 500 } as const;

/** What is wrong with (error) or doubtful about (warning) one field of one row. */
export const IMPORT_FINDINGS = [
  'missing',
  'too-long',
  'not-a-year',
  'birth-year-impossible',
  'unknown-sex',
  'phone-unreadable',
  'unknown-ward',
  'ambiguous-ward',
  'ward-outside-your-unit',
  'unknown-mobility',
  'unknown-need',
  'unknown-requirement',
  'access-unreadable',
  'window-unreadable',
  'window-reversed',
  'coordinate-unreadable',
  'coordinate-incomplete',
  'coordinate-outside-area',
  'coordinate-in-water',
  'coordinate-outside-ward',
  'address-not-found',
  'address-approximate',
  'priority-unreadable',
  'duplicate-in-file',
  'duplicate-of-case',
  'wrong-column-count',
  'formula-text',
] as const;
export type ImportFindingCode = (typeof IMPORT_FINDINGS)[number];
export const ImportFinding = z.object({
  line: z.number().int(),
  field: z.string(),
  code: z.enum(IMPORT_FINDINGS),
  severity: z.enum(['error', 'warning']),
  message: z.string(),
  /** The offending text, shortened; shown to the dispatcher who uploaded it, never logged. */
  value: z.string(),
});
export type ImportFinding = z.infer<typeof ImportFinding>;

/** What would happen, or what happened. With any error nothing is taken. */
export const ImportReport = z.object({
  contentHash: z.string(),
  rowCount: z.number().int(),
  caseCount: z.number().int(),
  householdCount: z.number().int(),
  /** Exact duplicates of known cases, passed over with a warning. */
  skippedCount: z.number().int(),
  errorCount: z.number().int(),
  warningCount: z.number().int(),
  /** The first IMPORT_LIMITS.reportedRows findings, errors first. */
  findings: z.array(ImportFinding),
  byWard: z.array(z.object({ unitId: Id, name: z.string(), caseCount: z.number().int() })),
  importId: Id.nullable(),
});
export type ImportReport = z.infer<typeof ImportReport>;
/** The file's name, percent-encoded, is a header: it may hold a name, and a URL must not. */
export const ImportHeaders = z.object({ 'x-file-name': z.string().max(600).default('danh-sach.csv') });
/** With the commit: the hash that the dry run answered, so that what is taken is what was checked. */
export const ImportQuery = z.object({ contentHash: z.string().length(64).optional() });
