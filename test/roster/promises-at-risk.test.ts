import { beforeAll, describe, expect, it } from 'vitest';
import type { Board } from '../../apps/api/src/contract/board.ts';
import type { AssignmentView } from '../../apps/api/src/contract/dispatch.ts';
import type { PolicyView } from '../../apps/api/src/contract/people.ts';
import type { Plan } from '../../apps/api/src/contract/planning.ts';
import type { PromiseAtRisk } from '../../apps/api/src/contract/promises-at-risk.ts';
import type { Kit, TeamList, Vehicle } from '../../apps/api/src/contract/teams.ts';
import { planAndWait } from '../planning/plan-and-wait.ts';
import { type Caller, openTestApp } from '../support/app.ts';
import { openTestDatabase } from '../support/database.ts';

const MONDAY = '2026-11-23';
const TUESDAY = '2026-11-24';

/** A published plan of four evenings, and what happens to people and things after it. */
describe('promises at risk', () => {
  let dispatcher: Caller;
  let published: AssignmentView[];
  beforeAll(async () => {
    const test = await openTestApp(await openTestDatabase());
    dispatcher = await test.as('dieuphoi');
    // Every visit needs a kit, whichever plan the search finds in a second.
    await test.deps.db.client.case.updateMany({ data: { needs: ['id_card'] } });
    const run = await planAndWait(dispatcher, { dayCount: 4, limitSec: 1, seed: 1 });
    expect((await dispatcher('POST', `/api/plans/${run.planId}/publish`, { baseRevision: 0 })).status).toBe(200);
    published = (await dispatcher<Board>('GET', `/api/board?from=${MONDAY}&to=2026-11-30`)).body.assignments;
  }, 180_000);

  const risks = async () => (await dispatcher<{ visits: PromiseAtRisk[] }>('GET', '/api/promises-at-risk')).body.visits;
  const idsOf = (visits: readonly { assignmentId: string }[]) => visits.map(({ assignmentId }) => assignmentId).sort();
  const publishedOf = (teamId: string, date?: string) =>
    published
      .filter((one) => one.teamId === teamId && (date === undefined || one.date === date))
      .map(({ id }) => id)
      .sort();
  async function setKit(change: Partial<Kit>) {
    const { kits } = (await dispatcher<TeamList>('GET', '/api/teams')).body;
    const { teamId: _, ...kit } = kits.find(({ id }) => id === 'may-1')!;
    expect((await dispatcher('PUT', '/api/kits/may-1', { ...kit, ...change })).status).toBe(200);
  }

  it('none while everything is as it was planned', async () => {
    expect(published.length).toBeGreaterThan(20);
    expect(publishedOf('to-1', MONDAY).length).toBeGreaterThan(0);
    expect(await risks()).toEqual([]);
  });

  it('a broken kit puts every promise of its team at risk, and mended none', async () => {
    await setKit({ state: 'broken' });
    const found = await risks();
    expect(idsOf(found)).toEqual(publishedOf('to-1'));
    for (const { cause, kitId, missingSkills, promise } of found) {
      expect({ cause, kitId }).toEqual({ cause: 'kit', kitId: 'may-1' });
      expect(missingSkills).toContain('intake');
      expect(promise).not.toBe(null);
    }
    await setKit({ state: 'ready' });
    expect(await risks()).toEqual([]);
  });

  it('one that is charging is ready tomorrow; one that is due on a date goes out until then', async () => {
    await setKit({ state: 'charging' });
    expect(idsOf(await risks())).toEqual(publishedOf('to-1', MONDAY));
    await setKit({ state: 'ready', calibrationDate: TUESDAY });
    const later = published.filter(({ teamId, date }) => teamId === 'to-1' && date >= TUESDAY).map(({ id }) => id);
    expect(idsOf(await risks())).toEqual(later.sort());
    await setKit({ state: 'calibration_due', calibrationDate: null });
    expect(idsOf(await risks())).toEqual(publishedOf('to-1'));
    await setKit({ state: 'ready' });
  });

  it('an absence below the crew size loses the shift: its promises are at risk, and a new plan does without it', async () => {
    const absence = { id: 'a', personId: 'to-3-1', kind: 'sick', fromDate: TUESDAY, toDate: TUESDAY, note: '' };
    await dispatcher('PUT', '/api/absences/a', absence);
    const found = await risks();
    expect(idsOf(found)).toEqual(publishedOf('to-3', TUESDAY));
    expect(found.every(({ cause }) => cause === 'crew_lost')).toBe(true);
    const planned = async () => {
      const run = await planAndWait(dispatcher, { dayCount: 4, limitSec: 1, seed: 2 });
      const { body } = await dispatcher<Plan>('GET', `/api/plans/${run.planId}`);
      return body.routes.filter(({ teamId, date, stops }) => teamId === 'to-3' && date === TUESDAY && stops.length > 0);
    };
    expect(await planned()).toEqual([]);
    // Marked short instead, where the unit's rules say so: it is planned.
    const { policy } = (await dispatcher<PolicyView>('GET', '/api/working-time-policy')).body;
    const rules = { ...policy.rules, shortShift: 'marked' };
    await dispatcher('PUT', '/api/working-time-policy', { version: policy.version, rules, note: '' });
    expect((await planned()).length).toBeGreaterThan(0);
    await dispatcher('DELETE', '/api/absences/a');
    expect(await risks()).toEqual([]);
  }, 180_000);

  it('a closed depot, and an ability that went with a person', async () => {
    const closure = { id: 'd', depotId: 'tru-so-2', fromDate: TUESDAY, toDate: TUESDAY, reason: 'mất điện', version: 0 };
    await dispatcher('PUT', '/api/depot-closures/d', closure);
    expect((await risks()).map(({ teamId, date, cause }) => `${teamId} ${date} ${cause}`)).toEqual(
      publishedOf('to-2', TUESDAY).map(() => `to-2 ${TUESDAY} shift_gone`),
    );
    await dispatcher('DELETE', '/api/depot-closures/d');
    expect(await risks()).toEqual([]);
  });

  it('a vehicle that is not ready is told on its shifts, and takes no visit away', async () => {
    const { vehicles } = (await dispatcher<TeamList>('GET', '/api/teams')).body;
    const { teamId: _, ...vehicle }: Vehicle = vehicles.find(({ id }) => id === 'xe-1')!;
    expect((await dispatcher('PUT', '/api/vehicles/xe-1', { ...vehicle, state: 'broken' })).status).toBe(200);
    const { crews } = (
      await dispatcher<{ crews: { teamId: string; equipmentFaults: string[] }[] }>(
        'GET',
        `/api/crews?from=${MONDAY}&to=${MONDAY}`,
      )
    ).body;
    expect(crews.find(({ teamId }) => teamId === 'to-1')!.equipmentFaults).toEqual(['vehicle_not_ready']);
    expect(await risks()).toEqual([]);
  });
});
