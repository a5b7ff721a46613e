import { parentPort, workerData } from 'node:worker_threads';
import type { LonLat } from './lon-lat.ts';
import type { TableQuestion } from './matrix-thread.ts';
import { StreetFinder } from './snap.ts';
import { retimeHierarchy } from './speeds/retime-hierarchy.ts';
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
  readonly pace: TableQuestion['pace'];
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
const finders = new Map<string, StreetFinder>();
/** By profile and speeds; the one asked for last stays longest. */
const solvers = new Map<string, MatrixSolver>();
const SOLVERS_KEPT = 12;

function solverOf(profileId: string, pace: TableQuestion['pace']): MatrixSolver {
  const key = `${profileId} ${pace?.key ?? ''}`;
  const solver = solvers.get(key) ?? makeSolver(profileId, pace);
  solvers.delete(key);
  solvers.set(key, solver);
  const [oldest] = solvers.keys();
  if (solvers.size > SOLVERS_KEPT && oldest !== undefined) solvers.delete(oldest);
  return solver;
}

function makeSolver(profileId: string, pace: TableQuestion['pace']): MatrixSolver {
  const { streets, hierarchies, meta } = graph;
  const base = hierarchies.find((candidate) => candidate.profileId === profileId);
  if (!base) throw new Error(`The streets have no profile "${profileId}".`);
  const finder = finders.get(profileId) ?? new StreetFinder(streets, base, middleLatOf(meta));
  finders.set(profileId, finder);
  return new MatrixSolver(streets, pace ? retimeHierarchy(streets, base, pace.edgeFactor) : base, finder);
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
    const table = solverOf(request.profileId, request.pace).solve(origins, destinations, () => Atomics.load(cancelled, 0) !== 0);
    if (table && request.doorToDoor) addWalks(table, origins, destinations);
    response = { id: request.id, table, error: null };
  } catch (error) {
    response = { id: request.id, table: null, error: error instanceof Error ? error.message : String(error) };
  }
  const transfer = response.table ? [response.table.durationsDs.buffer, response.table.distancesDm.buffer] : [];
  port.postMessage(response, transfer as ArrayBuffer[]);
});
