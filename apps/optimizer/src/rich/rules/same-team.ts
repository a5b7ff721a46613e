import { ofBothServed } from './plan-rule.ts';

/** A shift without a team is a team of its own. In the search: `fitsShift`. */
export const sameTeam = ofBothServed('sameTeam', 'notSameTeam', (one, other, shifts) => {
  const team = shifts[one]!.teamIndex;
  return one === other || (team !== undefined && team === shifts[other]!.teamIndex);
});
