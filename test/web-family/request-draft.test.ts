import { ASKED_NEEDS } from '@gocua/api/contract/codes';
import { RequestInput } from '@gocua/api/contract/requests';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beginDraft, type Draft, faultsOf, firstUnanswered, isPhone, STEPS, toRequest } from '../../apps/web/src/family/draft.ts';
import { DraftStore, type Shelf } from '../../apps/web/src/family/draft-store.ts';
import { EVENING_DAYS, HOME_TIMES, toWindows } from '../../apps/web/src/family/home-times.ts';
import { newToken, tokenOf } from '../../apps/web/src/family/new-token.ts';

const ID = '0b0e8c2a-5d0f-4c1e-9a7b-1f2e3d4c5b6a';
const TOKEN = 'A'.repeat(43);
const YEAR = 2026;

function answered(facts: Partial<Draft> = {}): Draft {
  return {
    ...beginDraft(ID, TOKEN),
    relation: 'child',
    requesterName: ' Nguyễn Văn Bình ',
    fullName: 'Nguyễn Thị Tuyết',
    birthYear: '1925',
    sex: 'female',
    address: '12/34 ngõ 82 Nguyễn Phúc Lai',
    ward: { id: '00226', name: 'Phường Láng' },
    mobility: 'bedbound',
    needs: ['id_card'],
    times: ['weekday_evening', 'saturday_morning'],
    phone: '0912 345 678',
    ...facts,
  };
}

/** A shelf in memory, as sessionStorage is. */
function shelf(): Shelf & { kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

describe('a family’s draft', () => {
  it('A5 knows the first page that is not answered', () => {
    expect(firstUnanswered(beginDraft(ID, TOKEN), YEAR)).toBe('nguoi-yeu-cau');
    expect(firstUnanswered(answered({ ward: null }), YEAR)).toBe('dia-chi');
    expect(firstUnanswered(answered(), YEAR)).toBeNull();
  });

  it('names what is missing on a page, field by field', () => {
    const empty = beginDraft(ID, TOKEN);
    expect(faultsOf('nguoi-yeu-cau', empty, YEAR)).toEqual({ relation: 'relationMissing' });
    expect(faultsOf('nguoi-yeu-cau', { ...empty, relation: 'neighbour' }, YEAR)).toEqual({ requesterName: 'requesterMissing' });
    expect(faultsOf('nguoi-yeu-cau', { ...empty, relation: 'self' }, YEAR)).toEqual({});
    expect(faultsOf('nguoi-can-gap', empty, YEAR)).toEqual({
      fullName: 'nameMissing',
      birthYear: 'yearMissing',
      sex: 'sexMissing',
    });
    for (const birthYear of ['38', '1899', '2027', '19x8', '1938.5']) {
      expect(faultsOf('nguoi-can-gap', answered({ birthYear }), YEAR)).toEqual({ birthYear: 'yearUnreadable' });
    }
    expect(faultsOf('gio-o-nha', answered({ eveningDays: [] }), YEAR)).toEqual({ eveningDays: 'eveningMissing' });
    expect(faultsOf('gio-o-nha', answered({ times: [], anyTime: true }), YEAR)).toEqual({});
    expect(faultsOf('vi-tri', empty, YEAR)).toEqual({});
  });

  it('reads phones as people write them', () => {
    for (const phone of ['0912345678', '0912 345 678', '091.234.5678', '+84 912 345 678', '0084912345678', '024 3825 1234']) {
      expect(isPhone(phone)).toBe(true);
    }
    for (const phone of ['', '12345', '0912', '912345678', '09123456789012', 'không có']) expect(isPhone(phone)).toBe(false);
  });

  it('asks for the iris scanner when prints failed before, and only with a card', () => {
    expect(toRequest(answered({ printsFailed: true })).needs).toEqual(['id_card_iris']);
    expect(toRequest(answered({ printsFailed: true, needs: ['digital_identity'] })).needs).toEqual(['digital_identity']);
  });

  it('names the person as the one who asks when nobody else does', () => {
    expect(toRequest(answered({ relation: 'self', requesterName: 'cũ' })).requesterName).toBe('Nguyễn Thị Tuyết');
    expect(toRequest(answered()).requesterName).toBe('Nguyễn Văn Bình');
  });

  it('times become weekly windows; always at home is no window', () => {
    expect(toWindows(true, ['saturday_morning'], [1])).toEqual([]);
    expect(toWindows(false, ['sunday_afternoon', 'weekday_evening'], [2, 4])).toEqual([
      { days: [2, 4], from: '18:00', to: '21:00' },
      { days: [7], from: '13:30', to: '17:00' },
    ]);
  });

  it('a draft without faults is always a request that the contract takes', () => {
    const draft = fc.record({
      relation: fc.constantFrom('self', 'child', 'community_leader'),
      sex: fc.constantFrom('female', 'male'),
      birthYear: fc.integer({ min: 1890, max: 2030 }).map(String),
      fullName: fc.string({ maxLength: 20 }),
      requesterName: fc.string({ maxLength: 20 }),
      address: fc.string({ maxLength: 20 }),
      phone: fc.constantFrom('0912 345 678', '+84 24 3825 1234', '123', ''),
      needs: fc.subarray(ASKED_NEEDS.filter((need) => need !== 'id_card_iris')),
      printsFailed: fc.boolean(),
      anyTime: fc.boolean(),
      times: fc.subarray([...HOME_TIMES]),
      eveningDays: fc.subarray([...EVENING_DAYS]),
      point: fc.option(
        fc.record({ lat: fc.double({ min: -90, max: 90, noNaN: true }), lon: fc.double({ min: -180, max: 180, noNaN: true }) }),
      ),
    });
    let takenCount = 0;
    fc.assert(
      fc.property(draft, (facts) => {
        const made = answered(facts as Partial<Draft>);
        if (firstUnanswered(made, YEAR) !== null) return;
        takenCount++;
        expect(RequestInput.safeParse(toRequest(made)).error).toBeUndefined();
      }),
      { seed: 26_11_2026, numRuns: 400 },
    );
    expect(takenCount).toBeGreaterThan(20);
  });
});

describe('where the draft lives', () => {
  it('A1 survives a reload; A2 id and secret stay the same', () => {
    const kept = shelf();
    let made = 0;
    const make = () => ({ id: `id-${++made}`, token: TOKEN });
    const first = new DraftStore(kept, make);
    first.change({ fullName: 'Nguyễn Thị Tuyết' });
    const second = new DraftStore(kept, make);
    expect(second.read()).toMatchObject({ id: 'id-1', fullName: 'Nguyễn Thị Tuyết' });
    second.change({ sex: 'female' });
    expect(new DraftStore(kept, make).read()).toMatchObject({ id: 'id-1', fullName: 'Nguyễn Thị Tuyết', sex: 'female' });
  });

  it('forgets the answers once they were sent, and keeps only the link', () => {
    const kept = shelf();
    let made = 0;
    const store = new DraftStore(kept, () => ({ id: `id-${++made}`, token: TOKEN }));
    store.change({ fullName: 'Nguyễn Thị Tuyết', phone: '0912345678' });
    store.markSent(TOKEN, 'now');
    expect([...kept.kept.values()].join()).not.toMatch(/Tuyết|0912/);
    expect(store.read()).toMatchObject({ id: 'id-2', fullName: '' });
    expect([store.sentToken(), store.howSent(TOKEN), store.howSent('another')]).toEqual([TOKEN, 'now', null]);
  });

  it('works where storage is refused, and where it holds rubbish', () => {
    const refusing: Shelf = {
      getItem: () => {
        throw new Error('refused');
      },
      setItem: () => {
        throw new Error('refused');
      },
      removeItem: () => {
        throw new Error('refused');
      },
    };
    for (const place of [null, refusing, { ...shelf(), getItem: () => '{"id":' }]) {
      const store = new DraftStore(place, () => ({ id: ID, token: TOKEN }));
      store.change({ fullName: 'Tuyết' });
      expect(store.read().fullName).toBe('Tuyết');
    }
  });

  it('A3 the secret is 32 random bytes and is read from behind the # only whole', () => {
    const token = newToken();
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(newToken()).not.toBe(token);
    expect(tokenOf(`#${token}`)).toBe(token);
    expect(tokenOf(`#${token.slice(1)}`)).toBeNull();
    expect(tokenOf('')).toBeNull();
    expect(new Set(STEPS).size).toBe(8);
  });
});
