import type { Me } from '@gocua/api/contract/session';
import { DoorClosed } from 'lucide-react';
import { Link, Navigate, Route, Routes } from 'react-router';
import { Button } from '../design/Button.tsx';
import { EmptyState } from '../design/EmptyState.tsx';
import { Notice } from '../design/Notice.tsx';
import { Skeleton } from '../design/Progress.tsx';
import { homeOf } from '../session/session.ts';
import { sessionWords } from '../session/words.ts';
import { common } from '../words/common.ts';
import { problemText } from '../words/problems.ts';
import { FieldFrame } from './FieldFrame.tsx';
import { FoundPersonPage } from './FoundPersonPage.tsx';
import { KitCheckPage } from './KitCheckPage.tsx';
import { MessagesPage } from './MessagesPage.tsx';
import { MorePage } from './MorePage.tsx';
import { NextPage } from './NextPage.tsx';
import { OutcomePage } from './OutcomePage.tsx';
import type { FieldStore } from './open-field-store.ts';
import { PhoneContext, usePhoneFacts, useTeamPhone } from './phone-context.ts';
import { RouteMapPage } from './RouteMapPage.tsx';
import { SafetyPage } from './SafetyPage.tsx';
import type { TeamPhone } from './TeamPhone.ts';
import { useTeamMember } from './use-team-member.ts';
import { VisitListPage } from './VisitListPage.tsx';
import { VisitPage } from './VisitPage.tsx';
import { fieldWords } from './words.ts';
import './field.css';

/** The surface at `/to/*`: a team's evening on its phone. */
export function FieldApp() {
  const member = useTeamMember();
  const t = fieldWords.useText();
  const s = sessionWords.useText();
  const c = common.useText();
  switch (member.state) {
    case 'waiting':
      return <Skeleton label={t('opening')} lines={5} />;
    case 'no-storage':
      return <Notice tone="bad" title={t('noStorage')} />;
    case 'signed-out':
      return <Navigate to="/dang-nhap?ve=%2Fto" replace />;
    case 'no-answer':
      return (
        <Notice
          tone="bad"
          title={problemText(member.error)}
          action={
            <Button size="touch" onPress={member.retry}>
              {c('retry')}
            </Button>
          }
        />
      );
    case 'not-a-team':
      return (
        <main>
          <EmptyState icon={DoorClosed} title={t('notATeam')} action={<Link to={homeOf(member.me)}>{s('toMyPage')}</Link>} />
        </main>
      );
    case 'in':
      return <Opened me={member.me} teamId={member.teamId} store={member.store} />;
  }
}

function Opened({ me, teamId, store }: { me: Me; teamId: string; store: FieldStore }) {
  const phone = useTeamPhone(me, teamId, store);
  const t = fieldWords.useText();
  return phone ? <Pages phone={phone} me={me} /> : <Skeleton label={t('opening')} lines={5} />;
}

function Pages({ phone, me }: { phone: TeamPhone; me: Me }) {
  const facts = usePhoneFacts(phone, me);
  return (
    <PhoneContext value={facts}>
      <Routes>
        <Route element={<FieldFrame />}>
          <Route index element={<NextPage />} />
          <Route path="danh-sach" element={<VisitListPage />} />
          <Route path="ban-do" element={<RouteMapPage />} />
          <Route path="them" element={<MorePage />} />
          <Route path="viec/:visitId" element={<VisitPage />} />
          <Route path="viec/:visitId/ket-qua" element={<OutcomePage />} />
          <Route path="viec/:visitId/them-nguoi" element={<FoundPersonPage />} />
          <Route path="kiem-tra" element={<KitCheckPage />} />
          <Route path="an-toan" element={<SafetyPage />} />
          <Route path="tin-nhan" element={<MessagesPage />} />
          <Route path="*" element={<Navigate to="/to" replace />} />
        </Route>
      </Routes>
    </PhoneContext>
  );
}
