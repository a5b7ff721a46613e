import type { TeamReport } from '@gocua/api/contract/field';
import { describe, expect, it } from 'vitest';
import type { FieldStore } from '../../apps/web/src/field/open-field-store.ts';
import { PositionSharer } from '../../apps/web/src/field/PositionSharer.ts';
import type { DoorPhoto, RefusedReport } from '../../apps/web/src/field/reports.ts';
import { TeamPhone } from '../../apps/web/src/field/TeamPhone.ts';
import type { TeamState } from '../../apps/web/src/field/team-state.ts';
import { LiveClient, type LiveWorld, type Socket } from '../../apps/web/src/live/LiveClient.ts';
import { MemoryOutboxStore, MemoryQueueStore } from './memory-queue-store.ts';
import { snapshot, visit } from './visits.ts';

/** A disk whose writes of the evening finish when the test says so. */
class SlowStore extends MemoryQueueStore implements FieldStore {
  readonly written: TeamState[] = [];
  readonly reports = new MemoryOutboxStore<TeamReport, RefusedReport>();
  readonly photos = new MemoryOutboxStore<DoorPhoto, RefusedReport>();
  readonly unfinished: { finish: () => void; fail: () => void }[] = [];

  writeTeam(_accountId: string, state: TeamState): Promise<void> {
    return new Promise((finish, fail) => {
      this.unfinished.push({
        finish: () => finish(void this.written.push(state)),
        fail: () => fail(new Error('the disk is full')),
      });
    });
  }
  readTeam = async () => this.written.at(-1);
  forgetTeam = async () => {};
  readMember = async () => undefined;
  writeMember = async () => {};
}

function setUp() {
  const said: { type: string; seq?: number; channels?: { after: number | null }[] }[] = [];
  const socket: Socket = {
    send: (data) => void said.push(JSON.parse(data)),
    close: () => {},
    onopen: null,
    onmessage: null,
    onclose: null,
    onerror: null,
  };
  const world: LiveWorld = {
    open: () => socket,
    nowMs: () => Date.parse('2026-11-26T12:00:00Z'),
    random: () => 0,
    setTimer: () => 0,
    clearTimer: () => {},
    onWake: () => () => {},
    isOnline: () => true,
  };
  const store = new SlowStore();
  const http = { post: () => new Promise<never>(() => {}), put: () => new Promise<never>(() => {}) };
  const phone = new TeamPhone({
    accountId: 'account-1',
    teamId: 'team-1',
    store,
    live: new LiveClient('ws://here/live', 'device-1', world),
    positions: new PositionSharer({
      http,
      newId: () => 'id',
      nowMs: world.nowMs,
      geolocation: undefined,
      kept: { read: () => false, write: () => {} },
    }),
    http,
    nowMs: world.nowMs,
    newId: () => 'id',
    timer: { set: () => 0, clear: () => {} },
    onWake: () => () => {},
  });
  const hear = (message: unknown) => socket.onmessage?.({ data: JSON.stringify(message) });
  return { phone, store, socket, said, hear };
}
const settle = () => new Promise<void>((done) => setTimeout(done, 0));
const SNAPSHOT = { type: 'snapshot', channel: 'team:team-1', seq: 7, team: snapshot([visit('a')]) };

describe('a team’s phone', () => {
  it('L17 says delivered only when the evening is on its disk, and shows it before', async () => {
    const { phone, store, socket, said, hear } = setUp();
    void phone.start();
    await settle();
    socket.onopen?.();
    expect(said).toMatchObject([{ type: 'hello', channels: [{ after: null }] }]);
    hear(SNAPSHOT);
    expect(phone.read().team.snapshot?.assignments).toHaveLength(1);
    await settle();
    expect(said.filter((one) => one.type === 'ack')).toEqual([]);
    store.unfinished[0]!.finish();
    await settle();
    expect(said.filter((one) => one.type === 'ack')).toMatchObject([{ seq: 7 }]);
  });

  it('L17 does not acknowledge what the disk refused', async () => {
    const { phone, store, socket, said, hear } = setUp();
    void phone.start();
    await settle();
    socket.onopen?.();
    hear(SNAPSHOT);
    store.unfinished[0]!.fail();
    await settle();
    expect(said.filter((one) => one.type === 'ack')).toEqual([]);
  });

  it('opens with what it knew and asks from there on', async () => {
    const { phone, store, socket, said } = setUp();
    store.written.push({
      seq: 41,
      heardAt: null,
      snapshot: snapshot([visit('a')]),
      news: { newIds: [], changedIds: [] },
      withdrawn: [],
    });
    void phone.start();
    await settle();
    expect(phone.read()).toMatchObject({ ready: true, team: { seq: 41 } });
    socket.onopen?.();
    expect(said).toMatchObject([{ type: 'hello', channels: [{ channel: 'team:team-1', after: 41 }] }]);
  });

  it('does not open with the evening of another team', async () => {
    const { phone, store } = setUp();
    const other = snapshot([visit('a')]);
    store.written.push({
      seq: 41,
      heardAt: null,
      snapshot: { ...other, team: { ...other.team, id: 'team-2' } },
      news: { newIds: [], changedIds: [] },
      withdrawn: [],
    });
    void phone.start();
    await settle();
    expect(phone.read().team.snapshot).toBeNull();
  });
});
