import type { Actor } from '../../auth/actor.ts';
import { saveStates } from '../../calendar/save-states.ts';
import { dateAt } from '../../calendar/zoned-time.ts';
import type { RosterDecision, RosterEntry, RosterView } from '../../contract/rosters.ts';
import type { ShiftSeries } from '../../contract/teams.ts';
import { runOnce } from '../../db/once.ts';
import type { Transaction } from '../../db/open-database.ts';
import type { Deps } from '../../deps.ts';
import { hashBody } from '../../hash-body.ts';
import { tellTeams } from '../../teams/tell-teams.ts';
import { allowOrRefuse } from '../crews/put-crew.ts';
import { requireEquipmentFree } from '../crews/require-equipment-free.ts';
import type { Work } from '../load-work.ts';
import { findChosen, lockCrews, saveCrew } from '../store/crews.ts';
import { type RosterRow, updateRoster } from '../store/rosters.ts';
import { findOpenRoster, findVisibleRoster, requireEntries, workOf } from './edit-roster.ts';
import { shiftOfEntry } from './measure-roster.ts';
import { rosterView } from './roster-view.ts';

/**
 * Makes a proposal real: its people are on the shifts, evenings that no shift stood for become shifts. Everything is judged again
 * as things stand now; what breaks a hard rule is refused, or let be by name and reason. All of it happens, or nothing.
 */
export async function acceptRoster(
  deps: Deps,
  actor: Actor,
  input: { commandId: string; id: string; decision: RosterDecision },
): Promise<RosterView> {
  const { commandId, id, decision } = input;
  const now = deps.clock.now();
  const command = { commandId, accountId: actor.accountId, kind: 'roster.accept', bodyHash: hashBody({ id, ...decision }), now };
  return deps.db.transaction(async (tx) => {
    await runOnce(tx, command, async () => {
      await lockCrews(tx, actor.unitPath);
      const roster = await findOpenRoster(tx, actor, id, decision.version);
      const work = await workOf(tx, actor, roster, now);
      requireEntries(work, roster, roster.entries);
      const changes = roster.entries.map(({ ...entry }) => ({ shift: shiftOfEntry(work, entry), personIds: entry.personIds }));
      await allowOrRefuse(tx, deps, actor, { work, changes, overrideReason: decision.overrideReason, unitId: roster.unitId });
      await write(tx, actor, work, roster, now);
      await tellTeams(tx, roster.unitPath, now);
      return null;
    });
    const roster = await findVisibleRoster(tx, actor, id);
    return rosterView(await workOf(tx, actor, roster, now), roster);
  });
}

async function write(tx: Transaction, actor: Actor, work: Work, roster: RosterRow, now: Date): Promise<void> {
  const put: ShiftSeries[] = [];
  const shiftIds: string[] = [];
  for (const entry of roster.entries) {
    if (entry.shiftId !== null) {
      shiftIds.push(entry.shiftId);
      continue;
    }
    const series = seriesFor(entry, work.zone);
    const { kitId, vehicleId } = work.teams.get(entry.teamId)!;
    const shiftId = `${series.id}_${entry.date}`;
    await requireEquipmentFree(
      tx,
      actor,
      work,
      { id: shiftId, opensAt: entry.opensAt, closesAt: entry.closesAt },
      { kitId, vehicleId },
    );
    put.push(series);
    shiftIds.push(shiftId);
  }
  if (put.length > 0) await saveStates(tx, actor, { put, remove: [], heirs: [] }, now);
  const seriesIds = put.map(({ id }) => id);
  const before = await findChosen(tx, shiftIds);
  const known = new Map(before.map((crew) => [crew.shiftId, crew]));
  for (const [index, entry] of roster.entries.entries()) {
    const shiftId = shiftIds[index]!;
    const old = known.get(shiftId);
    await saveCrew(tx, {
      ...{ shiftId, unitId: work.teams.get(entry.teamId)!.unitId, teamId: entry.teamId, date: entry.date },
      ...{ hasPeople: true, personIds: entry.personIds, hasKit: old?.hasKit ?? false, kitId: old?.kitId ?? null },
      ...{ hasVehicle: old?.hasVehicle ?? false, vehicleId: old?.vehicleId ?? null },
      ...{ forUnitId: roster.demand[entry.line]!.unitId, rosterId: roster.id, version: old?.version ?? 0 },
    });
  }
  await updateRoster(tx, roster.id, { state: 'accepted', acceptedAt: now, replaced: { shiftIds, crews: before, seriesIds } });
}

/** One evening as a series of its own. */
function seriesFor(entry: RosterEntry, zone: string): ShiftSeries {
  const opensAt = new Date(entry.opensAt);
  const time = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    opensAt,
  );
  return {
    id: `r-${entry.id}`.slice(0, 64),
    teamId: entry.teamId,
    startsLocal: `${dateAt(opensAt, zone)}T${time}`,
    zone,
    durationSec: Math.round((Date.parse(entry.closesAt) - opensAt.getTime()) / 1000),
    rule: 'FREQ=DAILY;COUNT=1',
    exceptDates: [],
    extraStarts: [],
    overrides: [],
    skipHolidays: false,
    rest: null,
    version: 0,
  };
}
