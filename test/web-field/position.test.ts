import { describe, expect, it } from 'vitest';
import { ProblemError } from '../../apps/web/src/api/http.ts';
import { groupEvenings } from '../../apps/web/src/field/evenings.ts';
import { PositionSharer } from '../../apps/web/src/field/PositionSharer.ts';
import { arrivalSuggestion, isInShift, metresBetween } from '../../apps/web/src/field/place-rules.ts';
import { snapshot, visit } from './visits.ts';

const { settings } = snapshot([]);

/** A phone whose place is moved by hand. */
function setUp(wanted = false) {
  let nowMs = Date.parse('2026-11-26T12:00:00.000Z');
  let hear: ((position: GeolocationPosition) => void) | null = null;
  let fail: ((error: GeolocationPositionError) => void) | null = null;
  const sent: { positions: { lat: number; at: string }[] }[] = [];
  let weather: 'fine' | 'lost' | 'outside-shift' = 'fine';
  let kept = wanted;
  const sharer = new PositionSharer({
    http: {
      post: async <T>(_path: string, options?: { body?: unknown }) => {
        if (weather === 'lost') throw new ProblemError({ code: 'no-network', status: 0 });
        if (weather === 'outside-shift') throw new ProblemError({ code: 'outside-shift', status: 409 });
        sent.push(options?.body as (typeof sent)[number]);
        return undefined as T;
      },
    },
    newId: () => 'id',
    nowMs: () => nowMs,
    geolocation: {
      watchPosition: (onPosition, onError) => {
        hear = onPosition;
        fail = onError ?? null;
        return 1;
      },
      clearWatch: () => {
        hear = null;
      },
    },
    kept: { read: () => kept, write: (on) => (kept = on) },
  });
  return {
    sharer,
    sent,
    isAsked: () => hear !== null,
    isKept: () => kept,
    setWeather: (next: typeof weather) => (weather = next),
    deny: () => fail?.({ code: 1 } as GeolocationPositionError),
    async move(lat: number, afterSec: number) {
      nowMs += afterSec * 1000;
      hear?.({ coords: { latitude: lat, longitude: 105.8, accuracy: 12 } } as GeolocationPosition);
      await new Promise((done) => setTimeout(done, 0));
    },
  };
}

describe('sharing a position', () => {
  it('asks the phone only while it is wanted and the shift runs', () => {
    const { sharer, isAsked, isKept } = setUp();
    sharer.shift(settings);
    expect([isAsked(), sharer.read().kind]).toEqual([false, 'off']);
    sharer.want(true);
    expect([isAsked(), sharer.read().kind, isKept()]).toEqual([true, 'on', true]);
    sharer.shift(null);
    expect([isAsked(), sharer.read().kind]).toEqual([false, 'waiting']);
    sharer.shift(settings);
    expect(isAsked()).toBe(true);
    sharer.want(false);
    expect([isAsked(), sharer.read()]).toEqual([false, { kind: 'off', place: null }]);
  });

  it('sends as often as the server asks, and keeps what could not be sent', async () => {
    const { sharer, sent, move, setWeather } = setUp(true);
    sharer.shift(settings);
    await move(21.001, 1);
    await move(21.002, 10);
    expect(sent.map(({ positions }) => positions.map(({ lat }) => lat))).toEqual([[21.001]]);
    expect(sharer.read().place?.lat).toBe(21.002);
    setWeather('lost');
    await move(21.003, 20);
    await move(21.004, 30);
    setWeather('fine');
    await move(21.005, 30);
    expect(sent.at(-1)!.positions.map(({ lat }) => lat)).toEqual([21.003, 21.004, 21.005]);
  });

  it('keeps the newest hundred, and nothing that the server does not want', async () => {
    const { sharer, sent, move, setWeather } = setUp(true);
    sharer.shift(settings);
    setWeather('lost');
    for (let index = 0; index < 130; index++) await move(20 + index / 1000, 30);
    setWeather('fine');
    await move(21, 30);
    expect(sent[0]!.positions).toHaveLength(100);
    expect(sent[0]!.positions.at(-1)!.lat).toBe(21);
    setWeather('outside-shift');
    await move(21.1, 30);
    setWeather('fine');
    await move(21.2, 30);
    expect(sent.at(-1)!.positions.map(({ lat }) => lat)).toEqual([21.2]);
  });

  it('says when the phone does not allow it', () => {
    const { sharer, deny } = setUp(true);
    sharer.shift(settings);
    deny();
    expect(sharer.read()).toEqual({ kind: 'denied', place: null });
  });
});

describe('a place and a home', () => {
  it('a hundredth of a degree north is 1,112 metres', () => {
    expect(metresBetween({ lat: 21, lon: 105.8 }, { lat: 21.01, lon: 105.8 })).toBe(1112);
  });

  it('suggests the arrival only on the way, close by, and with a new and exact place', () => {
    const home = visit('a', { state: 'travelling', lat: 21, lon: 105.8 });
    const place = { lat: 21.0004, lon: 105.8, accuracyMetres: 20, atMs: 1_000_000 };
    expect(arrivalSuggestion(home, place, settings, 1_000_000)).toBe(44);
    expect(arrivalSuggestion(home, { ...place, lat: 21.0006 }, settings, 1_000_000)).toBeNull();
    expect(arrivalSuggestion(home, { ...place, accuracyMetres: 101 }, settings, 1_000_000)).toBeNull();
    expect(arrivalSuggestion(home, place, settings, 1_000_000 + 121_000)).toBeNull();
    expect(arrivalSuggestion({ ...home, state: 'arrived' }, place, settings, 1_000_000)).toBeNull();
    expect(arrivalSuggestion(home, null, settings, 1_000_000)).toBeNull();
  });

  it('a phone may be asked from half an hour before the shift to an hour after, until everybody is back', () => {
    const [evening] = groupEvenings([visit('a')]);
    const at = (time: string) => Date.parse(`2026-11-26T${time}:00.000Z`);
    const facts = {
      teamId: 'team-1',
      date: '2026-11-26',
      beganAt: null,
      kitCheckedAt: null,
      kitState: null,
      batteryPercent: null,
    };
    const isIn = (time: string) => isInShift(evening!, { ...facts, homeAt: null }, at(time));
    expect(['10:59', '11:00', '15:30', '15:31'].map(isIn)).toEqual([false, true, true, false]);
    expect(isInShift(evening!, { ...facts, homeAt: '2026-11-26T14:00:00.000Z' }, at('14:10'))).toBe(false);
    expect(isInShift(null, null, at('12:00'))).toBe(false);
  });
});
