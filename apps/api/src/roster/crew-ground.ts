import { dateAt } from '../calendar/zoned-time.ts';
import type { WorkingTimeRules } from '../contract/people.ts';
import type { Shift } from '../contract/teams.ts';
import type { Queryable } from '../db/open-database.ts';
import { unitIdsOnPath } from '../units/unit-path.ts';
import { type Crew, type CrewSurroundings, crewOfShift } from './crews/crew-of-shift.ts';
import { rulesOfUnit } from './policy/rules-of-unit.ts';
import { readPolicies } from './store/policies.ts';
import { type PersonRow, readChosen, readEquipment, readPeople, readTeamsOf, readWorkUnit, type TeamRow } from './store/work.ts';

/** People, teams, kits and policies of a unit at one moment: from them follows who comes to any shift. */
export interface CrewGround {
  readonly zone: string;
  readonly country: string;
  readonly today: string;
  readonly people: ReadonlyMap<string, PersonRow>;
  /** Those of the unit, and those elsewhere in which its people work. */
  readonly teams: ReadonlyMap<string, TeamRow>;
  rulesAt(unitPath: string): WorkingTimeRules;
  surroundingsOf(team: TeamRow): CrewSurroundings;
  /** By shift id; shifts of other teams are left out. */
  crewsOf(shifts: readonly Shift[]): Map<string, Crew>;
}

export async function readCrewGround(db: Queryable, unitPath: string, now: Date): Promise<CrewGround> {
  const unit = await readWorkUnit(db, unitPath);
  const policies = await readPolicies(db, unitPath, unitIdsOnPath(unitPath));
  const people = new Map((await readPeople(db, unitPath)).map((person) => [person.id, person]));
  const teams = new Map((await readTeamsOf(db, unitPath, [...people.keys()])).map((team) => [team.id, team]));
  const chosen = await readChosen(db, [...teams.keys()]);
  const today = dateAt(now, unit.zone);
  const around = { today, people, ...(await readEquipment(db)) };
  const rulesByPath = new Map<string, WorkingTimeRules>();
  const rulesAt = (path: string): WorkingTimeRules => {
    const known = rulesByPath.get(path) ?? rulesOfUnit(policies, path);
    rulesByPath.set(path, known);
    return known;
  };
  const surroundingsOf = (team: TeamRow): CrewSurroundings => ({ ...around, shortShift: rulesAt(team.unitPath).shortShift });
  const crewsOf = (shifts: readonly Shift[]): Map<string, Crew> =>
    new Map(
      shifts.flatMap((shift) => {
        const team = teams.get(shift.teamId);
        return team ? [[shift.id, crewOfShift(team, shift.date, chosen.get(shift.id), surroundingsOf(team))] as const] : [];
      }),
    );
  return { zone: unit.zone, country: unit.country, today, people, teams, rulesAt, surroundingsOf, crewsOf };
}
