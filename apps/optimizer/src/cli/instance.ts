import type { Plan } from '../plan.ts';
import type { Problem } from '../problem.ts';
import { validateProblem } from '../validate-problem.ts';

/** What VROOM calls a visit: a job, or one side of a shipment. Ids are unique within a kind. */
export const TASK_KINDS = ['job', 'pickup', 'delivery'] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

/** What an author wrote beside a task, a vehicle or a break, to be written out again. */
export interface Label {
  readonly description?: string;
  readonly location?: readonly [number, number];
  /** Of a vehicle. */
  readonly start?: readonly [number, number];
  readonly end?: readonly [number, number];
}

/** Routes that came with the problem. */
export interface GivenRoutes {
  readonly plan: Plan;
  /** The problem in which they are to be judged as they stand: start times that were forced are the windows. */
  readonly problem: Problem;
  /** The problem in which forced start times are kept wherever the task is served: what is searched. */
  readonly narrowed: Problem;
  /** Forced start times that no window of the task allows: faults, unless the routes are only judged. */
  readonly conflicts: readonly string[];
}

/** A problem from a file, with the names its author used. */
export interface Instance {
  readonly problem: Problem;
  /** Ids of visits and shifts as in the file. */
  readonly visitIds: readonly number[];
  /** Absent: all are jobs. */
  readonly visitKinds?: readonly TaskKind[];
  readonly visitLabels?: readonly Label[];
  readonly shiftIds: readonly number[];
  readonly shiftLabels?: readonly Label[];
  /** [shift][break] */
  readonly breakIds: readonly (readonly number[])[];
  /** By shift and id. */
  readonly breakDescriptions?: readonly ReadonlyMap<number, string>[];
  /** Added to all times on the way out. */
  readonly originSec: number;
  /** Costs are divided by this on the way out. */
  readonly costScale: number;
  /** Home health care instances: names for their own solution format. */
  readonly hhcrsp?: HhcrspNames;
  readonly given?: GivenRoutes;
}

/** The problem to search, and to check what a search has found. */
export function searchedProblem(instance: Instance): Problem {
  return instance.given?.narrowed ?? instance.problem;
}

/** Finds a visit by its kind ("job", "pickup", "delivery") and its id. */
export function visitFinder({
  visitIds,
  visitKinds,
}: Pick<Instance, 'visitIds' | 'visitKinds'>): (kind: string, id: number) => number | undefined {
  const visitOf = new Map(visitIds.map((id, v) => [`${visitKinds?.[v] ?? 'job'} ${id}`, v]));
  return (kind, id) => visitOf.get(`${kind} ${id}`);
}

/** A million faults are not worth a million lines. */
const MOST_MESSAGES = 1_000;

/** Something is wrong with what the user gave; the message says what and where, one fault per line. */
export class InputError extends Error {
  constructor(messages: readonly string[]) {
    const shown = messages.slice(0, MOST_MESSAGES - 1);
    if (messages.length > shown.length) shown.push(`… and ${messages.length - shown.length} more`);
    super(shown.join('\n'));
    this.name = 'InputError';
  }
}

/**
 * The instance, if nothing is wrong with its file (`known`: what its reader has found) nor with its problem; otherwise both are said at
 * once. `wordsOf` turns the path of a fault into the words of the file's author.
 */
export function requireSound(instance: Instance, wordsOf = (path: string) => path, known: readonly string[] = []): Instance {
  const paths = known.map((message) => message.slice(0, message.indexOf(': ')));
  const isKnown = (path: string) => paths.some((one) => path.startsWith(one) || one.startsWith(path));
  const hasMatrices = !paths.some((path) => path.startsWith('matri'));
  const faults = validateProblem(instance.problem)
    .map(({ code, path, message }) => ({ code, path: wordsOf(path), message }))
    // What could not be read went on as a harmless value, which is no second fault; nor is a place in a matrix that is not there.
    .filter(({ code, path }) => (hasMatrices || code !== 'unknownPlace') && !isKnown(path))
    .map(({ path, message }) => `${path}: ${message}`);
  if (known.length + faults.length > 0) throw new InputError([...known, ...faults]);
  return instance;
}

/** What the home health care set calls its things. */
export interface HhcrspNames {
  readonly caregivers: readonly string[];
  /** Of each visit: the patient and the service. */
  readonly visits: readonly { readonly patient: string; readonly service: string }[];
}
