import { isLonLat, type LonLat } from '../lon-lat.ts';
import { decodePolyline } from './polyline.ts';

/** The codes of OSRM's API that this service answers with, besides "Ok". All are HTTP 400, as there. */
export type OsrmFaultCode =
  | 'InvalidUrl'
  | 'InvalidService'
  | 'InvalidVersion'
  | 'InvalidOptions'
  | 'InvalidQuery'
  | 'InvalidValue'
  | 'NoSegment'
  | 'NoRoute'
  | 'TooBig';

/** A question that OSRM would refuse; the message is for whoever wrote the client, and never repeats a coordinate. */
export class OsrmFault extends Error {
  override readonly name = 'OsrmFault';
  readonly code: OsrmFaultCode;

  constructor(code: OsrmFaultCode, message: string) {
    super(message);
    this.code = code;
  }
}

export type OsrmQuery = Readonly<Record<string, string | undefined>>;

/** "105.8,21.0;105.9,21.1", "polyline(…)" or "polyline6(…)", with or without ".json" behind it. */
export function readCoordinates(text: string, least: number, most: number): LonLat[] {
  const encoded = /^polyline(6?)\((.*)\)(?:\.json)?$/s.exec(text);
  const places = encoded ? decodePolyline(encoded[2]!, encoded[1] === '6' ? 6 : 5) : readPairs(text.replace(/\.json$/, ''));
  if (!places) throw new OsrmFault('InvalidQuery', 'Coordinates are "lon,lat;lon,lat" or "polyline(…)".');
  if (places.length > most)
    throw new OsrmFault('TooBig', `${places.length} coordinates are too many; at most ${most} are answered.`);
  if (places.length < least) throw new OsrmFault('InvalidOptions', `At least ${least} coordinates are needed.`);
  const wrong = places.findIndex(([lon, lat]) => !isLonLat(lon, lat));
  if (wrong >= 0) throw new OsrmFault('InvalidValue', `Coordinate ${wrong} lies nowhere on Earth.`);
  return places;
}

function readPairs(text: string): LonLat[] | null {
  const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
  const places: LonLat[] = [];
  for (const pair of text.split(';')) {
    const parts = pair.split(',');
    if (parts.length !== 2 || !parts.every((part) => number.test(part))) return null;
    places.push([Number(parts[0]), Number(parts[1])]);
  }
  return places;
}

/** One of the values allowed, or the first when the option is absent. */
export function readChoice<Choice extends string>(query: OsrmQuery, name: string, choices: readonly Choice[]): Choice {
  const value = query[name];
  if (value === undefined || value === '') return choices[0]!;
  const found = choices.find((choice) => choice === value);
  if (found === undefined) throw new OsrmFault('InvalidOptions', `"${name}" is one of ${choices.join(', ')}.`);
  return found;
}

/** A list of words, each of those allowed; null when the option is absent. */
export function readWords<Word extends string>(query: OsrmQuery, name: string, words: readonly Word[]): Word[] | null {
  const value = query[name];
  if (value === undefined || value === '') return null;
  return value.split(',').map((text) => {
    const found = words.find((word) => word === text);
    if (found === undefined) throw new OsrmFault('InvalidOptions', `"${name}" takes ${words.join(', ')}.`);
    return found;
  });
}

/** "all" or positions of coordinates, for the rows and columns of a table. */
export function readIndexes(query: OsrmQuery, name: string, count: number): number[] | null {
  const value = query[name];
  if (value === undefined || value === '' || value === 'all') return null;
  return value.split(';').map((text) => {
    const index = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (!(index < count)) throw new OsrmFault('InvalidOptions', `"${name}" are positions 0 to ${count - 1}, separated by ";".`);
    return index;
  });
}

/** How far each coordinate may lie from a street, in metres; null: as far as this service looks at all. */
export function readRadiuses(query: OsrmQuery, count: number): (number | null)[] {
  const value = query.radiuses;
  if (value === undefined || value === '') return new Array<null>(count).fill(null);
  const parts = value.split(';');
  if (parts.length !== count) throw new OsrmFault('InvalidOptions', '"radiuses" needs one value for each coordinate.');
  return parts.map((text) => {
    if (text === '' || text === 'unlimited') return null;
    const metres = Number(text);
    if (!(metres >= 0)) throw new OsrmFault('InvalidOptions', '"radiuses" are metres or "unlimited".');
    return metres;
  });
}

/** Refuses what would change the answer and is not done here; what would not is passed over in silence, as OSRM's clients expect. */
export function refuseUnsupported(query: OsrmQuery): void {
  const has = (name: string): boolean => (query[name] ?? '').replace(/;/g, '') !== '';
  for (const name of ['bearings', 'exclude', 'waypoints', 'fallback_speed', 'scale_factor'])
    if (has(name)) throw new OsrmFault('InvalidOptions', `"${name}" is not supported by this service.`);
  if (/curb/.test(query.approaches ?? ''))
    throw new OsrmFault('InvalidOptions', '"approaches=curb" is not supported by this service.');
}
