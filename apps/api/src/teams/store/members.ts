import { addDays } from '../../calendar/zoned-time.ts';
import type { Duty, PersonSkill } from '../../contract/codes.ts';
import type { Member } from '../../contract/teams.ts';
import type { Transaction } from '../../db/open-database.ts';

/** What somebody can do who was only given a duty; the people's screen says more. */
const SKILLS_OF_DUTY: Record<Duty, PersonSkill[]> = {
  leader: ['officer', 'vneid'],
  officer: ['officer', 'vneid'],
  operator: ['vneid'],
  volunteer: ['vneid'],
};

/** Memberships that are not over on a local date. */
export const openOn = (date: string) => ({ OR: [{ toDate: null }, { toDate: { gte: date } }] });

/** Those of the people who belong to another team from today on, or to a unit that is not below a path. */
export async function unavailableMemberIds(
  tx: Transaction,
  asked: { teamId: string; personIds: string[]; unitPath: string; today: string },
): Promise<string[]> {
  const rows = await tx.person.findMany({
    where: {
      id: { in: asked.personIds },
      OR: [
        { members: { some: { teamId: { not: asked.teamId }, ...openOn(asked.today) } } },
        { NOT: { unit: { path: { startsWith: asked.unitPath } } } },
      ],
    },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

/** Makes these the members of a team from today on; what was until yesterday stays as it was. */
export async function saveMembers(
  tx: Transaction,
  team: { id: string; unitId: string; members: readonly Member[] },
  today: string,
  newId: () => string,
): Promise<void> {
  const open = await tx.member.findMany({ where: { teamId: team.id, ...openOn(today) } });
  const wanted = new Set(team.members.map(({ id }) => id));
  for (const { id, personId, fromDate } of open) {
    if (wanted.has(personId)) continue;
    if (fromDate >= today) await tx.member.delete({ where: { id } });
    else await tx.member.update({ where: { id }, data: { toDate: addDays(today, -1) } });
  }
  for (const { id: personId, name, phone, duty } of team.members) {
    const person = await tx.person.findUnique({ where: { id: personId }, select: { name: true, phone: true } });
    if (!person) {
      const wishes = { avoidWeekdays: [], likeWeekdays: [] };
      const data = { id: personId, unitId: team.unitId, name, phone, skills: SKILLS_OF_DUTY[duty], officeHours: [], wishes };
      await tx.person.create({ data });
    } else if (person.name !== name || person.phone !== phone) {
      await tx.person.update({ where: { id: personId }, data: { name, phone, version: { increment: 1 } } });
    }
    const known = open.find((one) => one.personId === personId);
    if (known) await tx.member.update({ where: { id: known.id }, data: { duty } });
    else await tx.member.create({ data: { id: newId(), teamId: team.id, personId, duty, fromDate: today } });
  }
}
