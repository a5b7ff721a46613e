import type { Me } from '@gocua/api/contract/session';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { Navigate, Route, Routes } from 'react-router';
import { Toasts } from '../design/Toasts.tsx';
import { browserWorld } from '../live/browserWorld.ts';
import type { LiveClient, LiveStatus } from '../live/LiveClient.ts';
import { MapStage } from '../map/MapStage.tsx';
import { useMe } from '../session/session.ts';
import { common } from '../words/common.ts';
import { localDate } from '../words/format.ts';
import { AccountsMode } from './accounts/AccountsMode.tsx';
import { AreasMode } from './areas/AreasMode.tsx';
import { CalendarMode } from './calendar/CalendarMode.tsx';
import { CasesMode } from './cases/CasesMode.tsx';
import { PlannerContext, type PlannerFacts } from './context.ts';
import { usePlannerLive } from './data/usePlannerLive.ts';
import { useUnits } from './data/useUnits.ts';
import { ModeRail } from './ModeRail.tsx';
import { PinMode } from './pins/PinMode.tsx';
import { PlanMode } from './plan/PlanMode.tsx';
import { RequestsMode } from './requests/RequestsMode.tsx';
import { PeopleMode } from './roster/PeopleMode.tsx';
import { TeamsMode } from './teams/TeamsMode.tsx';
import { TonightMode } from './tonight/TonightMode.tsx';
import { plannerWords } from './words.ts';
import './planner.css';

/** The frame of the planner: rail, one map that stays, and the mode's panels over it. */
export function PlannerShell({ me }: { me: Me }) {
  const t = plannerWords.useText();
  const c = common.useText();
  const units = useUnits();
  const { status, client } = usePlannerLive(me);
  const nowMs = useServerClock(client, status);
  const today = localDate(nowMs, me.zone);
  const facts = useMemo<PlannerFacts>(
    () => ({ me, zone: me.zone, units, liveStatus: status, today, nowMs, mayChange: me.role === 'dispatcher' }),
    [me, units, status, today, nowMs],
  );
  const zoomWords = useMemo(() => ({ in: t('map.zoomIn'), out: t('map.zoomOut') }), [t]);
  return (
    <PlannerContext value={facts}>
      <div className="planner">
        <a className="skip-link" href="#noi-dung">
          {c('skipToContent')}
        </a>
        <ModeRail />
        <main className="planner-main" id="noi-dung">
          <MapStage label={t('map.label')} zoomWords={zoomWords} isOffice>
            <Routes>
              <Route index element={<Navigate to="truong-hop" replace />} />
              <Route path="truong-hop" element={<CasesMode />} />
              <Route path="truong-hop/don-vi" element={<AreasMode />} />
              <Route path="truong-hop/vi-tri" element={<PinMode />} />
              <Route path="yeu-cau" element={<RequestsMode />} />
              <Route path="to-va-ca" element={<TeamsMode />} />
              <Route path="lich" element={<CalendarMode />} />
              <Route path="nhan-su" element={<PeopleMode />} />
              <Route path="tai-khoan" element={<AccountsMode />} />
              <Route path="ke-hoach" element={<PlanMode />} />
              <Route path="toi-nay" element={<TonightMode />} />
              <Route path="*" element={<Navigate to="/dieu-phoi/truong-hop" replace />} />
            </Routes>
          </MapStage>
        </main>
        <Toasts />
      </div>
    </PlannerContext>
  );
}

/** The server's time: by what it said of itself with the session, until the live stream tells it better. */
function useServerClock(client: LiveClient, status: LiveStatus): number {
  const { data: me, dataUpdatedAt } = useMe();
  const saidOffsetMs = me ? Date.parse(me.serverTime) - dataUpdatedAt : 0;
  const read = useCallback(
    () => (client.hasServerTime() ? client.serverNowMs() : browserWorld.nowMs() + saidOffsetMs),
    [client, saidOffsetMs],
  );
  const [nowMs, setNowMs] = useState(read);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a stream that begins to live has just told the time
  useEffect(() => {
    setNowMs(read());
    const tick = setInterval(() => setNowMs(read()), 30_000);
    return () => clearInterval(tick);
  }, [read, status]);
  return nowMs;
}
