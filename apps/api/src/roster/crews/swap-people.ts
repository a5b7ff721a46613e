import type { Actor } from '../../auth/actor.ts';
import type { CrewList, SwapInput } from '../../contract/people.ts';
import { runOnce } from '../../db/once.ts';
import type { Deps } from '../../deps.ts';
import { hashBody } from '../../hash-body.ts';
import { unknownField } from '../../problem.ts';
import { tellTeams } from '../../teams/tell-teams.ts';
import { loadWork, toWorkShift } from '../load-work.ts';
import { findChosen, lockCrews, saveCrew } from '../store/crews.ts';
import { allowOrRefuse, findShift, readCrewView } from './put-crew.ts';

/** Two people change places between two shifts; both changes happen, or none. The rules judge both people together. */
export async function swapPeople(deps: Deps, actor: Actor, input: { commandId: string; swap: SwapInput }): Promise<CrewList> {
  const { commandId, swap } = input;
  const now = deps.clock.now();
  const command = { commandId, accountId: actor.accountId, kind: 'roster.swap', bodyHash: hashBody(swap), now };
  const dates = [swap.one.date, swap.other.date].sort() as [string, string];
  return deps.db.transaction((tx) =>
    runOnce(tx, command, async () => {
      await lockCrews(tx, actor.unitPath);
      const work = await loadWork(tx, { unitPath: actor.unitPath, from: dates[0], to: dates[1], now });
      const sides = [swap.one, swap.other].map((side, index) => {
        const shift = findShift(work, actor, side.shiftId, side.version);
        const { personIds } = work.crews.get(side.shiftId)!;
        const comes = (index === 0 ? swap.other : swap.one).personId;
        const pointer = index === 0 ? '/one/personId' : '/other/personId';
        if (!personIds.includes(side.personId)) throw unknownField(pointer, 'This person is not on that shift.');
        if (personIds.includes(comes)) throw unknownField(pointer, 'The other person is on that shift already.');
        return { shift, personIds: personIds.map((id) => (id === side.personId ? comes : id)), version: side.version };
      });
      const changes = sides.map(({ shift, personIds }) => ({ shift: toWorkShift(shift), personIds }));
      const { unitId } = work.teams.get(sides[0]!.shift.teamId)!;
      await allowOrRefuse(tx, deps, actor, { work, changes, overrideReason: swap.overrideReason, unitId });
      const kept = new Map((await findChosen(tx, [swap.one.shiftId, swap.other.shiftId])).map((row) => [row.shiftId, row]));
      const crews = [];
      for (const { shift, personIds, version } of sides) {
        const team = work.teams.get(shift.teamId)!;
        const row = kept.get(shift.id);
        await saveCrew(tx, {
          ...{ shiftId: shift.id, unitId: team.unitId, teamId: team.id, date: shift.date, version },
          ...{ hasPeople: true, personIds, hasKit: row?.hasKit ?? false, kitId: row?.kitId ?? null },
          ...{ hasVehicle: row?.hasVehicle ?? false, vehicleId: row?.vehicleId ?? null },
          ...{ forUnitId: row?.forUnitId ?? null, rosterId: row?.rosterId ?? null },
        });
        await tellTeams(tx, team.unitPath, now);
      }
      for (const { shift } of sides) crews.push(await readCrewView(tx, actor, shift, now));
      return { crews };
    }),
  );
}
