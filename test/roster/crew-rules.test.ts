import { describe, expect, it } from 'vitest';
import type { PersonSkill, Sex, Skill } from '../../apps/api/src/contract/codes.ts';
import { checkPlan } from '../../apps/api/src/planning/check-plan.ts';
import {
  type Crew,
  crewOfShift,
  type KitFacts,
  type PersonFacts,
  type TeamFacts,
} from '../../apps/api/src/roster/crews/crew-of-shift.ts';
import { heldTwice, twiceHeldIds } from '../../apps/api/src/roster/crews/held-equipment.ts';
import { makeInput, makeShift, makeTravel, makeVisit, planHere } from '../planning/small-input.ts';

const person = (id: string, sex: Sex, skills: PersonSkill[], away: string[] = []): PersonFacts => ({
  ...{ id, sex, skills, active: true },
  absences: away.map((date) => ({ fromDate: date, toDate: date, kind: 'sick' as const })),
});
const people = new Map(
  [
    person('an', 'female', ['officer', 'vneid', 'sign_language'], ['2026-11-24']),
    person('binh', 'male', ['officer', 'vneid']),
    person('chi', 'female', ['vneid']),
  ].map((one) => [one.id, one]),
);
const kit: KitFacts = { id: 'kit', skills: ['intake', 'printer'], state: 'ready', calibrationDate: null };
const team: TeamFacts = {
  ...{ id: 'team', crewSize: 2, kitId: 'kit', vehicleId: null, skills: ['iris'] },
  members: [...people.keys()].map((personId) => ({ personId, fromDate: '2026-11-01', toDate: '2026-11-25' })),
};
const around = { today: '2026-11-23', shortShift: 'lost' as const, people, kits: new Map([['kit', kit]]), vehicles: new Map() };
const NOTHING_OWN = { hasKit: false, kitId: null, hasVehicle: false, vehicleId: null, forUnitId: null, version: 1 };

describe('a crew', () => {
  it('can do what those present can do, each and together, and the kit', () => {
    const crew = crewOfShift(team, '2026-11-23', undefined, around);
    expect(crew).toMatchObject({ state: 'full', presentIds: ['an', 'binh', 'chi'] });
    // The team's own "iris" does not count while it has people.
    expect(crew.skills).toEqual(['intake', 'officer', 'printer', 'sign_language', 'two_officers', 'vneid', 'woman']);
  });

  it('without one of them can do less: nobody signs, one officer is not two', () => {
    const crew = crewOfShift(team, '2026-11-24', undefined, around);
    expect(crew).toMatchObject({ state: 'full', presentIds: ['binh', 'chi'] });
    expect(crew.skills).toEqual(['intake', 'officer', 'printer', 'vneid', 'woman']);
  });

  it('chosen for the shift takes the place of the members; too small a one is lost, or marked', () => {
    const chosen = { ...NOTHING_OWN, hasPeople: true, personIds: ['binh'] };
    expect(crewOfShift(team, '2026-11-23', chosen, around)).toMatchObject({ state: 'lost', personIds: ['binh'] });
    expect(crewOfShift(team, '2026-11-23', chosen, { ...around, shortShift: 'marked' })).toMatchObject({ state: 'short' });
    const nobody = { ...chosen, personIds: [] };
    expect(crewOfShift(team, '2026-11-23', nobody, { ...around, shortShift: 'marked' })).toMatchObject({ state: 'lost' });
  });

  it('of a team without named people on that date keeps the skills of the team', () => {
    // All memberships ended on the 25th.
    expect(crewOfShift(team, '2026-11-26', undefined, around)).toMatchObject({
      state: 'unnamed',
      skills: ['intake', 'iris', 'printer'],
    });
  });

  it('who left the service does not come', () => {
    const left = new Map(people).set('binh', { ...people.get('binh')!, active: false });
    expect(crewOfShift(team, '2026-11-24', undefined, { ...around, people: left })).toMatchObject({
      state: 'lost',
      presentIds: ['chi'],
    });
  });
});

describe('equipment', () => {
  const holding = (shiftId: string, opensMs: number, closesMs: number, equipmentId = 'kit') => ({
    equipmentId,
    shiftId,
    opensMs,
    closesMs,
  });

  it('is held twice by shifts that overlap; handed over when one ends as the other begins it is not', () => {
    const pairs = heldTwice([holding('a', 0, 10), holding('b', 5, 8), holding('c', 10, 12), holding('d', 0, 10, 'other')]);
    expect(pairs.map(([one, other]) => `${one.shiftId} ${other.shiftId}`)).toEqual(['a b']);
    // A long shift is not forgotten behind a short one.
    expect(heldTwice([holding('a', 0, 10), holding('b', 1, 2), holding('c', 9, 12)])).toHaveLength(2);
  });

  it('goes to the shift that chose it', () => {
    const at = (id: string, opensAt: string) => ({ id, opensAt, closesAt: '2026-11-23T14:30:00.000Z' });
    const crew = (hasOwnKit: boolean): Crew => ({ ...crewOfShift(team, '2026-11-23', undefined, around), hasOwnKit });
    const shifts = [at('a', '2026-11-23T11:30:00.000Z'), at('b', '2026-11-23T12:00:00.000Z')];
    const crews = (first: boolean, second: boolean) =>
      new Map([
        ['a', crew(first)],
        ['b', crew(second)],
      ]);
    expect([...twiceHeldIds(shifts, crews(false, true), 'kitId')]).toEqual(['a']);
    expect([...twiceHeldIds(shifts, crews(true, false), 'kitId')]).toEqual(['b']);
    expect([...twiceHeldIds(shifts, crews(false, false), 'kitId')]).toEqual(['b']);
  });
});

describe('what a visit asks of its crew', () => {
  const both: Skill[] = ['intake', 'officer', 'vneid'];
  const man = { sex: 'male' as const, skills: ['officer', 'vneid'] as Skill[] };
  const woman = { sex: 'female' as const, skills: ['vneid'] as Skill[] };
  const input = makeInput(
    [
      makeVisit('a', 1, { requirements: ['woman'] }),
      makeVisit('b', 2, { requirements: ['two_officers'] }),
      makeVisit('c', 3, { requirements: ['sign_language'] }),
    ],
    [
      makeShift('men', { skills: [...both, 'two_officers'], crew: [man, man] }),
      makeShift('mixed', { skills: [...both, 'woman'], crew: [man, woman] }),
    ],
  );
  const travel = makeTravel(input);

  it('decides which team goes; who nobody can serve is told what is missing', () => {
    const { plan } = planHere(input, travel);
    const teamOf = (caseId: string) => plan.routes.find(({ stops }) => stops.some((stop) => stop.caseId === caseId))?.shiftId;
    expect([teamOf('a'), teamOf('b'), teamOf('c')]).toEqual(['mixed', 'men', undefined]);
    expect(plan.unassigned).toMatchObject([
      {
        caseId: 'c',
        reason: 'no_shift_has_skills',
        detail: { missingSkills: ['sign_language'], requiredSkills: ['intake', 'sign_language'] },
      },
    ]);
    expect(checkPlan(input, travel, plan)).toEqual([]);
  });

  it('is checked again from the people themselves, not from what the shift says of itself', () => {
    const { plan } = planHere(input, travel);
    const noWoman = { ...input, shifts: input.shifts.map((shift) => ({ ...shift, crew: [man, man] })) };
    expect(checkPlan(noWoman, travel, plan)).toEqual([{ code: 'skill-missing', id: 'a' }]);
    const oneOfficer = { ...input, shifts: input.shifts.map((shift) => ({ ...shift, crew: [man, woman] })) };
    expect(checkPlan(oneOfficer, travel, plan)).toEqual([{ code: 'skill-missing', id: 'b' }]);
  });
});
