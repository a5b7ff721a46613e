import { parentPort, workerData } from 'node:worker_threads';
import type { LonLat } from './lon-lat.ts';
import { RouteTracer } from './route-geometry.ts';
import { StreetFinder } from './snap.ts';
import { retimeHierarchy } from './speeds/retime-hierarchy.ts';
import { decodeStreetFile } from './street-file.ts';
import { middleLatOf } from './street-graph.ts';
import { addWalks, MatrixSolver, type StreetTable } from './travel-matrix.ts';
import type { Pace, TableRequest, TraceRequest, TravelResponse, TravelWorkerData } from './travel-messages.ts';

const port = parentPort;
if (port === null) throw new Error('travel-worker is the entry of a worker thread.');
const { buffer } = workerData as TravelWorkerData;
const graph = decodeStreetFile(buffer, 'the shared street file');
const finders = new Map<string, StreetFinder>();
interface PacedStreets {
  readonly solver: MatrixSolver;
  readonly tracer: RouteTracer;
}
/** By profile and speeds; the one asked for last stays longest. */
const paced = new Map<string, PacedStreets>();
const PACES_KEPT = 12;

function streetsAt(profileId: string, pace: Pace | null): PacedStreets {
  const key = `${profileId} ${pace?.key ?? ''}`;
  const known = paced.get(key) ?? makeStreets(profileId, pace);
  paced.delete(key);
  paced.set(key, known);
  const [oldest] = paced.keys();
  if (paced.size > PACES_KEPT && oldest !== undefined) paced.delete(oldest);
  return known;
}

function makeStreets(profileId: string, pace: Pace | null): PacedStreets {
  const { streets, hierarchies, meta } = graph;
  const base = hierarchies.find((candidate) => candidate.profileId === profileId);
  if (!base) throw new Error(`The streets have no profile "${profileId}".`);
  const finder = finders.get(profileId) ?? new StreetFinder(streets, base, middleLatOf(meta));
  finders.set(profileId, finder);
  const hierarchy = pace ? retimeHierarchy(streets, base, pace.edgeFactor) : base;
  return { solver: new MatrixSolver(streets, hierarchy, finder), tracer: new RouteTracer(streets, hierarchy, finder) };
}

function placesOf(lonLats: Float64Array): LonLat[] {
  const places: LonLat[] = [];
  for (let i = 0; i < lonLats.length; i += 2) places.push([lonLats[i]!, lonLats[i + 1]!]);
  return places;
}

function measure(request: TableRequest): StreetTable | null {
  const cancelled = new Int32Array(request.cancelled);
  const origins = placesOf(request.origins);
  const destinations = request.destinations ? placesOf(request.destinations) : origins;
  const { solver } = streetsAt(request.profileId, request.pace);
  const table = solver.solve(origins, destinations, () => Atomics.load(cancelled, 0) !== 0);
  if (table && request.doorToDoor) addWalks(table, origins, destinations);
  return table;
}

port.on('message', (request: TableRequest | TraceRequest) => {
  let response: TravelResponse;
  let transfer: ArrayBuffer[] = [];
  try {
    if (request.kind === 'trace') {
      const legs = streetsAt(request.profileId, request.pace).tracer.trace(placesOf(request.places));
      response = { id: request.id, answer: legs, error: null };
    } else {
      const table = measure(request);
      response = { id: request.id, answer: table, error: null };
      if (table) transfer = [table.durationsDs.buffer, table.distancesDm.buffer] as ArrayBuffer[];
    }
  } catch (error) {
    response = { id: request.id, answer: null, error: error instanceof Error ? error.message : String(error) };
  }
  port.postMessage(response, transfer);
});
