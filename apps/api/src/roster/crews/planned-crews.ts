import type { Sex, Skill } from '../../contract/codes.ts';
import type { Shift } from '../../contract/teams.ts';
import type { Queryable } from '../../db/open-database.ts';
import { readCrewGround } from '../crew-ground.ts';
import { twiceHeldIds } from './held-equipment.ts';

/** What planning needs to know of who comes to a shift. */
export interface PlannedCrew {
  readonly skills: readonly Skill[];
  /** Null for a team without named people. */
  readonly people: readonly { readonly sex: Sex | null; readonly skills: readonly Skill[] }[] | null;
  readonly isShort: boolean;
}

/** The crews of shifts of a unit by shift id; shifts that are lost because too few people come are not in it. */
export async function plannedCrews(
  db: Queryable,
  unitPath: string,
  shifts: readonly Shift[],
  now: Date,
): Promise<Map<string, PlannedCrew>> {
  const ground = await readCrewGround(db, unitPath, now);
  const crews = ground.crewsOf(shifts);
  const withoutKit = twiceHeldIds(shifts, crews, 'kitId');
  const planned = new Map<string, PlannedCrew>();
  for (const [shiftId, crew] of crews) {
    if (crew.state === 'lost') continue;
    const present = crew.presentIds.map((id) => ground.people.get(id)!);
    planned.set(shiftId, {
      skills: withoutKit.has(shiftId) ? crew.skillsWithoutKit : crew.skills,
      people: crew.state === 'unnamed' ? null : present.map(({ sex, skills }) => ({ sex, skills })),
      isShort: crew.state === 'short',
    });
  }
  return planned;
}
