import type { TravelSource } from '../contract/codes.ts';
import type { PlanRoute } from '../contract/planning.ts';

/** Lines of a route's legs, lon/lat pairs; empty where a leg has none (a break). */
type Legs = readonly (readonly (readonly [number, number])[])[];

const xml = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
const at = (lon: number, lat: number): string => `lat="${lat.toFixed(6)}" lon="${lon.toFixed(6)}"`;

/**
 * GPX 1.1 (https://www.topografix.com/GPX/1/1/): a rte of the stops in their order, a trk with one segment for each leg; `src` says where
 * times and lines are from.
 */
export function encodeGpx(
  { route, travelSource }: { route: PlanRoute; travelSource: TravelSource },
  legs: Legs,
  now: Date,
): string {
  const name = xml(`${route.date} · ${route.teamId}`);
  const stops = route.stops.flatMap(({ position, kind, lat, lon, startAt }) =>
    lat === null || lon === null
      ? []
      : [`<rtept ${at(lon, lat)}><time>${startAt}</time><name>${position}</name><type>${kind}</type></rtept>`],
  );
  const segments = legs
    .filter((leg) => leg.length > 1)
    .map((leg) => `<trkseg>${leg.map(([lon, lat]) => `<trkpt ${at(lon, lat)}/>`).join('')}</trkseg>`);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<gpx version="1.1" creator="Go Cua" xmlns="http://www.topografix.com/GPX/1/1" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"' +
      ' xsi:schemaLocation="http://www.topografix.com/GPX/1/1 http://www.topografix.com/GPX/1/1/gpx.xsd">',
    `<metadata><name>${name}</name><copyright author="OpenStreetMap contributors"><license>https://opendatacommons.org/licenses/odbl/1-0/</license></copyright><time>${now.toISOString()}</time></metadata>`,
    `<rte><name>${name}</name><src>${travelSource}</src>${stops.join('')}</rte>`,
    `<trk><name>${name}</name><src>${travelSource}</src>${segments.join('')}</trk>`,
    '</gpx>',
    '',
  ].join('\n');
}
