import { parentPort, workerData } from 'node:worker_threads';
import type { LonLat } from './lon-lat.ts';
import { StreetFinder } from './snap.ts';
import { decodeStreetFile } from './street-file.ts';
import { middleLatOf } from './street-graph.ts';
import { MatrixSolver, type StreetMatrix } from './travel-matrix.ts';

/** What the thread is given when it starts. */
export interface TravelWorkerData {
  readonly buffer: SharedArrayBuffer;
}

export interface MatrixRequest {
  readonly id: number;
  readonly profileId: string;
  /** lon, lat, lon, lat, … */
  readonly lonLats: Float64Array;
  /** One Int32: anything but 0 means stop. */
  readonly cancelled: SharedArrayBuffer;
}

export interface MatrixResponse {
  readonly id: number;
  /** Null when it was cancelled or failed. */
  readonly matrix: StreetMatrix | null;
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

port.on('message', (request: MatrixRequest) => {
  const cancelled = new Int32Array(request.cancelled);
  let response: MatrixResponse;
  try {
    const places: LonLat[] = [];
    for (let i = 0; i < request.lonLats.length; i += 2) places.push([request.lonLats[i]!, request.lonLats[i + 1]!]);
    const matrix = solverOf(request.profileId).solve(places, () => Atomics.load(cancelled, 0) !== 0);
    response = { id: request.id, matrix, error: null };
  } catch (error) {
    response = { id: request.id, matrix: null, error: error instanceof Error ? error.message : String(error) };
  }
  const transfer = response.matrix
    ? [response.matrix.durationsSec.buffer, response.matrix.distancesMetres.buffer, response.matrix.offStreetMetres.buffer]
    : [];
  port.postMessage(response, transfer as ArrayBuffer[]);
});
