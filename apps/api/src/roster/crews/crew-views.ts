import type { Breach, CrewView, OverrideView } from '../../contract/people.ts';
import { judgeAsIs } from '../judge-change.ts';
import type { Work } from '../load-work.ts';
import { twiceHeldIds } from './held-equipment.ts';

/** The shifts of a unit's own teams on the dates from one to another, each with its crew and what is wrong with it. */
export function crewViews(work: Work, from: string, to: string, overrides: readonly OverrideView[]): CrewView[] {
  const shifts = work.shifts.filter(({ date, teamId }) => {
    const team = work.teams.get(teamId)!;
    return from <= date && date <= to && team.active && team.unitPath.startsWith(work.unitPath);
  });
  const people = new Set(shifts.flatMap(({ id }) => work.crews.get(id)!.presentIds));
  const breaches = withOverrides(
    [...people].flatMap((id) => judgeAsIs(work, id, from, to)),
    overrides,
  );
  const kitTwice = twiceHeldIds(work.shifts, work.crews, 'kitId');
  const vehicleTwice = twiceHeldIds(work.shifts, work.crews, 'vehicleId');
  return shifts.map((shift) => {
    const crew = work.crews.get(shift.id)!;
    const team = work.teams.get(shift.teamId)!;
    return {
      shiftId: shift.id,
      ...{ teamId: shift.teamId, date: shift.date, opensAt: shift.opensAt, closesAt: shift.closesAt },
      people: crew.personIds.map((personId) => ({ personId, absence: crew.absences.get(personId) ?? null })),
      ...{ hasOwnPeople: crew.hasOwnPeople, hasOwnKit: crew.hasOwnKit, hasOwnVehicle: crew.hasOwnVehicle },
      ...{ kitId: crew.kitId, vehicleId: crew.vehicleId, forUnitId: crew.forUnitId },
      crewSize: team.crewSize,
      state: crew.state,
      skills: [...crew.skills],
      equipmentFaults: [
        ...(crew.kitId === null ? (['kit_missing'] as const) : crew.isKitReady ? [] : (['kit_not_ready'] as const)),
        ...(kitTwice.has(shift.id) ? (['kit_held_twice'] as const) : []),
        ...(crew.isVehicleReady ? [] : (['vehicle_not_ready'] as const)),
        ...(vehicleTwice.has(shift.id) ? (['vehicle_held_twice'] as const) : []),
      ],
      breaches: breaches.filter((breach) => breach.shiftId === shift.id),
      version: crew.version,
    };
  });
}

/** The name and reason of whoever let a breach be. */
export function withOverrides(breaches: readonly Breach[], overrides: readonly OverrideView[]): Breach[] {
  return breaches.map((breach) => {
    const found = overrides.find(
      ({ personId, rule, date }) => personId === breach.personId && rule === breach.rule && date === breach.date,
    );
    return found && breach.severity === 'refused'
      ? { ...breach, override: { byName: found.byName, reason: found.reason } }
      : breach;
  });
}
