import type { TeamAssignment } from '@gocua/api/contract/dispatch';
import { LIVE_PATH } from '@gocua/api/contract/live-codes';
import type { Me } from '@gocua/api/contract/session';
import { createContext, useContext, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { http } from '../api/http.ts';
import { newId } from '../api/newId.ts';
import { browserWorld, liveUrl } from '../live/browserWorld.ts';
import { deviceId } from '../live/deviceId.ts';
import { LiveClient } from '../live/LiveClient.ts';
import { localDate } from '../words/format.ts';
import { chooseEvening, type Evening, groupEvenings } from './evenings.ts';
import type { FieldStore } from './open-field-store.ts';
import { PositionSharer } from './PositionSharer.ts';
import { type Unsent, unsentOf } from './sync-state.ts';
import { type PhoneView, TeamPhone } from './TeamPhone.ts';
import { applyWaiting } from './visit-steps.ts';

/** What every page of the team's phone draws from. */
export interface PhoneFacts {
  phone: TeamPhone;
  view: PhoneView;
  /** Steps, reports and photos that wait, as one. */
  unsent: Unsent;
  me: Me;
  zone: string;
  nowMs: number;
  today: string;
  visits: readonly TeamAssignment[];
  evenings: readonly Evening[];
  /** The evening on the screen; null when there is none at all. */
  evening: Evening | null;
}

export const PhoneContext = createContext<PhoneFacts | null>(null);

export function usePhone(): PhoneFacts {
  const facts = useContext(PhoneContext);
  if (!facts) throw new Error('usePhone outside the team’s phone');
  return facts;
}

const POSITION_WISH = 'gocua.position';

/** Whether this phone's person shares its place; off until somebody says otherwise, and where nothing can be kept. */
const keptWish = {
  read: () => {
    try {
      return localStorage.getItem(POSITION_WISH) === 'on';
    } catch {
      return false;
    }
  },
  write: (on: boolean) => {
    try {
      localStorage.setItem(POSITION_WISH, on ? 'on' : 'off');
    } catch {
      // For this page it still counts.
    }
  },
};

/** A phone for as long as the page stands; a new one when another account signs in. */
export function useTeamPhone(me: Me, teamId: string, store: FieldStore): TeamPhone | null {
  const [phone, setPhone] = useState<TeamPhone | null>(null);
  const { accountId } = me;
  useEffect(() => {
    const made = new TeamPhone({
      accountId,
      teamId,
      store,
      live: new LiveClient(liveUrl(LIVE_PATH), deviceId(), browserWorld),
      positions: new PositionSharer({
        http,
        newId,
        nowMs: browserWorld.nowMs,
        geolocation: navigator.geolocation,
        kept: keptWish,
      }),
      http,
      nowMs: browserWorld.nowMs,
      newId,
      timer: { set: browserWorld.setTimer, clear: browserWorld.clearTimer },
      onWake: browserWorld.onWake,
    });
    setPhone(made);
    void made.start();
    return () => made.stop();
  }, [accountId, teamId, store]);
  return phone;
}

/** The minute that is now; drawn anew often enough that a late visit is seen as late. */
export function useNowMs(): number {
  const [nowMs, setNowMs] = useState(browserWorld.nowMs);
  useEffect(() => {
    let handle: unknown;
    const tick = () => {
      setNowMs(browserWorld.nowMs());
      handle = browserWorld.setTimer(tick, 15_000);
    };
    handle = browserWorld.setTimer(tick, 15_000);
    return () => browserWorld.clearTimer(handle);
  }, []);
  return nowMs;
}

export function usePhoneFacts(phone: TeamPhone, me: Me): PhoneFacts {
  const view = useSyncExternalStore(phone.listen, phone.read);
  const nowMs = useNowMs();
  const zone = view.team.snapshot?.zone ?? me.zone;
  const today = localDate(nowMs, zone);
  const known = view.team.snapshot?.assignments;
  const { waiting } = view.queue;
  const visits = useMemo(() => applyWaiting(known ?? [], waiting), [known, waiting]);
  const evenings = useMemo(() => groupEvenings(visits), [visits]);
  const evening = useMemo(() => chooseEvening(evenings, today), [evenings, today]);
  const { queue, reports, photos } = view;
  const unsent = useMemo(() => unsentOf([queue, reports, photos]), [queue, reports, photos]);
  return { phone, view, unsent, me, zone, nowMs, today, visits, evenings, evening };
}
