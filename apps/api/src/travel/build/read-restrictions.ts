import { type OsmMember, type OsmTags, readOsmPbf } from './read-osm-pbf.ts';
import { bindsAtWork, oldHours } from './timed-restriction.ts';

/** A turn restriction of OpenStreetMap: from one way over a node, or over one or more ways, into another. Ids are OpenStreetMap's. */
export interface TurnRestriction {
  readonly fromWayIds: readonly number[];
  /** Null where it leads over ways. */
  readonly viaNodeId: number | null;
  readonly viaWayIds: readonly number[];
  readonly toWayIds: readonly number[];
  /** `only`: every other turn out of the first way (and, over ways, out of the last of them then) is forbidden. */
  readonly kind: 'no' | 'only';
  readonly tags: OsmTags;
}

const KEY = /^restriction(:(motorcycle|motorcar|motor_vehicle|vehicle))?(:conditional)?$/;
const VALUE = /^(no|only)_/;
const CONDITIONAL = /^\s*((?:no|only)_\w+)\s*@\s*\(?([^)]*)\)?/;

/**
 * The turn restrictions of extracts. Those that bind at certain hours bind always or never (see bindsAtWork). Left out are those whose
 * members the extract does not hold.
 */
export function readRestrictions(paths: readonly string[]): TurnRestriction[] {
  const restrictions: TurnRestriction[] = [];
  const known = new Set<number>();
  for (const path of paths) {
    readOsmPbf(path, {
      relation: (id, tags, members) => {
        if (!tags.type?.startsWith('restriction') || known.has(id)) return;
        const binding = bindingTags(tags);
        const kind = Object.entries(binding).flatMap(([key, value]) => (KEY.test(key) && VALUE.exec(value ?? '')?.[1]) || [])[0];
        const via = members.filter(({ role }) => role === 'via');
        const viaNode = via.length === 1 && via[0]!.kind === 'node' ? via[0]!.id : null;
        const viaWayIds = waysOf(members, 'via');
        if (!kind || (viaNode === null && (via.length === 0 || viaWayIds.length < via.length))) return;
        known.add(id);
        restrictions.push({
          fromWayIds: waysOf(members, 'from'),
          viaNodeId: viaNode,
          viaWayIds,
          toWayIds: waysOf(members, 'to'),
          kind: kind as 'no' | 'only',
          tags: binding,
        });
      },
    });
  }
  return restrictions;
}

const waysOf = (members: readonly OsmMember[], wanted: string): number[] =>
  members.flatMap(({ role, kind, id }) => (role === wanted && kind === 'way' ? [id] : []));

/** The tags without what binds at other hours only, and with what binds at working hours as if it always did. */
function bindingTags(tags: OsmTags): OsmTags {
  const binding: Record<string, string> = {};
  const hours = oldHours(tags);
  for (const [key, value] of Object.entries(tags)) {
    if (value === undefined) continue;
    if (!KEY.test(key)) binding[key] = value;
    else if (!key.endsWith(':conditional')) {
      if (hours === null || bindsAtWork(hours)) binding[key] = value;
    } else {
      const [, turn, condition] = CONDITIONAL.exec(value) ?? [];
      if (turn !== undefined && bindsAtWork(condition!)) binding[key.replace(/:conditional$/, '')] = turn;
    }
  }
  return binding;
}

/** Whether a restriction binds a vehicle, given the access keys that name it, the most specific first; nobody on foot is bound. */
export function binds(tags: OsmTags, accessKeys: readonly string[]): boolean {
  if (accessKeys.includes('foot')) return false;
  const excepted = (tags.except ?? '').split(';').map((word) => word.trim());
  if (accessKeys.some((key) => excepted.includes(key))) return false;
  return tags.restriction !== undefined || accessKeys.some((key) => tags[`restriction:${key}`] !== undefined);
}
