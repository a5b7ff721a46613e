import type { Actor } from '../../auth/actor.ts';
import { addDays } from '../../calendar/zoned-time.ts';
import { PEOPLE_LIMITS, type PeopleList, type PersonView } from '../../contract/people.ts';
import type { Queryable } from '../../db/open-database.ts';
import type { Deps } from '../../deps.ts';
import { withOverrides } from '../crews/crew-views.ts';
import { judgeAsIs } from '../judge-change.ts';
import { loadWork } from '../load-work.ts';
import { readOverrides } from '../store/crews.ts';
import { listPersons } from '../store/people.ts';
import { hoursOfPerson } from './hours-of-person.ts';

/** The people of a unit with their hours in the week, month and year of a date, and what is broken in the 31 days from it. */
export async function listPeople(deps: Deps, actor: Actor, date: string): Promise<PeopleList> {
  return deps.db.transaction(async (tx) => ({ date, people: await peopleViews(tx, actor, date, deps.clock.now()) }));
}

const DAYS_AHEAD = 31;

export async function peopleViews(db: Queryable, actor: Actor, date: string, now: Date): Promise<PersonView[]> {
  const to = addDays(date, DAYS_AHEAD - 1);
  // The hours are those of the whole month: it may end after the days that are judged.
  const work = await loadWork(db, { unitPath: actor.unitPath, from: date, to, now });
  const overrides = await readOverrides(db, actor.unitPath, date);
  const persons = await listPersons(db, actor.unitPath, PEOPLE_LIMITS.people);
  return persons.map(({ person, memberships }) => ({
    ...person,
    memberships,
    hours: hoursOfPerson(work, person.id, date),
    breaches: withOverrides(judgeAsIs(work, person.id, date, to), overrides),
  }));
}
