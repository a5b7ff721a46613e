import { fold } from '../contract/fold.ts';
import type { Unit } from '../contract/units.ts';
import type { Transaction } from '../db/open-database.ts';
import { countUnits, insertUnits, lockUnits } from './store.ts';

/** Puts the map's administrative units into a database that has none; two servers that start at once do it once. */
export async function installUnits(
  tx: Transaction,
  units: readonly Unit[],
  { zone, country }: { zone: string; country: string },
): Promise<void> {
  await lockUnits(tx);
  if ((await countUnits(tx)) > 0) return;
  const parentsFirst = [...units].sort((a, b) => a.path.split('/').length - b.path.split('/').length);
  await insertUnits(
    tx,
    parentsFirst.map(({ id, parentId, path, kind, name, nameEn }) => ({
      ...{ id, parentId, path, kind, name, nameEn, zone, country },
      nameFolded: fold(name),
    })),
  );
}
