import type { Alarm } from '@gocua/api/contract/board';
import type { AssignmentView } from '@gocua/api/contract/dispatch';
import type { PlanRoute } from '@gocua/api/contract/planning';
import { MoonStar, Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import { Button } from '../../design/Button.tsx';
import { classNames } from '../../design/classNames.ts';
import { EmptyState } from '../../design/EmptyState.tsx';
import { Notice } from '../../design/Notice.tsx';
import { Skeleton } from '../../design/Progress.tsx';
import { Tabs } from '../../design/Tabs.tsx';
import { common } from '../../words/common.ts';
import { useLanguage } from '../../words/defineWords.ts';
import { formatDate, formatTime } from '../../words/format.ts';
import { problemText } from '../../words/problems.ts';
import { CASE_PARAM, useAddress } from '../address.ts';
import { CasePanel } from '../cases/CasePanel.tsx';
import { usePlanner } from '../context.ts';
import { useBoard, useEveningDrives } from '../data/useBoard.ts';
import { useCases } from '../data/useCases.ts';
import { usePlan, usePlanGeometry, usePlans } from '../data/usePlans.ts';
import { useTeams } from '../data/useTeams.ts';
import { PhoneSwitch } from '../PhoneSwitch.tsx';
import { chooseDay } from '../plan/choosePlan.ts';
import { DayChips } from '../plan/DayChips.tsx';
import { Dock } from '../plan/Dock.tsx';
import { InPlan } from '../plan/InPlan.tsx';
import { RouteLines } from '../plan/RouteLines.tsx';
import { StraightLineNotice } from '../plan/StraightLineNotice.tsx';
import { Timeline } from '../plan/Timeline.tsx';
import { layoutTimeline } from '../plan/timelineLayout.ts';
import { RiskNotice } from '../roster/RiskNotice.tsx';
import { plannerWords } from '../words.ts';
import { AlarmList } from './AlarmList.tsx';
import { feedOf, progressOf } from './boardFacts.ts';
import { EvidenceList } from './EvidenceList.tsx';
import { Feed } from './Feed.tsx';
import { MessageDialog } from './MessageDialog.tsx';
import { PlaceDialog, WithdrawDialog } from './PlaceDialog.tsx';
import { Replay } from './Replay.tsx';
import { assignmentsAt, positionsAt } from './replay.ts';
import { SavePromiseDialog } from './SavePromiseDialog.tsx';
import { TeamBoard } from './TeamBoard.tsx';
import { TeamDots } from './TeamDots.tsx';
import { changesOf, geometryNow, routesNow } from './tonightRoutes.ts';
import { UrgentDialog } from './UrgentDialog.tsx';
import { useEveningLog, useLastMessages } from './useLiveDay.ts';
import { VisitLive } from './VisitLive.tsx';
import { tonightWords } from './words.ts';
import '../plan/plan.css';
import './tonight.css';
import './live.css';

const NO_ROUTES: readonly PlanRoute[] = [];
const NO_ASSIGNMENTS: readonly AssignmentView[] = [];

/** The evening as it happens: what each phone has, what each team does, what came of it. */
export function TonightMode() {
  const t = plannerWords.useText();
  const c = common.useText();
  const language = useLanguage();
  const { zone, today, liveStatus, mayChange } = usePlanner();
  const teams = useTeams();
  const plans = usePlans();
  const [askedDay, askDay] = useAddress('ngay');
  const [chosenRoute, chooseRoute] = useAddress('tuyen');
  const [chosenCase, chooseCase] = useAddress(CASE_PARAM);
  const [phoneTimeline, setPhoneTimeline] = useState(false);
  const [tab, setTab] = useState<'teams' | 'feed' | 'evidence' | 'replay'>('teams');
  const [replayMs, setReplayMs] = useState<number | null>(null);
  const [messageTo, setMessageTo] = useState<string | null>(null);
  const [placing, setPlacing] = useState<string | null>(null);
  const [repairing, setRepairing] = useState<Alarm | null>(null);
  const [addsUrgent, setAddsUrgent] = useState(false);
  const [withdrawing, setWithdrawing] = useState<AssignmentView | null>(null);
  const live = tonightWords.useText();
  const { byId: caseById } = useCases();

  const published = plans.data?.plans.find((plan) => plan.state === 'published') ?? null;
  const plan = usePlan(published?.id ?? null);
  const geometry = usePlanGeometry(published?.id ?? null);
  const routes = plan.data?.routes ?? NO_ROUTES;
  const dates = useMemo(() => [...new Set(routes.map((route) => route.date))].sort(), [routes]);
  const day = chooseDay(dates, askedDay, today) ?? today;
  const board = useBoard(day, day);

  const lastMessages = useLastMessages(mayChange);
  const log = useEveningLog(day, tab === 'replay');
  const isReplaying = tab === 'replay' && replayMs !== null && log.data !== undefined;
  const assignments = useMemo(() => {
    const now = board.data?.assignments ?? NO_ASSIGNMENTS;
    return isReplaying && log.data ? assignmentsAt(now, log.data.entries, replayMs ?? 0) : now;
  }, [board.data, isReplaying, log.data, replayMs]);
  const positions = useMemo(
    () => (isReplaying && log.data ? positionsAt(log.data.positions, replayMs ?? 0) : (board.data?.positions ?? [])),
    [board.data, isReplaying, log.data, replayMs],
  );
  const planned = useMemo(
    () => routes.filter((route) => route.date === day && route.stops.some((stop) => stop.kind === 'visit')),
    [routes, day],
  );
  // Until the board is there the plan is all that is known; then the evening as dispatchers have changed it.
  const shownRoutes = useMemo(
    () => (board.data ? routesNow(planned, assignments, day, (id) => caseById.get(id)) : planned),
    [planned, board.data, assignments, day, caseById],
  );
  // An evening that is replayed is long over: how it was changed then is drawn straight.
  const changes = isReplaying ? '' : changesOf(planned, shownRoutes);
  const drives = useEveningDrives(day, changes);
  const lines = useMemo(
    () => geometryNow(geometry.data, planned, shownRoutes, changes === '' ? undefined : drives.data),
    [geometry.data, planned, shownRoutes, changes, drives.data],
  );
  const alarms = useMemo(() => board.data?.alarms.filter((one) => one.closedAt === null) ?? [], [board.data]);
  const panics = useMemo(() => alarms.filter((one) => one.kind === 'panic'), [alarms]);
  const teamOrder = useMemo(() => teams.teams.map((team) => team.id), [teams.teams]);
  const timeline = useMemo(() => layoutTimeline(shownRoutes, zone, teamOrder), [shownRoutes, zone, teamOrder]);
  const happened = useMemo(
    () => new Map<string, AssignmentView>(assignments.filter((one) => one.state !== 'withdrawn').map((one) => [one.caseId, one])),
    [assignments],
  );
  const progress = useMemo(() => progressOf(assignments, board.data?.deliveries ?? [], day), [assignments, board.data, day]);
  const feed = useMemo(() => feedOf(assignments), [assignments]);
  const chosenVisit = chosenCase ? (happened.get(chosenCase) ?? null) : null;

  return (
    <div className={classNames('stage', phoneTimeline && 'stage-phone-timeline')}>
      <section className="stage-side" aria-label={t('tonight.title')}>
        <header className="panel-head">
          <div className="panel-title-row">
            <h1 className="panel-title tonight-title">{day === today ? t('tonight.title') : formatDate(day, language)}</h1>
            {mayChange && board.isSuccess && day >= today ? (
              <Button size="small" kind="quiet" icon={Plus} onPress={() => setAddsUrgent(true)}>
                {live('urgent.open')}
              </Button>
            ) : null}
          </div>
        </header>
        {liveStatus === 'live' ? null : <Notice tone="warn" title={c(`connection.${liveStatus}`)} />}
        {isReplaying && replayMs !== null ? (
          <Notice
            tone="accent"
            title={live('replayAt', { at: formatTime(new Date(replayMs).toISOString(), zone) })}
            action={<Button onPress={() => setReplayMs(null)}>{live('replayNow')}</Button>}
          />
        ) : (
          <AlarmList
            alarms={alarms}
            onChooseCase={chooseCase}
            onRepair={(alarm) => {
              chooseCase(alarm.caseId);
              setRepairing(alarm);
            }}
          />
        )}
        <RiskNotice />
        <StraightLineNotice sources={[...happened.values()].map(({ travelSource }) => travelSource)} />
        {plans.isPending || board.isPending ? <Skeleton label={c('loading')} lines={7} /> : null}
        {board.isError ? (
          <Notice
            tone="bad"
            title={problemText(board.error)}
            action={<Button onPress={() => void board.refetch()}>{c('retry')}</Button>}
          />
        ) : null}
        {plans.isSuccess && !published && progress.size === 0 ? (
          <EmptyState
            icon={MoonStar}
            title={t('tonight.none')}
            action={<Link to="/dieu-phoi/ke-hoach">{t('tonight.toPlan')}</Link>}
          >
            {t('tonight.noneWords')}
          </EmptyState>
        ) : null}
        {board.isSuccess ? (
          <Tabs
            label={t('tonight.title')}
            value={tab}
            onChange={setTab}
            tabs={[
              {
                id: 'teams',
                words: t('tonight.teams'),
                panel:
                  progress.size === 0 ? (
                    <EmptyState icon={MoonStar} title={t('tonight.quiet')} />
                  ) : (
                    <TeamBoard
                      routes={shownRoutes}
                      progress={progress}
                      chosenRoute={chosenRoute}
                      onChooseRoute={(id) => chooseRoute(id === chosenRoute ? null : id)}
                      onChooseCase={chooseCase}
                      evenings={board.data.evenings}
                      lastMessages={lastMessages}
                      onMessage={setMessageTo}
                    />
                  ),
              },
              { id: 'feed', words: t('tonight.feed'), panel: <Feed entries={feed} onChooseCase={chooseCase} /> },
              ...(mayChange
                ? [
                    {
                      id: 'evidence' as const,
                      words: live('evidence', { count: board.data.openEvidenceCount }),
                      panel: <EvidenceList onChooseCase={chooseCase} />,
                    },
                  ]
                : []),
              {
                id: 'replay',
                words: live('replay'),
                panel: log.data ? (
                  <Replay log={log.data} atMs={replayMs} onAt={setReplayMs} onChooseCase={chooseCase} />
                ) : (
                  <Skeleton label={c('loading')} lines={5} />
                ),
              },
            ]}
          />
        ) : null}
      </section>
      <RouteLines
        routes={shownRoutes}
        geometry={lines}
        chosenCase={chosenCase}
        chosenRoute={chosenRoute}
        onChooseCase={chooseCase}
        happened={happened}
      />
      <TeamDots positions={positions} panics={panics} />
      {messageTo ? <MessageDialog teamId={messageTo} onClose={() => setMessageTo(null)} /> : null}
      {placing ? (
        <PlaceDialog
          caseId={placing}
          visit={happened.get(placing) ?? null}
          date={day}
          assignments={assignments}
          onClose={() => setPlacing(null)}
        />
      ) : null}
      {repairing ? (
        <SavePromiseDialog
          alarm={repairing}
          onClose={() => setRepairing(null)}
          onOthers={() => {
            setRepairing(null);
            setPlacing(repairing.caseId);
          }}
        />
      ) : null}
      {addsUrgent ? (
        <UrgentDialog
          onClose={() => setAddsUrgent(false)}
          onChoose={(caseId) => {
            setAddsUrgent(false);
            chooseCase(caseId);
            setPlacing(caseId);
          }}
        />
      ) : null}
      {withdrawing ? <WithdrawDialog visit={withdrawing} onClose={() => setWithdrawing(null)} /> : null}
      {dates.length > 0 ? <PhoneSwitch timeline={phoneTimeline} onChange={setPhoneTimeline} /> : null}
      {chosenCase ? (
        <CasePanel
          id={chosenCase}
          onClose={() => chooseCase(null)}
          extra={
            <>
              <VisitLive
                visit={chosenVisit}
                canAdd={caseById.get(chosenCase)?.state === 'waiting' && day >= today}
                onMove={() => setPlacing(chosenCase)}
                onWithdraw={() => setWithdrawing(chosenVisit)}
              />
              {plan.data ? <InPlan plan={plan.data} caseId={chosenCase} /> : null}
            </>
          }
        />
      ) : null}
      {dates.length > 0 ? (
        <Dock head={<DayChips dates={dates} day={day} onChange={(next) => askDay(next)} withoutAll />}>
          <Timeline
            timeline={timeline}
            chosenCase={chosenCase}
            onChooseCase={chooseCase}
            onChooseRoute={chooseRoute}
            happened={happened}
            atMs={isReplaying ? replayMs : null}
          />
        </Dock>
      ) : null}
    </div>
  );
}
