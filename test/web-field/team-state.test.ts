import type { TeamAssignment } from '@gocua/api/contract/dispatch';
import type { LiveEvent, ServerMessage } from '@gocua/api/contract/live';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EMPTY_TEAM_STATE, reduceTeam, type TeamState } from '../../apps/web/src/field/team-state.ts';
import { snapshot, visit } from './visits.ts';

const CHANNEL = 'team:team-1';
const AT = '2026-11-26T11:40:00.000Z';
type Live = Extract<ServerMessage, { type: 'snapshot' | 'message' }>;

const hear = (state: TeamState, message: Live) => reduceTeam(state, { type: 'live', message, heardAt: AT });
const snap = (seq: number, assignments: TeamAssignment[]): Live => ({
  type: 'snapshot',
  channel: CHANNEL,
  seq,
  team: snapshot(assignments),
});
const message = (seq: number, event: LiveEvent): Live => ({ type: 'message', channel: CHANNEL, seq, at: AT, event });
const published = (assignments: TeamAssignment[], withdrawnIds: string[] = []): LiveEvent => ({
  type: 'team.published',
  revision: 2,
  assignments,
  withdrawnIds,
});
const ids = (state: TeamState) => state.snapshot?.assignments.map((one) => one.id).sort();

describe('team state', () => {
  it('F1 applies a message once', () => {
    const first = hear(EMPTY_TEAM_STATE, snap(4, [visit('a')]));
    const second = hear(first, message(5, published([visit('a'), visit('b')])));
    expect(hear(second, message(5, published([], ['a', 'b'])))).toBe(second);
    expect(hear(second, message(3, published([], ['a', 'b'])))).toBe(second);
    expect(hear(EMPTY_TEAM_STATE, message(1, published([visit('a')])))).toBe(EMPTY_TEAM_STATE);
  });

  it('F2 never rewinds a visit, also when a snapshot was overtaken by an answer', () => {
    const first = hear(EMPTY_TEAM_STATE, snap(1, [visit('a', { version: 2, state: 'acknowledged' })]));
    const { fullName: _, ...answer } = visit('a', { version: 4, state: 'arrived' });
    const answered = reduceTeam(first, { type: 'answers', assignments: [answer], heardAt: AT });
    expect(answered.snapshot!.assignments[0]).toMatchObject({ state: 'arrived', fullName: 'Nguyễn Thị Tuyết' });
    const late = hear(
      answered,
      message(2, { type: 'team.assignment', assignment: visit('a', { version: 3, state: 'travelling' }) }),
    );
    expect(late.snapshot!.assignments[0]!.state).toBe('arrived');
    expect(hear(late, snap(2, [visit('a', { version: 3, state: 'travelling' })])).snapshot!.assignments[0]!.state).toBe(
      'arrived',
    );
  });

  it('F4 tells a withdrawn visit until it was understood, and stops when it comes back', () => {
    const first = hear(
      EMPTY_TEAM_STATE,
      snap(1, [visit('a'), visit('b', { state: 'acknowledged' }), visit('c', { state: 'finished' })]),
    );
    const second = hear(first, message(2, published([visit('a')], ['b'])));
    expect(second.withdrawn.map((one) => one.id)).toEqual(['b']);
    expect(ids(second)).toEqual(['a', 'c']);
    expect(reduceTeam(second, { type: 'withdrawal-understood', id: 'b' }).withdrawn).toEqual([]);
    const back = hear(second, message(3, { type: 'team.assignment', assignment: visit('b', { version: 3 }) }));
    expect(back.withdrawn).toEqual([]);
  });

  it('F4 tells what went missing between two snapshots, but not a finished visit that grew old', () => {
    const first = hear(EMPTY_TEAM_STATE, snap(1, [visit('a'), visit('b', { state: 'finished' })]));
    expect(hear(first, snap(900, [visit('c')])).withdrawn.map((one) => one.id)).toEqual(['a']);
  });

  it('F4 a message with the state withdrawn withdraws', () => {
    const first = hear(EMPTY_TEAM_STATE, snap(1, [visit('a')]));
    const second = hear(
      first,
      message(2, { type: 'team.assignment', assignment: visit('a', { version: 2, state: 'withdrawn' }) }),
    );
    expect(ids(second)).toEqual([]);
    expect(second.withdrawn.map((one) => one.id)).toEqual(['a']);
  });

  it('F5 gathers new and changed visits until they were read; the first plan is not news', () => {
    const first = hear(EMPTY_TEAM_STATE, snap(1, [visit('a'), visit('b')]));
    expect(first.news).toEqual({ newIds: [], changedIds: [] });
    const moved = visit('b', { version: 2, plannedStartAt: '2026-11-26T13:00:00.000Z' });
    const second = hear(first, message(2, published([visit('a'), moved, visit('c')])));
    const third = hear(second, message(3, published([visit('a'), moved, visit('c'), visit('d')])));
    expect(third.news).toEqual({ newIds: ['c', 'd'], changedIds: ['b'] });
    const read = reduceTeam(third, { type: 'news-read' });
    expect(read.news).toEqual({ newIds: [], changedIds: [] });
    // A new visit that is taken away again before anybody read of it is neither new nor left behind in the sentence.
    expect(hear(third, message(4, published([visit('a')], ['b', 'c', 'd']))).news).toEqual({ newIds: [], changedIds: [] });
  });

  it('another team on the same phone starts without news of the first', () => {
    const first = hear(EMPTY_TEAM_STATE, snap(1, [visit('a')]));
    const other: Live = {
      type: 'snapshot',
      channel: 'team:team-2',
      seq: 1,
      team: { ...snapshot([visit('z')]), team: { ...snapshot([]).team, id: 'team-2' } },
    };
    expect(hear(first, other)).toMatchObject({ withdrawn: [], news: { newIds: [] } });
  });

  it('F1–F5 whatever is lost, doubled or resumed: the phone ends with what the server holds, and every withdrawal was told', () => {
    const change = fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({
          do: fc.constant('publish' as const),
          keep: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
          add: fc.nat(2),
        }),
      },
      { weight: 4, arbitrary: fc.record({ do: fc.constant('advance' as const), index: fc.nat(9) }) },
      {
        weight: 3,
        arbitrary: fc.record({ do: fc.constantFrom('deliver', 'double', 'resume', 'snapshot', 'understand' as const) }),
      },
    );
    fc.assert(
      fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
        const NEXT = {
          assigned: 'acknowledged',
          acknowledged: 'travelling',
          travelling: 'arrived',
          arrived: 'finished',
        } as const;
        let held: TeamAssignment[] = [];
        let made = 0;
        const log: Live[] = [];
        let phone = hear(EMPTY_TEAM_STATE, snap(0, held));
        let deliveredTo = 0;
        const known = new Set<string>();
        const told = new Set<string>();
        const remember = () => {
          for (const one of phone.withdrawn) told.add(one.id);
          for (const one of phone.snapshot!.assignments) if (one.state !== 'finished') known.add(one.id);
        };
        for (const now of changes) {
          if (now.do === 'publish' && 'keep' in now) {
            const gone = held.filter(
              (one, index) => !now.keep[index % 8] && (one.state === 'assigned' || one.state === 'acknowledged'),
            );
            const fresh = Array.from({ length: now.add }, () => visit(`v${++made}`));
            held = [...held.filter((one) => !gone.includes(one)), ...fresh];
            const open = held.filter((one) => one.state !== 'finished');
            log.push(
              message(
                log.length + 1,
                published(
                  open,
                  gone.map((one) => one.id),
                ),
              ),
            );
          } else if (now.do === 'advance' && 'index' in now && held.length > 0) {
            const index = now.index % held.length;
            const one = held[index]!;
            if (one.state === 'finished' || one.state === 'withdrawn') continue;
            const next = { ...one, state: NEXT[one.state], version: one.version + 1 };
            held = held.with(index, next);
            log.push(message(log.length + 1, { type: 'team.assignment', assignment: next }));
          } else if (now.do === 'deliver' && deliveredTo < log.length) phone = hear(phone, log[deliveredTo++]!);
          else if (now.do === 'double' && deliveredTo > 0) phone = hear(phone, log[deliveredTo - 1]!);
          else if (now.do === 'resume') deliveredTo = phone.seq!;
          else if (now.do === 'snapshot') {
            phone = hear(phone, snap(log.length, held));
            deliveredTo = log.length;
          } else if (now.do === 'understand' && phone.withdrawn[0]) {
            phone = reduceTeam(phone, { type: 'withdrawal-understood', id: phone.withdrawn[0].id });
          }
          remember();
        }
        for (const late of log.slice(phone.seq!)) {
          phone = hear(phone, late);
          remember();
        }
        const byId = (a: TeamAssignment, b: TeamAssignment) => a.id.localeCompare(b.id);
        expect([...phone.snapshot!.assignments].sort(byId)).toEqual([...held].sort(byId));
        const heldIds = new Set(held.map((one) => one.id));
        for (const id of known) if (!heldIds.has(id)) expect(told).toContain(id);
        for (const one of phone.withdrawn) expect(heldIds).not.toContain(one.id);
      }),
      { seed: 26_11_2026, numRuns: 500 },
    );
  });
});
