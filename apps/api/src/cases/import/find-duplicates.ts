import type { ImportFinding } from '../../contract/cases.ts';
import { fold } from '../../contract/fold.ts';
import type { CaseDraft } from './read-row.ts';

/** The same person: name, year of birth, sex and ward, however it is written. */
export function personKey(person: { fullName: string; birthYear: number; sex: string; unitId: string }): string {
  return [fold(person.fullName), person.birthYear, person.sex, person.unitId].join('|');
}

/**
 * Passes over rows that repeat a row or a known case; what remains is to be taken. The same person twice with different
 * details is an error: a person must decide which row is right.
 * `known` maps personKey to the folded addresses of open cases.
 */
export function findDuplicates(
  drafts: CaseDraft[],
  known: ReadonlyMap<string, readonly string[]>,
): { taken: CaseDraft[]; skippedCount: number; findings: ImportFinding[] } {
  const findings: ImportFinding[] = [];
  const taken: CaseDraft[] = [];
  const first = new Map<string, CaseDraft>();
  let skippedCount = 0;
  for (const draft of drafts) {
    const key = personKey(draft);
    const earlier = first.get(key);
    const finding = { line: draft.line, field: 'fullName', value: draft.fullName };
    if (earlier && sameDetails(earlier, draft)) {
      skippedCount++;
      findings.push({
        ...finding,
        code: 'duplicate-in-file',
        severity: 'warning',
        message: `repeats line ${earlier.line}; passed over`,
      });
    } else if (earlier && fold(earlier.address) === fold(draft.address)) {
      const message = `the same person as in line ${earlier.line} with other details; keep the right row`;
      findings.push({ ...finding, code: 'duplicate-in-file', severity: 'error', message });
    } else if (known.get(key)?.includes(fold(draft.address))) {
      skippedCount++;
      findings.push({
        ...finding,
        code: 'duplicate-of-case',
        severity: 'warning',
        message: 'already an open case at this address; passed over',
      });
    } else {
      if (known.has(key) || earlier) {
        const message = 'the same name, year and ward at another address is known; it is taken, look at both';
        findings.push({ ...finding, code: 'duplicate-of-case', severity: 'warning', message });
      }
      taken.push(draft);
    }
    if (!earlier) first.set(key, draft);
  }
  return { taken, skippedCount, findings };
}

function sameDetails(one: CaseDraft, other: CaseDraft): boolean {
  return JSON.stringify({ ...one, line: 0 }) === JSON.stringify({ ...other, line: 0 });
}
