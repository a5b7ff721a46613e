/** What of the file is needed to find the author's word for a place in it. */
interface Layout {
  readonly jobCount: number;
  readonly profiles: readonly string[];
  readonly placeCount: number;
}

const TABLES: Readonly<Record<string, string>> = { durationsSec: 'durations', distancesMetres: 'distances', costs: 'costs' };

const WORDS: readonly (readonly [RegExp, string])[] = [
  [/^visits/, 'jobs'],
  [/^(pairs\[\d+\])\.loads/, '$1.amount'],
  [/^pairs/, 'shipments'],
  [/\.pickups/, '.pickup'],
  [/^shifts/, 'vehicles'],
  [/\.placeIndex/, '.location_index'],
  [/\.startPlaceIndex/, '.start_index'],
  [/\.endPlaceIndex/, '.end_index'],
  [/\.serviceSecByType.*/, '.service_per_type'],
  [/\.setupSecByType.*/, '.setup_per_type'],
  [/\.serviceSec/, '.service'],
  [/\.setupSec/, '.setup'],
  [/\.prize/, '.priority'],
  [/\.windows/, '.time_windows'],
  [/\.opensSec/, '[0]'],
  [/\.closesSec/, '[1]'],
  [/\.durationSec/, '.service'],
  [/\.maxLoads/, '.max_load'],
  [/\.loads/, '.delivery'],
  [/\.speedFactor/, '.speed_factor'],
  [/\.workType/, '.type'],
  [/\.costs\.perTravelSec/, '.costs.per_hour'],
  [/\.costs\.perMetre/, '.costs.per_km'],
  [/\.costs\.perTaskSec/, '.costs.per_task_hour'],
  [/\.maxVisits/, '.max_tasks'],
  [/\.maxTravelSec/, '.max_travel_time'],
  [/\.maxMetres/, '.max_distance'],
];

/** The paths of `validateProblem` as the author of VROOM's JSON knows them. */
export function inVroomsWords(path: string, { jobCount, profiles, placeCount }: Layout): string {
  const matrix = /^matrices\[(\d+)\]\.(\w+)(?:\[(\d+)\])?/.exec(path);
  if (matrix) {
    const [, index, table, cell] = matrix;
    const at = cell === undefined ? '' : `[${Math.floor(Number(cell) / placeCount)}][${Number(cell) % placeCount}]`;
    return `matrices.${profiles[Number(index)]}.${TABLES[table!] ?? table}${at}`;
  }
  const visit = /^visits\[(\d+)\]/.exec(path);
  const side = visit ? Number(visit[1]) - jobCount : -1;
  const named = side < 0 ? path : path.replace(visit![0], `shipments[${side >> 1}].${side % 2 === 0 ? 'pickup' : 'delivery'}`);
  return WORDS.reduce((text, [pattern, word]) => text.replace(pattern, word), named);
}
