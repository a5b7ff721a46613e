/** Which cases are shown, in which order: pure, shared by list and map. */
import type { CaseSummary } from '@gocua/api/contract/cases';
import { CASE_STATES, type CaseState, MOBILITIES, type Mobility, NEEDS, type Need } from '@gocua/api/contract/codes';
import { fold } from '@gocua/api/contract/fold';
import { PIN_DOUBTS, type PinDoubt, pinDoubt } from '@gocua/api/contract/pin-doubts';
import { ageIn } from '../../words/format.ts';

export const AGE_BANDS = ['under60', '60to79', '80to99', 'over100'] as const;
export type AgeBand = (typeof AGE_BANDS)[number];
export const SORTS = ['priority', 'oldest', 'name', 'address', 'waiting'] as const;
export type Sort = (typeof SORTS)[number];

export interface CaseFilter {
  /** A unit id; its whole subtree counts. */
  unitId: string | null;
  states: readonly CaseState[];
  needs: readonly Need[];
  mobilities: readonly Mobility[];
  ages: readonly AgeBand[];
  /** What is doubtful about the pin. */
  doubts: readonly PinDoubt[];
  sort: Sort;
}

/** What is shown without any choice: what remains to be visited. */
export const REMAINING: readonly CaseState[] = ['waiting', 'scheduled'];
export const NO_FILTER: CaseFilter = {
  unitId: null,
  states: REMAINING,
  needs: [],
  mobilities: [],
  ages: [],
  doubts: [],
  sort: 'priority',
};

const NAMES = { unitId: 'pv', states: 'tt', needs: 'nc', mobilities: 'dl', ages: 'tuoi', doubts: 'vt', sort: 'xep' } as const;

function among<T extends string>(text: string | null, allowed: readonly T[]): T[] {
  const asked = new Set(text?.split('.') ?? []);
  return allowed.filter((one) => asked.has(one));
}

/** Unknown values in an old or mistyped address are passed over. */
export function readFilter(search: URLSearchParams): CaseFilter {
  const states = among(search.get(NAMES.states), CASE_STATES);
  const unitId = search.get(NAMES.unitId);
  return {
    unitId: unitId && /^[A-Za-z0-9._-]{1,64}$/.test(unitId) ? unitId : null,
    states: states.length > 0 ? states : REMAINING,
    needs: among(search.get(NAMES.needs), NEEDS),
    mobilities: among(search.get(NAMES.mobilities), MOBILITIES),
    ages: among(search.get(NAMES.ages), AGE_BANDS),
    doubts: among(search.get(NAMES.doubts), PIN_DOUBTS),
    sort: SORTS.find((sort) => sort === search.get(NAMES.sort)) ?? 'priority',
  };
}

/** Writes only what differs from the usual, so that addresses stay short; other values of the address stay. */
export function writeFilter(search: URLSearchParams, filter: CaseFilter): URLSearchParams {
  const after = new URLSearchParams(search);
  const set = (name: string, value: string) => (value ? after.set(name, value) : after.delete(name));
  const usual = filter.states.length === REMAINING.length && REMAINING.every((state) => filter.states.includes(state));
  set(NAMES.unitId, filter.unitId ?? '');
  set(NAMES.states, usual ? '' : filter.states.join('.'));
  set(NAMES.needs, filter.needs.join('.'));
  set(NAMES.mobilities, filter.mobilities.join('.'));
  set(NAMES.ages, filter.ages.join('.'));
  set(NAMES.doubts, filter.doubts.join('.'));
  set(NAMES.sort, filter.sort === 'priority' ? '' : filter.sort);
  return after;
}

/** How many choices narrow the list, for the badge on the filter button. */
export function narrowingCount(filter: CaseFilter): number {
  const usual = filter.states.length === REMAINING.length && REMAINING.every((state) => filter.states.includes(state));
  return (
    (filter.unitId ? 1 : 0) +
    (usual ? 0 : 1) +
    [filter.needs, filter.mobilities, filter.ages, filter.doubts].filter((list) => list.length > 0).length
  );
}

export function ageBand(age: number): AgeBand {
  return age < 60 ? 'under60' : age < 80 ? '60to79' : age < 100 ? '80to99' : 'over100';
}

/** Folded once per case, so that typing stays quick with thousands of them. */
const foldedTexts = new WeakMap<CaseSummary, string>();
function foldedText(one: CaseSummary): string {
  let text = foldedTexts.get(one);
  if (text === undefined) {
    text = fold(`${one.fullName} ${one.address}`);
    foldedTexts.set(one, text);
  }
  return text;
}

export interface FilterContext {
  /** Today in the unit's zone: ages are counted from it. */
  today: string;
  /** Materialised path of a unit ("01/q006/00226/"), undefined when unknown. */
  pathOf: (unitId: string) => string | undefined;
  /** Cases whose phone matches the typed text, as the server found them. */
  phoneMatches: ReadonlySet<string>;
}

type Filtered = Pick<CaseSummary, 'state' | 'unitId' | 'mobility' | 'birthYear'> & { readonly needs: readonly Need[] };

/** What list and map filter alike: state, unit, needs, mobility, age. The unit of most cases is asked for once, not for each case. */
export function passesFilter(filter: CaseFilter, { today, pathOf }: Pick<FilterContext, 'today' | 'pathOf'>) {
  const { unitId, states, needs, mobilities, ages } = filter;
  const root = unitId ? pathOf(unitId) : undefined;
  const isWithin = new Map<string, boolean>();
  const within = (id: string): boolean => {
    const known = isWithin.get(id);
    if (known !== undefined) return known;
    const is = id === unitId || (root !== undefined && (pathOf(id)?.startsWith(root) ?? false));
    isWithin.set(id, is);
    return is;
  };
  return (one: Filtered): boolean =>
    states.includes(one.state) &&
    (!unitId || within(one.unitId)) &&
    (needs.length === 0 || needs.some((need) => one.needs.includes(need))) &&
    (mobilities.length === 0 || mobilities.includes(one.mobility)) &&
    (ages.length === 0 || ages.includes(ageBand(ageIn(today, one.birthYear))));
}

/** Every word of `text` must occur, accents and case ignored. */
export function filterCases(
  cases: readonly CaseSummary[],
  filter: CaseFilter,
  text: string,
  context: FilterContext,
): CaseSummary[] {
  const { today, pathOf, phoneMatches } = context;
  const words = fold(text).split(' ').filter(Boolean);
  const passes = passesFilter(filter, { today, pathOf });
  const kept = cases.filter((one) => {
    if (!passes(one)) return false;
    if (
      filter.doubts.length > 0 &&
      !filter.doubts.some((doubt) => doubt === pinDoubt(one) || (doubt === 'outside_ward' && one.outsideWard))
    )
      return false;
    if (words.length === 0 || phoneMatches.has(one.id)) return true;
    const within = foldedText(one);
    return words.every((word) => within.includes(word));
  });
  return kept.sort(ORDERS[filter.sort]);
}

const collator = new Intl.Collator('vi', { numeric: true });
/** Vietnamese names are ordered by the given name, which stands last. */
const givenName = (fullName: string) => fullName.slice(fullName.lastIndexOf(' ') + 1);
const byId = (a: CaseSummary, b: CaseSummary) => (a.id < b.id ? -1 : 1);
const ORDERS: Record<Sort, (a: CaseSummary, b: CaseSummary) => number> = {
  priority: (a, b) => b.priority - a.priority || a.birthYear - b.birthYear || byId(a, b),
  oldest: (a, b) => a.birthYear - b.birthYear || b.priority - a.priority || byId(a, b),
  name: (a, b) =>
    collator.compare(givenName(a.fullName), givenName(b.fullName)) || collator.compare(a.fullName, b.fullName) || byId(a, b),
  address: (a, b) => collator.compare(a.address, b.address) || byId(a, b),
  waiting: (a, b) => a.createdAt.localeCompare(b.createdAt) || byId(a, b),
};
