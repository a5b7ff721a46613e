import { createHash } from 'node:crypto';
import type { Actor } from '../../auth/actor.ts';
import { IMPORT_LIMITS, type ImportFinding, type ImportReport } from '../../contract/cases.ts';
import { fold } from '../../contract/fold.ts';
import { readOpenPersons } from '../store.ts';
import { decodeText } from './decode-text.ts';
import { findDuplicates, personKey } from './find-duplicates.ts';
import type { ImportDeps } from './import-deps.ts';
import { openGround } from './open-ground.ts';
import { type CaseDraft, readRow } from './read-row.ts';
import { readTable } from './read-table.ts';

/** How many rows are read before the server may answer somebody else. */
const ROWS_PER_SLICE = 200;

export interface CheckedImport {
  report: ImportReport;
  /** The rows to be taken; households are those that share ward and address. */
  drafts: CaseDraft[];
}

/** The dry run: what this file would do. Writes nothing. */
export async function checkImport(deps: ImportDeps, actor: Actor, bytes: Uint8Array): Promise<CheckedImport> {
  const rows = readTable(decodeText(bytes));
  const ground = await openGround(deps, actor);
  const findings: ImportFinding[] = [];
  const drafts: CaseDraft[] = [];
  for (const [index, row] of rows.entries()) {
    if (index % ROWS_PER_SLICE === ROWS_PER_SLICE - 1) await new Promise(setImmediate);
    const read = readRow(row, ground);
    findings.push(...read.findings);
    if (read.draft) drafts.push(read.draft);
  }
  const known = new Map<string, string[]>();
  for (const person of await readOpenPersons(deps.db.client, actor.unitPath)) {
    const key = personKey(person);
    known.set(key, [...(known.get(key) ?? []), person.addressFolded]);
  }
  const { taken, skippedCount, findings: duplicates } = findDuplicates(drafts, known);
  findings.push(...duplicates);

  const errorCount = findings.filter((finding) => finding.severity === 'error').length;
  findings.sort((a, b) => Number(b.severity === 'error') - Number(a.severity === 'error') || a.line - b.line);
  const report: ImportReport = {
    contentHash: createHash('sha256').update(bytes).digest('hex'),
    rowCount: rows.length,
    caseCount: taken.length,
    householdCount: new Set(taken.map(householdKey)).size,
    skippedCount,
    errorCount,
    warningCount: findings.length - errorCount,
    findings: findings.slice(0, IMPORT_LIMITS.reportedRows),
    byWard: countByWard(taken, ground.wardName),
    importId: null,
  };
  return { report, drafts: taken };
}

/** People at one address of one ward are one household. */
export function householdKey(draft: { unitId: string; address: string }): string {
  return `${draft.unitId}|${fold(draft.address)}`;
}

function countByWard(drafts: CaseDraft[], wardName: (unitId: string) => string): ImportReport['byWard'] {
  const counts = new Map<string, number>();
  for (const draft of drafts) counts.set(draft.unitId, (counts.get(draft.unitId) ?? 0) + 1);
  return [...counts]
    .map(([unitId, caseCount]) => ({ unitId, name: wardName(unitId), caseCount }))
    .sort((a, b) => b.caseCount - a.caseCount);
}
