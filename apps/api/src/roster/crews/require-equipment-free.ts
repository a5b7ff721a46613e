import type { Actor } from '../../auth/actor.ts';
import type { Shift } from '../../contract/teams.ts';
import type { Transaction } from '../../db/open-database.ts';
import { ProblemError } from '../../problem.ts';
import { findKit, findVehicle } from '../../teams/store.ts';
import type { Work } from '../load-work.ts';
import { holdingsOf } from './held-equipment.ts';

/** Refuses with `invalid-input` a thing of another unit, with `equipment-held` one that another shift holds at that time. */
export async function requireEquipmentFree(
  tx: Transaction,
  actor: Actor,
  work: Work,
  shift: Pick<Shift, 'id' | 'opensAt' | 'closesAt'>,
  wanted: { kitId: string | null; vehicleId: string | null },
): Promise<void> {
  const old = work.crews.get(shift.id);
  for (const field of ['kitId', 'vehicleId'] as const) {
    const id = wanted[field];
    if (id === null || id === old?.[field]) continue;
    const found = field === 'kitId' ? await findKit(tx, id) : await findVehicle(tx, id);
    if (!found?.unitPath.startsWith(actor.unitPath)) {
      const pointer = field === 'kitId' ? '/kit/id' : '/vehicle/id';
      throw new ProblemError('invalid-input', {
        errors: [{ pointer, code: 'unknown', message: 'There is no such thing in your unit.' }],
      });
    }
    const [opensMs, closesMs] = [Date.parse(shift.opensAt), Date.parse(shift.closesAt)];
    const other = holdingsOf(work.shifts, work.crews, field).find(
      (held) => held.equipmentId === id && held.shiftId !== shift.id && held.opensMs < closesMs && opensMs < held.closesMs,
    );
    if (!other) continue;
    const { teamId, date } = work.shifts.find((one) => one.id === other.shiftId)!;
    throw new ProblemError('equipment-held', {
      detail: `${found.row.name} is held by another shift on ${date}.`,
      params: { equipmentId: id, shiftId: other.shiftId, teamId, date },
    });
  }
}
