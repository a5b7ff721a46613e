import type { LonLat } from './lon-lat.ts';
import {
  alongSameEdgeDs,
  metresOf,
  type PlaceOnStreet,
  placeOnStreet,
  secondsOf,
  seedArrival,
  seedDeparture,
} from './place-on-street.ts';
import type { StreetFinder, StreetPoint } from './snap.ts';
import type { ProfileHierarchy, Streets } from './street-graph.ts';
import { type RouteLeg, UNREACHABLE } from './travel.ts';
import { UpwardSearch } from './upward-search.ts';

interface Joined {
  readonly point: StreetPoint;
  readonly place: PlaceOnStreet;
}

/** Fastest paths with their lines; the seconds and metres are those of the matrix. */
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

  trace(places: readonly LonLat[]): RouteLeg[] {
    const joined = places.map((place): Joined | null => {
      const point = this.#finder.nearest(place);
      return point && { point, place: placeOnStreet(this.#streets, this.#hierarchy, point) };
    });
    const legs: RouteLeg[] = [];
    for (let i = 0; i + 1 < places.length; i++) legs.push(this.#leg(places[i]!, places[i + 1]!, joined[i]!, joined[i + 1]!));
    return legs;
  }

  #leg(from: LonLat, to: LonLat, a: Joined | null, b: Joined | null): RouteLeg {
    if (from[0] === to[0] && from[1] === to[1]) return { line: [from, to], durationSec: 0, distanceMetres: 0 };
    const path = a && b && this.#path(a.place, b.place);
    if (!a || !b || !path) return { line: [from, to], durationSec: UNREACHABLE, distanceMetres: UNREACHABLE };
    const line: LonLat[] = [];
    const draw = (lon: number, lat: number): void => {
      const point: LonLat = [Math.round(lon * 1e6) / 1e6, Math.round(lat * 1e6) / 1e6];
      const last = line[line.length - 1];
      if (!last || last[0] !== point[0] || last[1] !== point[1]) line.push(point);
    };
    draw(a.point.lon, a.point.lat);
    if (path.arcs === null) {
      this.#drawBetween(a.point, b.point, draw);
    } else {
      const { edgeFrom } = this.#streets;
      const [first, last] = [path.firstVertex, path.lastVertex];
      this.#drawToEnd(a.point, first === this.#streets.edgeTo[a.point.edge] && path.leavesForward, draw);
      for (const arc of path.arcs) this.#drawEdge(arc >> 1, (arc & 1) === 1, draw);
      this.#drawFromEnd(b.point, last === edgeFrom[b.point.edge] && path.arrivesForward, draw);
    }
    draw(b.point.lon, b.point.lat);
    if (line.length === 1) line.push(line[0]!);
    return {
      line,
      durationSec: secondsOf(path.timeDs + a.place.walkDs + b.place.walkDs),
      distanceMetres: metresOf(path.lengthDm + a.place.walkDm + b.place.walkDm),
    };
  }

  #path(a: PlaceOnStreet, b: PlaceOnStreet) {
    const forward = this.#forward;
    const backward = this.#backward;
    forward.begin();
    seedDeparture(forward, a);
    forward.run();
    backward.begin();
    seedArrival(backward, b);
    backward.run();
    let meeting = -1;
    let timeDs = UNREACHABLE;
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
      return {
        timeDs: directDs,
        lengthDm: Math.abs(b.alongDm - a.alongDm),
        arcs: null,
        firstVertex: -1,
        lastVertex: -1,
        leavesForward: false,
        arrivesForward: false,
      };
    }
    if (meeting < 0) return null;
    const climb: [arc: number, below: number][] = [];
    let rank = meeting;
    for (; forward.parentArc[rank]! >= 0; rank = forward.parentRank[rank]!) climb.push([forward.parentArc[rank]!, rank]);
    const firstRank = rank;
    const arcs: number[] = [];
    for (let i = climb.length - 1; i >= 0; i--) this.#unpackUp(climb[i]![0], forward.parentRank[climb[i]![1]]!, arcs);
    for (rank = meeting; backward.parentArc[rank]! >= 0; rank = backward.parentRank[rank]!)
      this.#unpackDown(backward.parentArc[rank]!, backward.parentRank[rank]!, arcs);
    const lastRank = rank;
    const { edgeFrom, edgeTo } = this.#streets;
    const rankOf = this.#hierarchy.rankOfVertex;
    return {
      timeDs,
      lengthDm: forward.lengthDm[meeting]! + backward.lengthDm[meeting]!,
      arcs,
      firstVertex: rankOf[edgeTo[a.edge]!] === firstRank ? edgeTo[a.edge]! : edgeFrom[a.edge]!,
      lastVertex: rankOf[edgeFrom[b.edge]!] === lastRank ? edgeFrom[b.edge]! : edgeTo[b.edge]!,
      // a loop has one vertex for both ends: the seed that was cheaper tells which way it was left or entered
      leavesForward: a.forwardDs > 0 && forward.timeDs[firstRank] === a.forwardDs - a.alongForwardDs,
      arrivesForward: b.forwardDs > 0 && backward.timeDs[lastRank] === b.alongForwardDs,
    };
  }

  /** An arc that climbs from `below`: the edges it stands for, in order of travel. */
  #unpackUp(arc: number, below: number, arcs: number[]): void {
    const { upVia, upTo } = this.#hierarchy;
    const via = upVia[arc]!;
    if (via < 0) arcs.push(-1 - via);
    else this.#unpackOver(below, via, upTo[arc]!, arcs);
  }

  /** An arc that descends to `below`. */
  #unpackDown(arc: number, below: number, arcs: number[]): void {
    const { downVia, downFrom } = this.#hierarchy;
    const via = downVia[arc]!;
    if (via < 0) arcs.push(-1 - via);
    else this.#unpackOver(downFrom[arc]!, via, below, arcs);
  }

  /** A shortcut's two halves: both ends are higher than the middle, so they are the middle's own arcs. */
  #unpackOver(from: number, middle: number, to: number, arcs: number[]): void {
    const { downStart, downFrom, upStart, upTo } = this.#hierarchy;
    let half = downStart[middle]!;
    while (downFrom[half] !== from) half++;
    this.#unpackDown(half, middle, arcs);
    half = upStart[middle]!;
    while (upTo[half] !== to) half++;
    this.#unpackUp(half, middle, arcs);
  }

  #drawEdge(edge: number, against: boolean, draw: (lon: number, lat: number) => void): void {
    const { edgePointStart } = this.#streets;
    const first = edgePointStart[edge]!;
    const last = edgePointStart[edge + 1]! - 1;
    if (against) this.#drawPoints(last, first, draw);
    else this.#drawPoints(first, last, draw);
  }

  #drawToEnd(point: StreetPoint, forward: boolean, draw: (lon: number, lat: number) => void): void {
    const { edgePointStart } = this.#streets;
    if (forward) this.#drawPoints(point.pointIndex + 1, edgePointStart[point.edge + 1]! - 1, draw);
    else this.#drawPoints(point.pointIndex, edgePointStart[point.edge]!, draw);
  }

  #drawFromEnd(point: StreetPoint, forward: boolean, draw: (lon: number, lat: number) => void): void {
    const { edgePointStart } = this.#streets;
    if (forward) this.#drawPoints(edgePointStart[point.edge]!, point.pointIndex, draw);
    else this.#drawPoints(edgePointStart[point.edge + 1]! - 1, point.pointIndex + 1, draw);
  }

  #drawBetween(a: StreetPoint, b: StreetPoint, draw: (lon: number, lat: number) => void): void {
    if (a.pointIndex < b.pointIndex) this.#drawPoints(a.pointIndex + 1, b.pointIndex, draw);
    else if (a.pointIndex > b.pointIndex) this.#drawPoints(a.pointIndex, b.pointIndex + 1, draw);
  }

  #drawPoints(from: number, to: number, draw: (lon: number, lat: number) => void): void {
    const { pointLonE7, pointLatE7 } = this.#streets;
    const step = from <= to ? 1 : -1;
    for (let p = from; p !== to + step; p += step) draw(pointLonE7[p]! / 1e7, pointLatE7[p]! / 1e7);
  }
}
