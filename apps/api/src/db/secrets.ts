import type { Queryable } from './transaction.ts';

/**
 * A secret of this installation, made once and the same for every process: whoever asks first makes it. It stands in the
 * database, which holds everything worth protecting anyway, and moves with it to another machine.
 */
export async function readSecret(db: Queryable, name: string, make: () => string, now: Date): Promise<string> {
  const known = await db.secret.findUnique({ where: { name } });
  if (known) return known.value;
  await db.secret.createMany({ data: [{ name, value: make(), createdAt: now }], skipDuplicates: true });
  return (await db.secret.findUniqueOrThrow({ where: { name } })).value;
}
