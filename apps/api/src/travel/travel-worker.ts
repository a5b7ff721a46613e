import { parentPort, workerData } from 'node:worker_threads';
import type { LonLat } from './lon-lat.ts';
import { StreetFinder } from './snap.ts';
import { decodeStreetFile } from './street-file.ts';
import { middleLatOf } from './street-graph.ts';
import { addWalks, MatrixSolver, type StreetTable } from './travel-matrix.ts';

/** What the thread is given when it starts. */
export interface TravelWorkerData {
  readonly buffer: SharedArrayBuffer;
}

export interface TableRequest {
  readonly id: number;
  readonly profileId: string;
  /** lon, lat, lon, lat, … */
  readonly origins: Float64Array;
  /** Null: the origins again. */
  readonly destinations: Float64Array | null;
  /** With the walks, in seconds and metres. */
  readonly doorToDoor: boolean;
  /** One Int32: anything but 0 means stop. */
  readonly cancelled: SharedArrayBuffer;
}

export interface TableResponse {
  readonly id: number;
  /** Null when it was cancelled or failed. */
  readonly table: StreetTable | null;
  readonly error: string | null;
}

const port = parentPort;
if (port === null) throw new Error('travel-worker is the entry of a worker thread.');
const { buffer } = workerData as TravelWorkerData;
const graph = decodeStreetFile(buffer, 'the shared street file');
const solvers = new Map<string, MatrixSolver>();

function solverOf(profileId: string): MatrixSolver {
  const known = solvers.get(profileId);
  if (known) return known;
  const hierarchy = graph.hierarchies.find((candidate) => candidate.profileId === profileId);
  if (!hierarchy) throw new Error(`The streets have no profile "${profileId}".`);
  const finder = new StreetFinder(graph.streets, hierarchy, middleLatOf(graph.meta));
  const solver = new MatrixSolver(graph.streets, hierarchy, finder);
  solvers.set(profileId, solver);
  return solver;
}

function placesOf(lonLats: Float64Array): LonLat[] {
  const places: LonLat[] = [];
  for (let i = 0; i < lonLats.length; i += 2) places.push([lonLats[i]!, lonLats[i + 1]!]);
  return places;
}

port.on('message', (request: TableRequest) => {
  const cancelled = new Int32Array(request.cancelled);
  let response: TableResponse;
  try {
    const origins = placesOf(request.origins);
    const destinations = request.destinations ? placesOf(request.destinations) : origins;
    const table = solverOf(request.profileId).solve(origins, destinations, () => Atomics.load(cancelled, 0) !== 0);
    if (table && request.doorToDoor) addWalks(table, origins, destinations);
    response = { id: request.id, table, error: null };
  } catch (error) {
    response = { id: request.id, table: null, error: error instanceof Error ? error.message : String(error) };
  }
  const transfer = response.table ? [response.table.durationsDs.buffer, response.table.distancesDm.buffer] : [];
  port.postMessage(response, transfer as ArrayBuffer[]);
});
