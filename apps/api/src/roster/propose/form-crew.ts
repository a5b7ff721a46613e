import type { Requirement } from '../../contract/codes.ts';
import type { RosterQuestion, Slot, WantedLine } from './question.ts';
import type { RosterState } from './roster-state.ts';

/** How many of the crew a requirement asks for, and who counts. What a kit brings is asked of the slot. */
const SEATS: Partial<Record<Requirement, number>> = { woman: 1, two_officers: 2, sign_language: 1 };

function counts(question: RosterQuestion, id: string, requirement: Requirement): boolean {
  const person = question.people.get(id)!;
  if (requirement === 'woman') return person.sex === 'female';
  return person.skills.includes(requirement === 'two_officers' ? 'officer' : requirement);
}

/** Whether these people together are what a line asks for. */
export function meetsRequirements(question: RosterQuestion, line: WantedLine, personIds: readonly string[]): boolean {
  return line.requirements.every(
    (requirement) => personIds.filter((id) => counts(question, id, requirement)).length >= (SEATS[requirement] ?? 0),
  );
}

/**
 * The cheapest people found for a slot that break no hard rule, with `noise` (0 = none) stirring their order; null when there are
 * too few. Seats with a requirement are filled first: the scarcest decides. Who comes is added to the state one by one, so that
 * the rules see each other's hours; the caller takes them out again.
 */
export function formCrew(question: RosterQuestion, state: RosterState, slot: Slot, noise: () => number): string[] | null {
  const line = question.lines[slot.line]!;
  const mean = state.meanHours();
  const order = [...question.people.keys()]
    .map((id) => ({ id, price: state.price(id, slot, mean) * (1 + noise()) }))
    .sort((a, b) => a.price - b.price || (a.id < b.id ? -1 : 1))
    .map(({ id }) => id);
  const chosen: string[] = [];
  const refused = new Set<string>();
  const take = (fits: (id: string) => boolean): boolean => {
    for (const id of order) {
      if (chosen.includes(id) || refused.has(id) || !fits(id)) continue;
      if (state.refusals(id, slot.shift).length > 0) {
        refused.add(id);
        continue;
      }
      chosen.push(id);
      state.add(id, slot.shift);
      return true;
    }
    return false;
  };
  const scarceFirst = [...line.requirements].sort((a, b) => countOf(question, a) - countOf(question, b));
  let complete = true;
  for (const requirement of scarceFirst) {
    const have = (): number => chosen.filter((id) => counts(question, id, requirement)).length;
    while (complete && have() < (SEATS[requirement] ?? 0)) complete = take((id) => counts(question, id, requirement));
  }
  while (complete && chosen.length < line.crewSize) complete = take(() => true);
  if (complete && chosen.length === line.crewSize) return chosen;
  for (const id of chosen) state.remove(id, slot.shift.shiftId);
  return null;
}

function countOf(question: RosterQuestion, requirement: Requirement): number {
  return [...question.people.keys()].filter((id) => counts(question, id, requirement)).length;
}
