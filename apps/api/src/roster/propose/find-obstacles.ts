import type { RosterEntry, UnformedLine } from '../../contract/rosters.ts';
import { judgeChange } from '../judge-change.ts';
import type { Work } from '../load-work.ts';
import { withEntries } from './measure-roster.ts';
import type { RosterQuestion } from './question.ts';

/** Slots that are looked at for each line: enough to say what stands in the way. */
const MOST_SLOTS = 24;

/** Why no further evening of a line could be formed: people kept from it, by rule, over the slots that no entry uses. */
export function findObstacles(
  work: Work,
  question: RosterQuestion,
  entries: readonly RosterEntry[],
  line: number,
): UnformedLine['obstacles'] {
  const after = withEntries(work, entries);
  const free = question.slots
    .filter((slot) => slot.line === line)
    .filter(
      ({ shift }) =>
        !entries.some(
          (entry) =>
            entry.teamId === shift.teamId &&
            Date.parse(entry.opensAt) < shift.closesMs &&
            shift.opensMs < Date.parse(entry.closesAt),
        ),
    )
    .slice(0, MOST_SLOTS);
  if (free.length === 0) return [{ rule: 'no_team_free', count: 0 }];
  const kept = new Map<UnformedLine['obstacles'][number]['rule'], Set<string>>();
  let couldCount = 0;
  for (const slot of free) {
    for (const id of question.people.keys()) {
      const alone = { ...after, crews: new Map(), shiftsOf: new Map(after.shiftsOf) };
      alone.shiftsOf.set(
        id,
        (after.shiftsOf.get(id) ?? []).filter(({ shiftId }) => shiftId !== slot.shift.shiftId),
      );
      const refused = judgeChange(alone, [{ shift: slot.shift, personIds: [id] }]).filter(
        ({ severity }) => severity === 'refused',
      );
      if (refused.length === 0) couldCount++;
      for (const { rule } of refused) kept.set(rule, (kept.get(rule) ?? new Set()).add(id));
    }
  }
  const obstacles = [...kept].map(([rule, ids]) => ({ rule, count: ids.size })).sort((a, b) => b.count - a.count);
  const needed = question.lines[line]!.crewSize;
  return couldCount >= needed * free.length ? [{ rule: 'skills', count: couldCount }, ...obstacles] : obstacles;
}
