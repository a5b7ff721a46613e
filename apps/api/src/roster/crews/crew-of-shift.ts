import type { KitState, PersonSkill, Sex, Skill, VehicleState } from '../../contract/codes.ts';
import type { AbsenceKind, CrewState, ShortShift } from '../../contract/working-time-codes.ts';

export interface PersonFacts {
  readonly id: string;
  readonly sex: Sex | null;
  readonly skills: readonly PersonSkill[];
  readonly active: boolean;
  readonly absences: readonly { readonly fromDate: string; readonly toDate: string; readonly kind: AbsenceKind }[];
}

export interface KitFacts {
  readonly id: string;
  readonly skills: readonly Skill[];
  readonly state: KitState;
  readonly calibrationDate: string | null;
}

export interface VehicleFacts {
  readonly id: string;
  readonly state: VehicleState;
}

export interface TeamFacts {
  readonly id: string;
  readonly crewSize: number;
  readonly kitId: string | null;
  readonly vehicleId: string | null;
  /** Count only while the team has no named people. */
  readonly skills: readonly Skill[];
  readonly members: readonly { readonly personId: string; readonly fromDate: string; readonly toDate: string | null }[];
}

/** What was chosen for one shift instead of the team's own. */
export interface ChosenCrew {
  readonly hasPeople: boolean;
  readonly personIds: readonly string[];
  readonly hasKit: boolean;
  readonly kitId: string | null;
  readonly hasVehicle: boolean;
  readonly vehicleId: string | null;
  readonly forUnitId: string | null;
  readonly version: number;
}

export interface Crew {
  /** Who was to come, the absent too. */
  readonly personIds: readonly string[];
  readonly presentIds: readonly string[];
  readonly absences: ReadonlyMap<string, AbsenceKind>;
  readonly hasOwnPeople: boolean;
  readonly hasOwnKit: boolean;
  readonly hasOwnVehicle: boolean;
  readonly kitId: string | null;
  readonly vehicleId: string | null;
  readonly isKitReady: boolean;
  readonly isVehicleReady: boolean;
  readonly forUnitId: string | null;
  readonly state: CrewState;
  readonly skills: readonly Skill[];
  readonly skillsWithoutKit: readonly Skill[];
  readonly version: number;
}

export interface CrewSurroundings {
  readonly today: string;
  readonly shortShift: ShortShift;
  readonly people: ReadonlyMap<string, PersonFacts>;
  readonly kits: ReadonlyMap<string, KitFacts>;
  readonly vehicles: ReadonlyMap<string, VehicleFacts>;
}

/** The people of a team on a local date. */
export function membersOn(team: TeamFacts, date: string): string[] {
  const ids = team.members.filter(({ fromDate, toDate }) => fromDate <= date && (toDate === null || date <= toDate));
  return [...new Set(ids.map(({ personId }) => personId))];
}

/** A kit that may go out on a date. What is charging today is charged tomorrow. */
export function isKitReady(kit: KitFacts, date: string, today: string): boolean {
  if (kit.calibrationDate !== null && date >= kit.calibrationDate) return false;
  return kit.state === 'ready' || (kit.state === 'charging' && date > today);
}

/**
 * Who is on a team's shift of a date, with what, and what they can do together: the skills of those present and of the kit, if
 * it is ready. A team without named people keeps its own skills and is never short.
 */
export function crewOfShift(team: TeamFacts, date: string, chosen: ChosenCrew | undefined, around: CrewSurroundings): Crew {
  const isUnnamed = !chosen?.hasPeople && membersOn(team, date).length === 0;
  const personIds = chosen?.hasPeople ? chosen.personIds : membersOn(team, date);
  const absences = new Map<string, AbsenceKind>();
  const present: PersonFacts[] = [];
  for (const id of personIds) {
    const person = around.people.get(id);
    const absence = person?.absences.find(({ fromDate, toDate }) => fromDate <= date && date <= toDate);
    if (absence) absences.set(id, absence.kind);
    else if (person?.active) present.push(person);
  }
  const kitId = chosen?.hasKit ? chosen.kitId : team.kitId;
  const vehicleId = chosen?.hasVehicle ? chosen.vehicleId : team.vehicleId;
  const kit = kitId === null ? undefined : around.kits.get(kitId);
  const own = isUnnamed ? team.skills : skillsOfPeople(present);
  const ready = kit !== undefined && isKitReady(kit, date, around.today);
  return {
    personIds,
    presentIds: present.map(({ id }) => id),
    absences,
    hasOwnPeople: chosen?.hasPeople ?? false,
    hasOwnKit: chosen?.hasKit ?? false,
    hasOwnVehicle: chosen?.hasVehicle ?? false,
    kitId,
    vehicleId,
    isKitReady: ready,
    isVehicleReady: vehicleId === null || around.vehicles.get(vehicleId)?.state === 'ready',
    forUnitId: chosen?.forUnitId ?? null,
    state: isUnnamed ? 'unnamed' : stateOf(present.length, team.crewSize, around.shortShift),
    skills: togetherSkills(own, ready ? kit.skills : []),
    skillsWithoutKit: togetherSkills(own, []),
    version: chosen?.version ?? 0,
  };
}

function stateOf(presentCount: number, crewSize: number, shortShift: ShortShift): Crew['state'] {
  if (presentCount >= crewSize) return 'full';
  return presentCount === 0 || shortShift === 'lost' ? 'lost' : 'short';
}

/** What people can do, and who they are together. */
export function skillsOfPeople(people: readonly Pick<PersonFacts, 'skills' | 'sex'>[]): Skill[] {
  const skills = new Set<Skill>(people.flatMap((person) => person.skills));
  if (people.some(({ sex }) => sex === 'female')) skills.add('woman');
  if (people.filter((person) => person.skills.includes('officer')).length >= 2) skills.add('two_officers');
  return [...skills];
}

function togetherSkills(own: readonly Skill[], ofKit: readonly Skill[]): Skill[] {
  return [...new Set([...own, ...ofKit])].sort();
}
