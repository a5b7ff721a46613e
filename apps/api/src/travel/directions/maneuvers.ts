import type { StepKind, StepModifier } from '../../contract/codes.ts';
import { bearing, turnDegrees } from '../bearing.ts';
import { edgesOfVertices } from '../edges-of-vertices.ts';
import type { TracedLeg } from '../route-geometry.ts';
import type { ProfileHierarchy, StreetEdges } from '../street-graph.ts';
import { joinManeuvers } from './join-maneuvers.ts';
import { FELT_DEGREES, type Maneuver, modifierOf } from './maneuver.ts';

const PLAIN_DEGREES = 60;

/** Where one has to be told something on a leg: the departure, turns, changes of name, roundabouts, the arrival. */
export class ManeuverFinder {
  readonly #streets: StreetEdges;
  readonly #hierarchy: ProfileHierarchy;
  readonly #edgesAt: (vertex: number) => number[];

  constructor(streets: StreetEdges, hierarchy: ProfileHierarchy) {
    this.#streets = streets;
    this.#hierarchy = hierarchy;
    this.#edgesAt = edgesOfVertices(streets);
  }

  find(leg: TracedLeg): Maneuver[] {
    const streets = this.#streets;
    const path = leg.stretches.map(({ directedEdge }) => directedEdge);
    const nameAt = (k: number): number => streets.edgeName[path[k]! >> 1]!;
    const found: (Omit<Maneuver, 'lastStretch'> & { lastStretch: number })[] = [
      {
        kind: 'depart',
        modifier: 'straight',
        exit: null,
        bearingBefore: 0,
        bearingAfter: compass(bearing(streets, path[0]!, 'start')),
        nameIndex: nameAt(0),
        firstStretch: 0,
        lastStretch: 0,
      },
    ];
    for (let k = 1; k < path.length; k++) {
      const [before, after] = [path[k - 1]!, path[k]!];
      const current = found[found.length - 1]!;
      const begin = (kind: StepKind, modifier: StepModifier, exit: number | null, first: number): void => {
        current.lastStretch = first - 1;
        found.push({
          kind,
          modifier,
          exit,
          bearingBefore: compass(bearing(streets, path[first - 1]!, 'end')),
          bearingAfter: compass(bearing(streets, path[first]!, 'start')),
          nameIndex: nameAt(first),
          firstStretch: first,
          lastStretch: first,
        });
      };
      if (!this.#isRound(before) && this.#isRound(after)) {
        const last = this.#endOfRound(path, k);
        const leaves = last + 1 < path.length;
        const degrees = turnDegrees(streets, before, path[Math.min(last + 1, path.length - 1)]!);
        begin('roundabout', modifierOf(degrees), leaves ? this.#countExits(path, k, last) : null, k);
        if (leaves) {
          found[found.length - 1]!.lastStretch = last + 1;
          Object.assign(found[found.length - 1]!, { nameIndex: nameAt(last + 1) });
        }
        k = leaves ? last + 1 : last;
        continue;
      }
      const kind = this.#kindAt(before, after, nameAt(k - 1), nameAt(k));
      if (kind) begin(kind, after === (before ^ 1) ? 'uturn' : modifierOf(turnDegrees(streets, before, after)), null, k);
      else current.lastStretch = k;
    }
    found[found.length - 1]!.lastStretch = path.length - 1;
    const lastEdge = path[path.length - 1]!;
    found.push({
      kind: 'arrive',
      modifier: sideOf(leg),
      exit: null,
      bearingBefore: compass(bearing(streets, lastEdge, 'end')),
      bearingAfter: 0,
      nameIndex: streets.edgeName[lastEdge >> 1]!,
      firstStretch: path.length,
      lastStretch: path.length - 1,
    });
    return joinManeuvers(found, leg);
  }

  /** Other directed edges that could be taken at the end of one, besides going back. */
  exitsAfter(arriving: number): number[] {
    const { edgeFrom, edgeTo } = this.#streets;
    const { forwardDs, backwardDs } = this.#hierarchy;
    const vertex = (arriving & 1 ? edgeFrom : edgeTo)[arriving >> 1]!;
    return this.#edgesAt(vertex).flatMap((edge) => [
      ...(edgeFrom[edge] === vertex && forwardDs[edge]! > 0 && 2 * edge !== (arriving ^ 1) ? [2 * edge] : []),
      ...(edgeTo[edge] === vertex && backwardDs[edge]! > 0 && 2 * edge + 1 !== (arriving ^ 1) ? [2 * edge + 1] : []),
    ]);
  }

  #kindAt(before: number, after: number, nameBefore: number, nameAfter: number): StepKind | null {
    if (after === (before ^ 1)) return 'turn';
    const degrees = turnDegrees(this.#streets, before, after);
    const exits = this.exitsAfter(before);
    const others = exits.filter((exit) => exit !== after).map((exit) => turnDegrees(this.#streets, before, exit));
    const renamed = nameAfter !== 0 && nameAfter !== nameBefore;
    if (others.length === 0) return renamed && Math.abs(degrees) < FELT_DEGREES ? 'new name' : renamed ? 'turn' : null;
    if (Math.abs(degrees) >= FELT_DEGREES) {
      const straightOn = others.some((other) => Math.abs(other) < PLAIN_DEGREES);
      return !straightOn && Math.abs(degrees) >= PLAIN_DEGREES && others.every((other) => other * degrees < 0)
        ? 'end of road'
        : 'turn';
    }
    // nearly straight: worth a word only where another street is as straight, or the name changes
    if (others.some((other) => Math.abs(other) < FELT_DEGREES && Math.abs(other) <= Math.abs(degrees) + 10)) return 'turn';
    return renamed ? 'new name' : null;
  }

  #isRound(directedEdge: number): boolean {
    return this.#streets.edgeRound[directedEdge >> 1] === 1;
  }

  #endOfRound(path: readonly number[], from: number): number {
    let last = from;
    while (last + 1 < path.length && this.#isRound(path[last + 1]!)) last++;
    return last;
  }

  /** Exits passed on the stretches first … last of a roundabout, with the one that is taken. */
  #countExits(path: readonly number[], first: number, last: number): number {
    let count = 0;
    for (let k = first; k <= last; k++) if (this.exitsAfter(path[k]!).some((exit) => !this.#isRound(exit))) count++;
    return Math.max(1, count);
  }
}

/** On which side of the street the door lies when one arrives. */
function sideOf(leg: TracedLeg): StepModifier {
  const { side } = leg.to;
  if (side === 'on') return 'straight';
  const against = (leg.stretches[leg.stretches.length - 1]!.directedEdge & 1) === 1;
  return (side === 'right') !== against ? 'right' : 'left';
}

const compass = (degrees: number): number => (Math.round(degrees) + 360) % 360;
