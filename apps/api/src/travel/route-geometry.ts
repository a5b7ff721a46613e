import type { LonLat } from './lon-lat.ts';
import { alongSameEdgeDs, type PlaceOnStreet, placeOnStreet, seedArrival, seedDeparture } from './place-on-street.ts';
import type { StreetFinder, StreetPoint } from './snap.ts';
import { directed, type ProfileHierarchy, type Streets } from './street-graph.ts';
import { UpwardSearch } from './upward-search.ts';

/** A stretch of a drive: one edge, or the part of it that is driven. */
export interface DrivenStretch {
  readonly directedEdge: number;
  /** With the turn into it. */
  readonly timeDs: number;
  readonly lengthDm: number;
  /** Position in the leg's line of its first point; its last point is the next stretch's first. */
  readonly firstPoint: number;
}

/** The fastest way along the streets from one place to the next, from where the first one meets the streets to where the second does. */
export interface TracedLeg {
  readonly from: StreetPoint;
  readonly to: StreetPoint;
  readonly fromWalkDs: number;
  readonly fromWalkDm: number;
  readonly toWalkDs: number;
  readonly toWalkDm: number;
  readonly timeDs: number;
  readonly lengthDm: number;
  /** At least two points. */
  readonly line: readonly LonLat[];
  /** At least one. */
  readonly stretches: readonly DrivenStretch[];
}

interface Joined {
  readonly point: StreetPoint;
  readonly place: PlaceOnStreet;
}

interface Path {
  readonly timeDs: number;
  readonly lengthDm: number;
  /** Directed edges from the first place's own to the second's; one alone when nothing lies between. */
  readonly directedEdges: readonly number[];
}

/** Fastest paths with their lines; times and lengths are those of the matrix. */
export class RouteTracer {
  readonly #streets: Streets;
  readonly #hierarchy: ProfileHierarchy;
  readonly #finder: StreetFinder;
  readonly #forward: UpwardSearch;
  readonly #backward: UpwardSearch;

  constructor(streets: Streets, hierarchy: ProfileHierarchy, finder: StreetFinder) {
    this.#streets = streets;
    this.#hierarchy = hierarchy;
    this.#finder = finder;
    this.#forward = new UpwardSearch(hierarchy, 'forward');
    this.#backward = new UpwardSearch(hierarchy, 'backward');
  }

  /** One leg between each two places; null where there is no way, or no street near one of them. */
  trace(places: readonly LonLat[]): (TracedLeg | null)[] {
    const joined = places.map((place): Joined | null => {
      const point = this.#finder.nearest(place);
      return point && { point, place: placeOnStreet(this.#streets, this.#hierarchy, point) };
    });
    return places.slice(1).map((_, i) => this.#leg(joined[i]!, joined[i + 1]!));
  }

  #leg(a: Joined | null, b: Joined | null): TracedLeg | null {
    const path = a && b && this.#path(a.place, b.place);
    if (!a || !b || !path) return null;
    return {
      from: a.point,
      to: b.point,
      fromWalkDs: a.place.walkDs,
      fromWalkDm: a.place.walkDm,
      toWalkDs: b.place.walkDs,
      toWalkDm: b.place.walkDm,
      timeDs: path.timeDs,
      lengthDm: path.lengthDm,
      ...this.#draw(a, b, path.directedEdges),
    };
  }

  #path(a: PlaceOnStreet, b: PlaceOnStreet): Path | null {
    const forward = this.#forward;
    const backward = this.#backward;
    forward.begin();
    seedDeparture(forward, this.#hierarchy, a);
    forward.run();
    backward.begin();
    seedArrival(backward, this.#hierarchy, b);
    backward.run();
    let meeting = -1;
    let timeDs = Number.POSITIVE_INFINITY;
    for (let s = 0; s < forward.settledCount; s++) {
      const rank = forward.settled[s]!;
      if (!backward.reached(rank)) continue;
      const sumDs = forward.timeDs[rank]! + backward.timeDs[rank]!;
      if (sumDs < timeDs) {
        timeDs = sumDs;
        meeting = rank;
      }
    }
    const directDs = alongSameEdgeDs(a, b);
    if (directDs >= 0 && directDs <= timeDs) {
      const isForward = a.alongDm < b.alongDm || (a.alongDm === b.alongDm && a.forwardDs > 0);
      return { timeDs: directDs, lengthDm: Math.abs(b.alongDm - a.alongDm), directedEdges: [directed(a.edge, !isForward)] };
    }
    if (meeting < 0) return null;
    const climb: [arc: number, below: number][] = [];
    let rank = meeting;
    for (; forward.parentArc[rank]! >= 0; rank = forward.parentRank[rank]!)
      climb.push([forward.parentArc[rank]!, forward.parentRank[rank]!]);
    const directedEdges = [forward.parentRank[rank]!];
    for (let i = climb.length - 1; i >= 0; i--) this.#unpackUp(climb[i]![0], climb[i]![1], directedEdges);
    for (rank = meeting; backward.parentArc[rank]! >= 0; rank = backward.parentRank[rank]!)
      this.#unpackDown(backward.parentArc[rank]!, backward.parentRank[rank]!, directedEdges);
    directedEdges.push(backward.parentRank[rank]!);
    return { timeDs, lengthDm: forward.lengthDm[meeting]! + backward.lengthDm[meeting]!, directedEdges };
  }

  /** An arc that climbs from `below`: the directed edges it stands for, in order of travel. */
  #unpackUp(arc: number, below: number, found: number[]): void {
    const { upVia, upTo } = this.#hierarchy;
    const via = upVia[arc]!;
    if (via < 0) found.push(-1 - via);
    else this.#unpackOver(below, via, upTo[arc]!, found);
  }

  /** An arc that descends to `below`. */
  #unpackDown(arc: number, below: number, found: number[]): void {
    const { downVia, downFrom } = this.#hierarchy;
    const via = downVia[arc]!;
    if (via < 0) found.push(-1 - via);
    else this.#unpackOver(downFrom[arc]!, via, below, found);
  }

  /** A shortcut's two halves: both ends are higher than the middle, so they are the middle's own arcs. */
  #unpackOver(from: number, middle: number, to: number, found: number[]): void {
    const { downStart, downFrom, upStart, upTo } = this.#hierarchy;
    let half = downStart[middle]!;
    while (downFrom[half] !== from) half++;
    this.#unpackDown(half, middle, found);
    half = upStart[middle]!;
    while (upTo[half] !== to) half++;
    this.#unpackUp(half, middle, found);
  }

  #draw(a: Joined, b: Joined, directedEdges: readonly number[]): { line: LonLat[]; stretches: DrivenStretch[] } {
    const line: LonLat[] = [];
    const add = (lon: number, lat: number): void => {
      const point: LonLat = [Math.round(lon * 1e6) / 1e6, Math.round(lat * 1e6) / 1e6];
      const last = line[line.length - 1];
      if (!last || last[0] !== point[0] || last[1] !== point[1]) line.push(point);
    };
    const { edgePointStart, edgeLengthDm, pointLonE7, pointLatE7 } = this.#streets;
    const { forwardDs, backwardDs } = this.#hierarchy;
    const stretches: DrivenStretch[] = [];
    add(a.point.lon, a.point.lat);
    directedEdges.forEach((d, i) => {
      const edge = d >> 1;
      const against = (d & 1) === 1;
      const isFirst = i === 0;
      const isLast = i === directedEdges.length - 1;
      const edgeDm = edgeLengthDm[edge]!;
      const edgeDs = (against ? backwardDs : forwardDs)[edge]!;
      // along the edge as it is stored: where this stretch begins and ends, in decimetres, and the points strictly between
      const fromDm = isFirst ? a.point.alongDm : against ? edgeDm : 0;
      const toDm = isLast ? b.point.alongDm : against ? 0 : edgeDm;
      const partDs = (dm: number): number => Math.round((edgeDs * dm) / edgeDm);
      const turnDs = isFirst ? 0 : this.#turnDs(directedEdges[i - 1]!, d);
      stretches.push({
        directedEdge: d,
        timeDs: Math.abs(partDs(toDm) - partDs(fromDm)) + turnDs,
        lengthDm: Math.abs(toDm - fromDm),
        firstPoint: line.length - 1,
      });
      let p = isFirst ? a.point.pointIndex + (against ? 0 : 1) : against ? edgePointStart[edge + 1]! - 1 : edgePointStart[edge]!;
      const end = isLast
        ? b.point.pointIndex + (against ? 1 : 0)
        : against
          ? edgePointStart[edge]!
          : edgePointStart[edge + 1]! - 1;
      const step = against ? -1 : 1;
      for (; (end - p) * step >= 0; p += step) add(pointLonE7[p]! / 1e7, pointLatE7[p]! / 1e7);
    });
    add(b.point.lon, b.point.lat);
    if (line.length === 1) line.push(line[0]!);
    return { line, stretches };
  }

  #turnDs(arriving: number, leaving: number): number {
    const { headRank, entryStart, entryRank, entryDs } = this.#hierarchy;
    for (let k = entryStart[leaving]!; k < entryStart[leaving + 1]!; k++)
      if (entryRank[k] === headRank[arriving]) return entryDs[k]!;
    return 0;
  }
}
