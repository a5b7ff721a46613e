import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HHCRSP_SCALE } from '../../../apps/optimizer/src/cli/read-hhcrsp.ts';
import { readCsv } from './runs.ts';

export interface InstanceFile {
  readonly path: string;
  readonly name: string;
  /** Best known value, NaN if there is none. */
  readonly known: number;
}

/** What another solver reached on one of the instances. */
export interface PeerRun {
  readonly instance: string;
  readonly solver: string;
  /** NaN where it stops by itself. */
  readonly limit_s: number;
  readonly cost: number;
  readonly gap_percent: number;
  readonly wall_s: number;
  readonly cpu_s: number;
}

/** The instances of a set in the order of their names. */
export function instancesOf(folder: string, set: string): InstanceFile[] {
  const best = bestKnown(folder);
  const published = publishedIn(join(folder, set));
  return readdirSync(join(folder, set))
    .filter((file) => /\.(txt|vrp|json\.gz|json)$/.test(file) && !file.startsWith('sol_'))
    .sort()
    .map((file) => {
      const path = join(folder, set, file);
      const name = file.replace(/\.(txt|vrp|json\.gz|json)$/, '').toUpperCase();
      // A prize-collecting instance bears the name of the one it was made from; its own value stands beside it.
      return { path, name, known: solutionCost(path) ?? published.get(name) ?? best.get(`${set} ${name}`) ?? Number.NaN };
    });
}

export function peersOf(folder: string, set: string): PeerRun[] {
  const path = join(folder, 'peers.csv');
  if (!existsSync(path)) return [];
  return readCsv(path, ['set', 'instance', 'solver']).filter((row) => row.set === set) as unknown as PeerRun[];
}

function bestKnown(folder: string): Map<string, number> {
  const path = join(folder, 'bks.csv');
  if (!existsSync(path)) return new Map();
  const rows = readCsv(path, ['set', 'instance', 'convention', 'source']);
  return new Map(rows.map((row) => [`${row.set} ${String(row.instance).toUpperCase()}`, Number(row.bks_int)]));
}

/** Home health care: what is published beside the instances, a third of the sum that the search has in thousandths. */
function publishedIn(folder: string): Map<string, number> {
  const path = join(folder, 'best.csv');
  if (!existsSync(path)) return new Map();
  const rows = readCsv(path, ['instance']);
  return new Map(rows.map((row) => [String(row.instance).toUpperCase(), Math.round(Number(row.total_cost) * 3 * HHCRSP_SCALE)]));
}

function solutionCost(path: string): number | null {
  const solution = path.replace(/\.[a-z]+$/, '.sol');
  const cost = existsSync(solution) && solution !== path ? /Cost:?\s+(\d+)/.exec(readFileSync(solution, 'utf8')) : null;
  return cost ? Number(cost[1]) : null;
}
