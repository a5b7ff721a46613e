import { FREE_TURNS, type SearchNodes, searchNodes } from '../../apps/api/src/travel/build/search-nodes.ts';
import { straightMetres } from '../../apps/api/src/travel/lon-lat.ts';
import { STREET_CLASSES } from '../../apps/api/src/travel/street-class.ts';
import type { Streets } from '../../apps/api/src/travel/street-graph.ts';

/** Speeds by every 50th, every 10th and every other line of the grid, km/h. */
const SPEEDS = { primary: 30, secondary: 27, residential: 17 } as const;

/** A city that no extract gives: a bent grid of `side` × `side` junctions, larger streets now and then, a tenth of the small ones missing. Seeded. */
export function syntheticCity(side: number): { streets: Streets; nodes: SearchNodes } {
  let state = 20251125;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const lon: number[] = [];
  const lat: number[] = [];
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      lon.push(105.5 + x * 0.0009 + (next() - 0.5) * 0.0005);
      lat.push(20.7 + y * 0.0009 + (next() - 0.5) * 0.0005);
    }
  }
  const edges: { from: number; to: number; name: keyof typeof SPEEDS; dm: number }[] = [];
  const join = (a: number, b: number, line: number): void => {
    const name = line % 50 === 0 ? 'primary' : line % 10 === 0 ? 'secondary' : 'residential';
    if (name === 'residential' && next() < 0.1) return;
    edges.push({ from: a, to: b, name, dm: Math.max(1, Math.round(straightMetres(lon[a]!, lat[a]!, lon[b]!, lat[b]!) * 10)) });
  };
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const v = y * side + x;
      if (x + 1 < side) join(v, v + 1, y);
      if (y + 1 < side) join(v, v + side, x);
    }
  }
  const points = edges.flatMap(({ from, to }) => [from, to]);
  const none = new Int32Array(0);
  const streets: Streets = {
    vertexCount: side * side,
    edgeCount: edges.length,
    edgeFrom: Int32Array.from(edges, ({ from }) => from),
    edgeTo: Int32Array.from(edges, ({ to }) => to),
    edgeLengthDm: Int32Array.from(edges, ({ dm }) => dm),
    edgeName: new Int32Array(edges.length),
    edgeClass: Uint8Array.from(edges, ({ name }) => STREET_CLASSES.indexOf(name)),
    edgeRound: new Uint8Array(edges.length),
    edgeRaised: new Uint8Array(edges.length),
    edgePointStart: Int32Array.from({ length: edges.length + 1 }, (_, e) => 2 * e),
    pointLonE7: Int32Array.from(points, (v) => Math.round(lon[v]! * 1e7)),
    pointLatE7: Int32Array.from(points, (v) => Math.round(lat[v]! * 1e7)),
    nameStart: Int32Array.of(0, 0),
    nameBytes: new Uint8Array(0),
    addressStreet: none,
    addressNumber: none,
    addressLonE7: none,
    addressLatE7: none,
  };
  const timesDs = Int32Array.from(edges, ({ dm, name }) => Math.max(1, Math.round((dm * 3.6) / SPEEDS[name] + 15)));
  return { streets, nodes: searchNodes(streets, { forwardDs: timesDs, backwardDs: timesDs }, FREE_TURNS) };
}
