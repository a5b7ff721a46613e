import type { Actor } from '../../auth/actor.ts';
import type { ImportReport } from '../../contract/cases.ts';
import { fold } from '../../contract/fold.ts';
import { appendLiveMessages } from '../../db/live-messages.ts';
import { runOnce } from '../../db/once.ts';
import { hashBody } from '../../hash-body.ts';
import { ProblemError } from '../../problem.ts';
import { liveUnitChannels } from '../../units/unit-path.ts';
import { bindVisits } from '../bonds/bind-visits.ts';
import { newCase, newHousehold } from '../new-case.ts';
import { findHouseholds, insertCases, insertHouseholds, insertImport, type NewCase, type NewHousehold } from '../store.ts';
import { checkImport, householdKey } from './check-import.ts';
import type { ImportDeps } from './import-deps.ts';
import type { CaseDraft } from './read-row.ts';

export interface ImportInput {
  commandId: string;
  bytes: Uint8Array;
  fileName: string;
  /** What the dry run answered; refused with `import-changed` when the file is another one. */
  contentHash: string | undefined;
}

/** Takes the whole list in one transaction, or nothing. Throws `import-has-errors` with the findings of the check. */
export async function importCases(deps: ImportDeps, actor: Actor, input: ImportInput): Promise<ImportReport> {
  const { report, drafts } = await checkImport(deps, actor, input.bytes);
  if (input.contentHash !== undefined && input.contentHash !== report.contentHash) throw new ProblemError('import-changed');
  const command = {
    commandId: input.commandId,
    accountId: actor.accountId,
    kind: 'import-cases',
    bodyHash: hashBody(report.contentHash),
    now: deps.clock.now(),
  };
  return deps.db.transaction((tx) =>
    runOnce(tx, command, async () => {
      // Inside runOnce, so that a repeated command answers what it answered, though its rows are duplicates by now.
      if (report.errorCount > 0) throw importRefused(report);
      const importId = deps.ids.newId();
      const now = deps.clock.now();
      await insertImport(tx, {
        id: importId,
        unitId: actor.unitId,
        fileName: input.fileName,
        contentHash: report.contentHash,
        rowCount: report.rowCount,
        accountId: actor.accountId,
        createdAt: now,
      });
      const { households, cases } = await toRows(deps, drafts, importId, now, (keys) => findHouseholds(tx, keys));
      await insertHouseholds(tx, households);
      await insertCases(tx, cases);
      for (const [i, { bonds }] of drafts.entries())
        if (bonds.secondTeam || bonds.returnAfterDays !== null) await bindVisits(tx, deps, cases[i]!.id, bonds);
      const payload = { importId, caseCount: cases.length };
      await appendLiveMessages(
        tx,
        liveUnitChannels(actor.unitPath).map((channel) => ({ channel, type: 'unit.imported', payload })),
        now,
      );
      return { ...report, importId };
    }),
  );
}

function importRefused(report: ImportReport): ProblemError {
  return new ProblemError('import-has-errors', {
    params: { errors: report.errorCount },
    errors: report.findings
      .filter((finding) => finding.severity === 'error')
      // The offending text stays in the dry run's report: an error answer holds no personal data.
      .map(({ line, field, code, message }) => ({ line, pointer: field, code, message })),
  });
}

type KnownHouseholds = (
  keys: { unitId: string; addressFolded: string }[],
) => Promise<{ id: string; unitId: string; addressFolded: string }[]>;

async function toRows(deps: ImportDeps, drafts: CaseDraft[], importId: string, now: Date, findKnown: KnownHouseholds) {
  const householdIds = new Map<string, string>();
  const keys = drafts.map((draft) => ({ unitId: draft.unitId, addressFolded: fold(draft.address) }));
  for (const known of await findKnown(keys)) householdIds.set(`${known.unitId}|${known.addressFolded}`, known.id);
  const households: NewHousehold[] = [];
  const cases: NewCase[] = drafts.map((draft) => {
    const key = householdKey(draft);
    let householdId = householdIds.get(key);
    if (householdId === undefined) {
      householdId = deps.ids.newId();
      householdIds.set(key, householdId);
      households.push(newHousehold(householdId, draft));
    }
    return newCase({ id: deps.ids.newId(), householdId, importId, now }, draft);
  });
  return { households, cases };
}
