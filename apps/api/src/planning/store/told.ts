import type { Transaction } from '../../db/open-database.ts';

/**
 * Notes on visits that were just given to teams, or changed for them, which number of the team's channel tells of it. `numbers`:
 * each channel's last number, as `appendLiveMessages` answers them, in the same transaction. From then on the team's devices,
 * which say how far they have got, say whether it was sent, delivered and seen.
 */
export async function stampTold(tx: Transaction, numbers: ReadonlyMap<string, number>): Promise<void> {
  const told = [...numbers].flatMap(([channel, seq]) => (channel.startsWith('team:') ? [{ teamId: channel.slice(5), seq }] : []));
  if (told.length === 0) return;
  await tx.$executeRaw`
    UPDATE "Assignment" a SET "toldSeq" = x."seq"
    FROM jsonb_to_recordset(${JSON.stringify(told)}::jsonb) AS x("teamId" text, "seq" int)
    WHERE a."teamId" = x."teamId" AND a."state" = 'assigned' AND a."toldSeq" IS NULL`;
}
