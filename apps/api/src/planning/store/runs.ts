import type { RunState } from '../../contract/codes.ts';
import type { RunFix } from '../../contract/plan-advice.ts';
import type { RunRules } from '../../contract/plan-policy.ts';
import type { Run, RunProgress } from '../../contract/planning.ts';
import { Prisma } from '../../db/generated/client.ts';
import type { Queryable, Transaction } from '../../db/open-database.ts';

type RunRow = Prisma.RunGetPayload<object>;

/** 'keep': end with the best plan so far; 'cancel': end with nothing. */
export type StopRequest = 'keep' | 'cancel';

/** What a run asks for itself; kept as one. */
export type StoredRules = RunRules & { readonly fix?: RunFix };

/** A run that this process has taken. The attempt fences it: when another process takes it again, nothing more is written. */
export interface ClaimedRun {
  readonly id: string;
  readonly attempt: number;
  readonly unitId: string;
  readonly fromDate: string;
  readonly dayCount: number;
  readonly seed: number;
  readonly limitSec: number;
  readonly rules: StoredRules | null;
  readonly stopRequested: StopRequest | null;
}

export const NO_PROGRESS: RunProgress = {
  phase: 'waiting',
  elapsedMs: 0,
  iterations: 0,
  bestCost: null,
  servedCount: 0,
  visitCount: 0,
  shiftCount: 0,
  curve: [],
};

export function toRun(row: RunRow): Run {
  return {
    id: row.id,
    unitId: row.unitId,
    state: row.state as RunState,
    fromDate: row.fromDate,
    dayCount: row.dayCount,
    limitSec: row.limitSec,
    seed: row.seed,
    ...rulesOf(row.rules as StoredRules | null),
    progress: row.progress as unknown as RunProgress,
    planId: row.planId,
    failure: row.failure as Run['failure'],
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}

function rulesOf(stored: StoredRules | null): Pick<Run, 'rules' | 'fix'> {
  const { fix = null, ...rules } = stored ?? {};
  return { rules, fix };
}

export interface NewRun {
  readonly id: string;
  readonly unitId: string;
  readonly fromDate: string;
  readonly dayCount: number;
  readonly seed: number;
  readonly limitSec: number;
  readonly rules: StoredRules;
  readonly accountId: string;
  readonly createdAt: Date;
}

export async function insertRun(tx: Transaction, run: NewRun): Promise<Run> {
  const progress = NO_PROGRESS as unknown as Prisma.InputJsonObject;
  return toRun(await tx.run.create({ data: { ...run, state: 'queued', progress } }));
}

export async function findRun(db: Queryable, id: string): Promise<{ run: Run; unitPath: string } | null> {
  const row = await db.run.findUnique({ where: { id }, include: { unit: { select: { path: true } } } });
  return row && { run: toRun(row), unitPath: row.unit.path };
}

/** Newest first. */
export async function listRuns(db: Queryable, unitPath: string, unitId: string | undefined, limit: number): Promise<Run[]> {
  const where = { unit: { path: { startsWith: unitPath } }, ...(unitId ? { unitId } : {}) };
  return (await db.run.findMany({ where, orderBy: { createdAt: 'desc' }, take: limit })).map(toRun);
}

/** Locks a unit, so that two runs or two publications of it wait for each other. */
export async function lockUnit(tx: Transaction, unitId: string): Promise<void> {
  await tx.$executeRaw`SELECT 1 FROM "Unit" WHERE "id" = ${unitId} FOR UPDATE`;
}

export async function hasActiveRun(tx: Transaction, unitId: string): Promise<boolean> {
  return (await tx.run.count({ where: { unitId, state: { in: ['queued', 'running'] } } })) > 0;
}

/**
 * Takes the oldest run that waits, or whose process has not been heard since `deadBefore`. Two processes never take the same
 * one; null when there is none.
 */
export async function claimRun(tx: Transaction, now: Date, deadBefore: Date): Promise<ClaimedRun | null> {
  const rows = await tx.$queryRaw<ClaimedRun[]>`
    UPDATE "Run" SET "state" = 'running', "attempt" = "attempt" + 1, "heartbeatAt" = ${now}::timestamptz,
      "startedAt" = COALESCE("startedAt", ${now}::timestamptz)
    WHERE "id" = (
      SELECT "id" FROM "Run"
      WHERE "state" = 'queued' OR ("state" = 'running' AND "heartbeatAt" < ${deadBefore}::timestamptz)
      ORDER BY "createdAt", "id" LIMIT 1 FOR UPDATE SKIP LOCKED
    )
    RETURNING "id", "attempt", "unitId", "fromDate", "dayCount", "seed", "limitSec", "rules", "stopRequested"`;
  return rows[0] ?? null;
}

/** Keeps the progress and says that the process lives. Null: the run is no longer this process's. */
export async function beatRun(
  db: Queryable,
  run: ClaimedRun,
  progress: RunProgress,
  now: Date,
): Promise<{ stopRequested: StopRequest | null } | null> {
  const rows = await db.$queryRaw<{ stopRequested: StopRequest | null }[]>`
    UPDATE "Run" SET "progress" = ${JSON.stringify(progress)}::jsonb, "heartbeatAt" = ${now}::timestamptz
    WHERE "id" = ${run.id} AND "attempt" = ${run.attempt} AND "state" = 'running'
    RETURNING "stopRequested"`;
  return rows[0] ?? null;
}

/** Ends a run; false when it is no longer this process's. */
export async function endRun(
  tx: Transaction,
  run: ClaimedRun,
  end: {
    state: 'done' | 'cancelled' | 'failed';
    progress: RunProgress;
    planId?: string;
    failure?: NonNullable<Run['failure']>;
    now: Date;
  },
): Promise<boolean> {
  const { count } = await tx.run.updateMany({
    where: { id: run.id, attempt: run.attempt, state: 'running' },
    data: {
      state: end.state,
      progress: end.progress as unknown as Prisma.InputJsonObject,
      planId: end.planId ?? null,
      failure: (end.failure as Prisma.InputJsonObject | undefined) ?? Prisma.DbNull,
      finishedAt: end.now,
      heartbeatAt: null,
    },
  });
  return count === 1;
}

/** Gives a run back that this process cannot finish: it is taken again, here or elsewhere. */
export async function releaseRun(db: Queryable, run: ClaimedRun): Promise<void> {
  await db.run.updateMany({
    where: { id: run.id, attempt: run.attempt, state: 'running' },
    data: { state: 'queued', heartbeatAt: null },
  });
}

/** Asks for a run to end. A run that waits is cancelled at once; answers with what became of it. */
export async function requestStop(
  tx: Transaction,
  runId: string,
  request: StopRequest,
  now: Date,
): Promise<'ended' | 'asked' | 'over'> {
  await tx.$executeRaw`SELECT 1 FROM "Run" WHERE "id" = ${runId} FOR UPDATE`;
  const row = await tx.run.findUniqueOrThrow({ where: { id: runId } });
  if (row.state !== 'queued' && row.state !== 'running') return 'over';
  if (row.state === 'queued' && request === 'cancel') {
    await tx.run.update({ where: { id: runId }, data: { state: 'cancelled', finishedAt: now, stopRequested: request } });
    return 'ended';
  }
  // Who cancelled does not get a plan because somebody else wanted to keep it.
  if (row.stopRequested !== 'cancel') await tx.run.update({ where: { id: runId }, data: { stopRequested: request } });
  return 'asked';
}
