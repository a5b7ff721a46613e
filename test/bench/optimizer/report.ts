import { type PeerRun, peersOf } from './instances.ts';
import type { Run } from './runs.ts';
import type { Served } from './trim.ts';

/** What a set's runs say together, and beside what the peers reached on the same instances. */
export function reportSet(folder: string, set: string, all: readonly Run[]): string {
  const runs = all.filter((run) => run.set === set && run.wrong === '');
  const refused = all.filter((run) => run.set === set && run.wrong !== '').length;
  if (runs.length === 0) return `${set}: no run`;
  const [gaps, seeds] = [runs.map((run) => run.gap), [...new Set(runs.map((run) => run.seed))].sort((a, b) => a - b)];
  const perSeed = seeds.map((seed) => mean(runs.filter((run) => run.seed === seed).map((run) => run.gap)).toFixed(3));
  const missed = runs.filter((run) => run.unserved > 0);
  const lines = [
    `${set}: mean gap ${mean(gaps).toFixed(3)} % over ${runs.length} runs of ${distinct(runs)} instances (seeds ${seeds.join()}: ${perSeed.join(', ')})${refused > 0 ? `; ${refused} REFUSED by the checker` : ''}`,
    `  unserved ${missed.reduce((sum, run) => sum + run.unserved, 0)} in ${missed.length} runs; ${Math.round(mean(runs.map(speed)) / 1000)}k iterations/s of ${runs[0]!.threads} threads; memory at most ${most(runs, 'memoryMb')} MB; first plan within ${most(runs, 'firstPlanMs')} ms`,
    `  ${runs[0]!.clock} clock; CPU ${mean(runs.map((run) => run.cpuSec)).toFixed(1)} s, wall ${mean(runs.map((run) => run.wallSec)).toFixed(1)} s a run; load ${mean(runs.map((run) => run.load)).toFixed(1)}`,
  ];
  const peers = peersOf(folder, set);
  for (const solver of [...new Set(peers.map((peer) => peer.solver))].sort()) {
    lines.push(...beside(runs, peers, solver));
  }
  return lines.join('\n');
}

/** On the instances for which the peer's figure is known, ours beside it; who is better instance by instance. */
function beside(runs: readonly Run[], peers: readonly PeerRun[], solver: string): string[] {
  const own: number[] = [];
  const theirs: number[] = [];
  const worse: string[] = [];
  const times = new Set<number>();
  for (const peer of peers.filter((one) => one.solver === solver)) {
    // Where the peer had a time limit only runs of at most that time are comparable.
    const comparable = runs.filter(
      (run) => run.instance === peer.instance && !(run.seconds > (Number.isNaN(peer.limit_s) ? peer.wall_s : peer.limit_s)),
    );
    if (comparable.length === 0) continue;
    const gap = mean(comparable.map((run) => run.gap));
    own.push(gap);
    theirs.push(peer.gap_percent);
    times.add(peer.limit_s);
    if (gap > peer.gap_percent) worse.push(`${peer.instance} ${gap.toFixed(2)} : ${peer.gap_percent.toFixed(2)}`);
  }
  if (own.length === 0) return [];
  const time = [...times].every(Number.isNaN) ? 'its own time' : `${[...times].join('/')} s`;
  const lost = worse.length > 0 ? `, worse on ${worse.join(', ')}` : ', worse on none';
  return [
    `  beside ${solver} (${time}) on ${own.length} instances: ours ${mean(own).toFixed(3)} %, its ${mean(theirs).toFixed(3)} %${lost}`,
  ];
}

/** One line per instance: the gap of each seed, or what counts where no value is known. */
export function describeRun(run: Run, peer?: Served): string {
  const counts = run.unserved > 0 ? ` served ${run.served}/${run.served + run.unserved}` : '';
  const value = Number.isNaN(run.gap)
    ? ` prize ${run.prize} travel ${run.travelSec}${peer ? besideServed(run, peer) : ''}`
    : ` ${run.gap.toFixed(3)} %`;
  const wrong = run.wrong ? ` REFUSED: ${run.wrong}` : '';
  return `${run.instance.padEnd(10)} seed ${run.seed} ${run.cost}${counts}${value} ${Math.round(speed(run) / 1000)}k/s ${run.memoryMb} MB CPU ${run.cpuSec} s wall ${run.wallSec} s load ${run.load.toFixed(1)} ${run.stoppedBy}${wrong}`;
}

function besideServed(run: Run, peer: Served): string {
  return `, no more served than the peer ${run.trimmedTravelSec} (peer: served ${peer.served}, prize ${peer.prize}, travel ${peer.travelSec})`;
}

/** Iterations of all threads in a second of the budget's clock. */
function speed(run: Run): number {
  return (
    (run.iterations * (run.clock === 'processor' ? run.threads : 1)) / (run.clock === 'processor' ? run.cpuSec : run.wallSec)
  );
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function most(runs: readonly Run[], what: 'memoryMb' | 'firstPlanMs'): number {
  return Math.max(...runs.map((run) => run[what]));
}

function distinct(runs: readonly Run[]): number {
  return new Set(runs.map((run) => run.instance)).size;
}
