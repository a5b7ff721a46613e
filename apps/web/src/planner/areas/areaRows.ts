/** Which units are shown, and with which numbers: pure, shared by map, table and legend. */
import type { CaseCount } from '@gocua/api/contract/cases';
import type { UnitFacts, UnitFeature } from '../data/useBoundaries.ts';

/** `now`: wards right below the city; `former`: districts, and the wards that lie in them. */
export const STRUCTURES = ['now', 'former'] as const;
export type Structure = (typeof STRUCTURES)[number];

export interface AreaRow {
  readonly unit: UnitFacts;
  readonly feature: UnitFeature;
  readonly remaining: number;
  readonly served: number;
  readonly total: number;
}

/**
 * The rows below `parentId` (null: the whole city). A unit's number is the sum of the cases of itself and of all wards in it.
 * Sorted by what remains; only units inside `scopePath` (materialised path of the person's own unit) are shown.
 */
export function areaRows(
  features: readonly UnitFeature[],
  counts: readonly CaseCount[],
  structure: Structure,
  parentId: string | null,
  isVisible: (unitId: string) => boolean,
): AreaRow[] {
  const kind = structure === 'former' && parentId === null ? 'district' : 'ward';
  const shown = features.filter(
    ({ properties }) => properties.kind === kind && (parentId === null || properties.parentId === parentId),
  );
  const rows = new Map(
    shown.map((feature) => [feature.properties.id, { unit: feature.properties, feature, remaining: 0, served: 0, total: 0 }]),
  );
  const parents = new Map(features.map(({ properties }) => [properties.id, properties.parentId]));
  for (const { unitId, state, count } of counts) {
    let id: string | null = unitId;
    while (id !== null && !rows.has(id)) id = parents.get(id) ?? null;
    const row = id === null ? undefined : rows.get(id);
    if (!row) continue;
    row.total += count;
    if (state === 'waiting' || state === 'scheduled') row.remaining += count;
    if (state === 'served') row.served += count;
  }
  const collator = new Intl.Collator('vi');
  return [...rows.values()]
    .filter(({ unit, total }) => isVisible(unit.id) || total > 0)
    .sort((a, b) => b.remaining - a.remaining || b.total - a.total || collator.compare(a.unit.name, b.unit.name));
}

/** Upper ends of at most five classes with about as many units in each; equal numbers are never in two classes. 0 is a class apart. */
export function classEnds(rows: readonly AreaRow[]): number[] {
  const numbers = rows
    .map(({ remaining }) => remaining)
    .filter((remaining) => remaining > 0)
    .sort((a, b) => a - b);
  const ends = new Set<number>();
  for (let part = 1; part <= 5; part++) {
    const at = Math.ceil((numbers.length * part) / 5) - 1;
    if (at >= 0) ends.add(numbers[at]!);
  }
  return [...ends];
}

/** 0 for none, 1 … 5 from few to many. With fewer classes the darkest stay in use: many is always dark. */
export function classOf(remaining: number, ends: readonly number[]): number {
  if (remaining === 0) return 0;
  const index = ends.findIndex((end) => remaining <= end);
  return (index < 0 ? ends.length : index + 1) + (5 - ends.length);
}
