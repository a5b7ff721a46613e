import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';

/** One search, as one line of a results file. */
export interface Run {
  readonly set: string;
  readonly instance: string;
  readonly seed: number;
  readonly threads: number;
  /** By which clock the budget was meant, and how long it was. */
  readonly clock: string;
  readonly seconds: number;
  readonly cost: number;
  /** Best known value, and the gap to it in percent; NaN where none is known. */
  readonly known: number;
  readonly gap: number;
  readonly served: number;
  readonly unserved: number;
  readonly prize: number;
  readonly travelSec: number;
  /** The travel once no more is served than another solver served; NaN if there is none to compare with. */
  readonly trimmedTravelSec: number;
  readonly iterations: number;
  readonly firstPlanMs: number;
  readonly cpuSec: number;
  readonly wallSec: number;
  /** The most memory that the process of this run ever held. */
  readonly memoryMb: number;
  readonly load: number;
  readonly stoppedBy: string;
  /** What the independent checker says against the plan; empty if nothing. Such a run does not count. */
  readonly wrong: string;
}

const TEXTS = ['set', 'instance', 'clock', 'stoppedBy', 'wrong'];

export function appendRun(path: string, run: Run): void {
  if (!existsSync(path)) writeFileSync(path, `${Object.keys(run).join()}\n`);
  appendFileSync(path, `${Object.values(run).join()}\n`);
}

export function readRuns(path: string): Run[] {
  return existsSync(path) ? (readCsv(path) as unknown as Run[]) : [];
}

/** Rows by column; everything but the known texts is a number. */
export function readCsv(path: string, texts: readonly string[] = TEXTS): Record<string, string | number>[] {
  const [head = '', ...lines] = readFileSync(path, 'utf8').trim().split(/\r?\n/);
  const names = head.split(',');
  return lines.map((line) => {
    const values = line.split(',');
    return Object.fromEntries(
      names.map((name, i) => [name, texts.includes(name) ? values[i]! : values[i] === '' ? Number.NaN : Number(values[i])]),
    );
  });
}
