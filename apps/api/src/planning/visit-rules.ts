import type { Mobility, Need, Requirement, Skill } from '../contract/codes.ts';

/**
 * What a visit takes. An intake needs 10–15 minutes a person at an office and over an hour at the bed of a centenarian;
 * prints that cannot be read (iris, photo, typing by hand) come on top. Minutes by need and by how the person can move.
 */
const SERVICE_MINUTES: Record<Need, Record<Mobility, number>> = {
  id_card: { walks: 15, needs_help: 22, wheelchair: 28, bedbound: 50 },
  id_card_iris: { walks: 25, needs_help: 32, wheelchair: 38, bedbound: 60 },
  digital_identity: { walks: 8, needs_help: 10, wheelchair: 10, bedbound: 10 },
  population_check: { walks: 5, needs_help: 5, wheelchair: 5, bedbound: 5 },
  // A second team stays as long as the first: see compile-bonds.
  second_team: { walks: 15, needs_help: 20, wheelchair: 25, bedbound: 45 },
  card_return: { walks: 5, needs_help: 5, wheelchair: 5, bedbound: 5 },
};

/** Parking, greeting, unpacking the machine and packing it again: once per household and stop. */
export const SETUP_SEC = 6 * 60;

const SKILLS_NEEDED: Record<Need, readonly Skill[]> = {
  id_card: ['intake'],
  id_card_iris: ['intake', 'iris'],
  digital_identity: ['vneid'],
  population_check: ['officer'],
  second_team: [],
  card_return: [],
};

/** Seconds at the home for one person, without the setup. The intake with iris contains the ordinary one. */
export function serviceSec(needs: readonly Need[], mobility: Mobility): number {
  const isExceptional = needs.includes('id_card_iris');
  let minutes = 0;
  for (const need of new Set(needs)) {
    if (need === 'id_card' && isExceptional) continue;
    minutes += SERVICE_MINUTES[need][mobility];
  }
  return minutes * 60;
}

/** Skills that a shift must have, all of them, in a fixed order. */
export function requiredSkills(needs: readonly Need[], requirements: readonly Requirement[] = []): Skill[] {
  return [...new Set<Skill>([...needs.flatMap((need) => SKILLS_NEEDED[need]), ...requirements])].sort();
}

/** Leaving out one visit of tier 0 is worse than leaving out all of tier 1. The priority knows age, mobility and the dispatcher. */
export function priorityTier(priority: number): number {
  if (priority >= 80) return 0;
  return priority >= 50 ? 1 : 2;
}

const WEEK_MS = 7 * 24 * 3600 * 1000;
/** Neither waiting nor being passed over weighs more than this many weeks. */
const MOST_WEEKS = 4;

/**
 * Within a tier: 1 for a new case, one more for each week of waiting, and as many more for each published plan that had no room
 * for it as such a plan counts weeks.
 */
export function waitingWeight(waitingSince: Date, now: Date, passedOver: { count: number; weeks: number }): number {
  const weeks = Math.floor((now.getTime() - waitingSince.getTime()) / WEEK_MS);
  return 1 + Math.min(MOST_WEEKS, Math.max(0, weeks)) + Math.min(MOST_WEEKS, passedOver.count * passedOver.weeks);
}
