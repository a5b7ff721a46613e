import type { PersonView } from '@gocua/api/contract/people';
import type { Team } from '@gocua/api/contract/teams';
import { membershipOn } from './person-form.ts';

const names = new Intl.Collator('vi');

/** People as a dispatcher looks for them: team by team, in a team by name; then who stands in; last who is no longer at work. */
export function inOrderOfTeams(people: readonly PersonView[], teams: ReadonlyMap<string, Team>, date: string): PersonView[] {
  const order = new Map([...teams.values()].sort((a, b) => names.compare(a.name, b.name)).map(({ id }, index) => [id, index]));
  const rank = ({ memberships, active }: PersonView): number => {
    if (!active) return Number.MAX_SAFE_INTEGER;
    return order.get(membershipOn(memberships, date)?.teamId ?? '') ?? order.size;
  };
  return [...people].sort((a, b) => rank(a) - rank(b) || names.compare(a.name, b.name));
}
