import type { Need, Skill } from '../contract/codes.ts';

/** What a team must be able to do for each need. */
const SKILLS_OF_NEED: Record<Need, readonly Skill[]> = {
  id_card: ['intake'],
  id_card_iris: ['intake', 'iris'],
  digital_identity: ['vneid'],
  population_check: ['officer'],
};

/** The skills a visit requires, each once. */
export function skillsOfNeeds(needs: readonly Need[]): Skill[] {
  return [...new Set(needs.flatMap((need) => SKILLS_OF_NEED[need]))];
}
