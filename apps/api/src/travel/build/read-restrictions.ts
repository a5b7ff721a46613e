import { type OsmTags, readOsmPbf } from './read-osm-pbf.ts';

/** A turn restriction of OpenStreetMap: from one way over a node into another. Ids are OpenStreetMap's. */
export interface TurnRestriction {
  readonly fromWayIds: readonly number[];
  readonly viaNodeId: number;
  readonly toWayIds: readonly number[];
  /** `only`: every other turn out of the first way is forbidden. */
  readonly kind: 'no' | 'only';
  readonly tags: OsmTags;
}

const VALUE = /^(no|only)_/;

/**
 * The turn restrictions of extracts. Left out are those that lead over a way instead of a node, those that bind at certain hours
 * only (`restriction:conditional`), and those whose members the extract does not hold.
 */
export function readRestrictions(paths: readonly string[]): TurnRestriction[] {
  const restrictions: TurnRestriction[] = [];
  const known = new Set<number>();
  for (const path of paths) {
    readOsmPbf(path, {
      relation: (id, tags, members) => {
        if (!tags.type?.startsWith('restriction') || known.has(id)) return;
        const value = Object.entries(tags).find(
          ([key, text]) => /^restriction(:(motorcycle|motorcar|motor_vehicle|vehicle))?$/.test(key) && VALUE.test(text ?? ''),
        );
        const via = members.filter(({ role }) => role === 'via');
        if (!value || via.length !== 1 || via[0]!.kind !== 'node') return;
        const waysOf = (role: string): number[] =>
          members.flatMap((member) => (member.role === role && member.kind === 'way' ? [member.id] : []));
        known.add(id);
        restrictions.push({
          fromWayIds: waysOf('from'),
          viaNodeId: via[0]!.id,
          toWayIds: waysOf('to'),
          kind: VALUE.exec(value[1]!)![1] as 'no' | 'only',
          tags,
        });
      },
    });
  }
  return restrictions;
}

/** Whether a restriction binds a vehicle, given the access keys that name it, the most specific first; nobody on foot is bound. */
export function binds(tags: OsmTags, accessKeys: readonly string[]): boolean {
  if (accessKeys.includes('foot')) return false;
  const excepted = (tags.except ?? '').split(';').map((word) => word.trim());
  if (accessKeys.some((key) => excepted.includes(key))) return false;
  return tags.restriction !== undefined || accessKeys.some((key) => tags[`restriction:${key}`] !== undefined);
}
