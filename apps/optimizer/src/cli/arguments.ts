import { parseArgs } from 'node:util';
import { InputError } from './instance.ts';

export const USAGE = `usage:
  optimizer solve [problem] [--seconds 10] [--iterations n] [--seed 1] [--threads 1] [--output solution.json]
  optimizer solve --verify [problem] …  slowly: compares each move with a full recomputation, on one thread
  optimizer solve -c [problem]      only times, costs and violations of the routes given as "steps"
  optimizer check problem solution  judge any solution in VROOM's format by the independent checker
problem: VROOM's JSON, Solomon, VRPLIB or Cordeau text, gzipped or not, standard input if none is named; solution: VROOM's output format
As in VROOM: -i problem, -o output, -t threads, -l seconds; -x is taken and has no meaning (the time limit decides); -g is not supported`;

/** The name of standard input. */
export const STANDARD_INPUT = '-';

export interface SolveArguments {
  readonly command: 'solve';
  readonly problem: string;
  readonly seconds?: number;
  readonly iterations?: number;
  readonly seed: number;
  readonly threads: number;
  readonly output?: string;
  readonly planMode: boolean;
  readonly verifies: boolean;
  /** VROOM's exploration level was given. */
  readonly explores: boolean;
}
export interface CheckArguments {
  readonly command: 'check';
  readonly problem: string;
  readonly solution: string;
}

const text = { type: 'string' } as const;
const OPTIONS = {
  input: { ...text, short: 'i' },
  seconds: { ...text, short: 'l' },
  iterations: text,
  seed: text,
  threads: { ...text, short: 't' },
  output: { ...text, short: 'o' },
  plan: { type: 'boolean', short: 'c' },
  explore: { ...text, short: 'x' },
  verify: { type: 'boolean' },
} as const;

export function readArguments(list: readonly string[]): SolveArguments | CheckArguments {
  const { values, positionals } = parse(list);
  const [command, problem, solution] = positionals;
  if (command === 'check' && problem && solution && positionals.length === 3) return { command, problem, solution };
  if (command !== 'solve' || positionals.length > 2 || (problem && values.input)) throw new InputError([USAGE]);
  const seconds = values.seconds === undefined ? {} : { seconds: positive('--seconds', values.seconds) };
  const iterations = values.iterations === undefined ? {} : { iterations: positive('--iterations', values.iterations) };
  const output = values.output === undefined ? {} : { output: values.output };
  return {
    command,
    problem: problem ?? values.input ?? STANDARD_INPUT,
    ...seconds,
    ...iterations,
    seed: whole('--seed', values.seed ?? '1'),
    threads: values.verify ? 1 : positive('--threads', values.threads ?? '1'),
    ...output,
    planMode: values.plan ?? false,
    verifies: values.verify ?? false,
    explores: values.explore !== undefined,
  };
}

function parse(list: readonly string[]) {
  try {
    return parseArgs({ args: [...list], allowPositionals: true, options: OPTIONS });
  } catch (error) {
    throw new InputError([(error as Error).message, USAGE]);
  }
}

function positive(name: string, value: string): number {
  const number = Number(value);
  if (!(number > 0 && Number.isFinite(number))) throw new InputError([`${name} must be a number above 0, is ${value}`]);
  return number;
}

function whole(name: string, value: string): number {
  if (!/^-?\d+$/.test(value)) throw new InputError([`${name} must be an integer, is ${value}`]);
  return Number(value);
}
