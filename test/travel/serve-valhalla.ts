import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LonLat } from '../../apps/api/src/travel/lon-lat.ts';
import { encodePolyline } from '../../apps/api/src/travel/osrm/polyline.ts';
import { NO_STREET_METRES } from '../../apps/api/src/travel/snap.ts';
import type { StreetEngine } from '../../apps/api/src/travel/street-engine.ts';
import { UNREACHABLE } from '../../apps/api/src/travel/travel.ts';

interface Question {
  sources: { lon: number; lat: number }[];
  targets: { lon: number; lat: number }[];
  locations: { lon: number; lat: number }[];
  costing: string;
  units: string;
  verbose?: boolean;
}
const PROFILES: Record<string, string> = { motor_scooter: 'motorbike', auto: 'car', pedestrian: 'foot' };
const MOST_PAIRS = 2500;

/**
 * A server that speaks Valhalla's documented API (matrix, route, locate) over the demo's streets: the shapes, units, limits
 * and error codes are Valhalla's, the times are ours. It really listens; the caller closes it.
 */
export async function serveValhalla(streets: StreetEngine): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    const { status, body } = await answer(streets, request.url ?? '', await readBody(request));
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readBody(request: IncomingMessage): Promise<Question> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return JSON.parse(Buffer.concat(parts).toString()) as Question;
}

const fault = (status: number, error_code: number, error: string) => ({
  status,
  body: { error_code, error, status_code: status, status: 'Bad Request' },
});

async function answer(streets: StreetEngine, path: string, question: Question): Promise<{ status: number; body: unknown }> {
  const profileId = PROFILES[question.costing];
  if (profileId === undefined) return fault(400, 125, 'No costing method found');
  const placesOf = (list: { lon: number; lat: number }[]): LonLat[] => list.map(({ lon, lat }) => [lon, lat]);
  const { finder } = streets.profile(profileId);
  if (path === '/locate') {
    const body = question.locations.map(({ lon, lat }) => {
      const point = finder.nearest([lon, lat], NO_STREET_METRES);
      if (!point) return { input_lon: lon, input_lat: lat, edges: null, nodes: null };
      const edge = {
        way_id: 1,
        correlated_lat: point.lat,
        correlated_lon: point.lon,
        side_of_street: 'neither',
        percent_along: 0.5,
      };
      return { input_lon: lon, input_lat: lat, edges: [edge], nodes: null };
    });
    return { status: 200, body };
  }
  if (path === '/sources_to_targets') {
    const [sources, targets] = [placesOf(question.sources), placesOf(question.targets)];
    if (sources.length * targets.length > MOST_PAIRS) return fault(400, 150, 'Exceeded max locations');
    if ([...sources, ...targets].some((place) => !finder.nearest(place)))
      return fault(400, 171, 'No suitable edges near location');
    const { durationsDs, distancesDm } = await streets.table(profileId, sources, targets, { doorToDoor: false });
    const row = <Cell>(i: number, cell: (pair: number, j: number) => Cell): Cell[] =>
      targets.map((_, j) => cell(i * targets.length + j, j));
    const time = (pair: number): number | null => (durationsDs[pair] === UNREACHABLE ? null : durationsDs[pair]! / 10);
    const kilometres = (pair: number): number | null => (distancesDm[pair] === UNREACHABLE ? null : distancesDm[pair]! / 10_000);
    const long = sources.map((_, i) =>
      row(i, (pair, j) => ({ from_index: i, to_index: j, time: time(pair), distance: kilometres(pair) })),
    );
    const short = { durations: sources.map((_, i) => row(i, time)), distances: sources.map((_, i) => row(i, kilometres)) };
    return {
      status: 200,
      body: { sources_to_targets: question.verbose === false ? short : long, units: 'kilometers', algorithm: 'costmatrix' },
    };
  }
  if (path === '/route') {
    const [leg] = streets.trace(profileId, placesOf(question.locations));
    if (!leg) return fault(400, 442, 'No path could be found for input');
    const legs = [{ shape: encodePolyline(leg.line, 6), summary: { time: leg.timeDs / 10, length: leg.lengthDm / 10_000 } }];
    return { status: 200, body: { trip: { legs, status: 0, units: 'kilometers' } } };
  }
  return fault(404, 106, 'Try any of: /route, /locate, /sources_to_targets');
}
