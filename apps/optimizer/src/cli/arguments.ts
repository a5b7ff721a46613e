import { parseArgs } from 'node:util';
import { InputError } from './instance.ts';

export const USAGE = `usage:
  optimizer solve problem [--seconds 10] [--iterations n] [--seed 1] [--threads 1] [--output solution.json]
  optimizer solve -c problem        only times, costs and violations of the routes given as "steps"
  optimizer check problem solution  judge any solution in VROOM's format by the independent checker
problem: VROOM's JSON, Solomon or VRPLIB text, gzipped or not; solution: VROOM's output format`;

export interface SolveArguments {
  readonly command: 'solve';
  readonly problem: string;
  readonly seconds?: number;
  readonly iterations?: number;
  readonly seed: number;
  readonly threads: number;
  readonly output?: string;
  readonly planMode: boolean;
}
export interface CheckArguments {
  readonly command: 'check';
  readonly problem: string;
  readonly solution: string;
}

export function readArguments(list: readonly string[]): SolveArguments | CheckArguments {
  const text = { type: 'string' } as const;
  let parsed: ReturnType<typeof parse>;
  const parse = () =>
    parseArgs({
      args: [...list],
      allowPositionals: true,
      options: {
        seconds: text,
        iterations: text,
        seed: text,
        threads: text,
        output: text,
        plan: { type: 'boolean', short: 'c' },
      },
    });
  try {
    parsed = parse();
  } catch (error) {
    throw new InputError([(error as Error).message, USAGE]);
  }
  const { values, positionals } = parsed;
  const [command, problem, solution] = positionals;
  if (command === 'check' && problem && solution && positionals.length === 3) return { command, problem, solution };
  if (command !== 'solve' || !problem || positionals.length !== 2) throw new InputError([USAGE]);
  const seconds = values.seconds === undefined ? {} : { seconds: positive('--seconds', values.seconds) };
  const iterations = values.iterations === undefined ? {} : { iterations: positive('--iterations', values.iterations) };
  const output = values.output === undefined ? {} : { output: values.output };
  const threads = positive('--threads', values.threads ?? '1');
  return {
    command,
    problem,
    ...seconds,
    ...iterations,
    seed: whole('--seed', values.seed ?? '1'),
    threads,
    ...output,
    planMode: values.plan ?? false,
  };
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!(value > 0 && Number.isFinite(value))) throw new InputError([`${name} must be a number above 0, is ${text}`]);
  return value;
}

function whole(name: string, text: string): number {
  if (!/^-?\d+$/.test(text)) throw new InputError([`${name} must be an integer, is ${text}`]);
  return Number(text);
}
