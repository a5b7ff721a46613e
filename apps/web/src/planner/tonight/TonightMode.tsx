import type { AssignmentView } from '@gocua/api/contract/dispatch';
import type { PlanRoute } from '@gocua/api/contract/planning';
import { MoonStar } from 'lucide-react';
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
import { formatDate } from '../../words/format.ts';
import { problemText } from '../../words/problems.ts';
import { CASE_PARAM, useAddress } from '../address.ts';
import { CasePanel } from '../cases/CasePanel.tsx';
import { usePlanner } from '../context.ts';
import { useBoard } from '../data/useBoard.ts';
import { usePlan, usePlanGeometry, usePlans } from '../data/usePlans.ts';
import { useTeams } from '../data/useTeams.ts';
import { PhoneSwitch } from '../PhoneSwitch.tsx';
import { chooseDay } from '../plan/choosePlan.ts';
import { DayChips } from '../plan/DayChips.tsx';
import { Dock } from '../plan/Dock.tsx';
import { InPlan } from '../plan/InPlan.tsx';
import { RouteLines } from '../plan/RouteLines.tsx';
import { Timeline } from '../plan/Timeline.tsx';
import { layoutTimeline } from '../plan/timelineLayout.ts';
import { plannerWords } from '../words.ts';
import { feedOf, progressOf } from './boardFacts.ts';
import { Feed } from './Feed.tsx';
import { TeamBoard } from './TeamBoard.tsx';
import '../plan/plan.css';
import './tonight.css';

const NO_ROUTES: readonly PlanRoute[] = [];

/** The evening as it happens: what each phone has, what each team does, what came of it. */
export function TonightMode() {
  const t = plannerWords.useText();
  const c = common.useText();
  const language = useLanguage();
  const { zone, today, liveStatus } = usePlanner();
  const teams = useTeams();
  const plans = usePlans();
  const [askedDay, askDay] = useAddress('ngay');
  const [chosenRoute, chooseRoute] = useAddress('tuyen');
  const [chosenCase, chooseCase] = useAddress(CASE_PARAM);
  const [phoneTimeline, setPhoneTimeline] = useState(false);
  const [tab, setTab] = useState<'teams' | 'feed'>('teams');

  const published = plans.data?.plans.find((plan) => plan.state === 'published') ?? null;
  const plan = usePlan(published?.id ?? null);
  const geometry = usePlanGeometry(published?.id ?? null);
  const routes = plan.data?.routes ?? NO_ROUTES;
  const dates = useMemo(() => [...new Set(routes.map((route) => route.date))].sort(), [routes]);
  const day = chooseDay(dates, askedDay, today) ?? today;
  const board = useBoard(day, day);

  const shownRoutes = useMemo(
    () => routes.filter((route) => route.date === day && route.stops.some((stop) => stop.kind === 'visit')),
    [routes, day],
  );
  const teamOrder = useMemo(() => teams.teams.map((team) => team.id), [teams.teams]);
  const timeline = useMemo(() => layoutTimeline(shownRoutes, zone, teamOrder), [shownRoutes, zone, teamOrder]);
  const happened = useMemo(
    () =>
      new Map<string, AssignmentView>(
        board.data?.assignments.filter((one) => one.state !== 'withdrawn').map((one) => [one.caseId, one]),
      ),
    [board.data],
  );
  const progress = useMemo(() => progressOf(board.data?.assignments ?? [], board.data?.deliveries ?? [], day), [board.data, day]);
  const feed = useMemo(() => feedOf(board.data?.assignments ?? []), [board.data]);

  return (
    <div className={classNames('stage', phoneTimeline && 'stage-phone-timeline')}>
      <section className="stage-side" aria-label={t('tonight.title')}>
        <header className="panel-head">
          <h1 className="panel-title tonight-title">{day === today ? t('tonight.title') : formatDate(day, language)}</h1>
        </header>
        {liveStatus === 'live' ? null : <Notice tone="warn" title={c(`connection.${liveStatus}`)} />}
        {plans.isPending || board.isPending ? <Skeleton label={c('loading')} lines={7} /> : null}
        {board.isError ? (
          <Notice
            tone="bad"
            title={problemText(board.error)}
            action={<Button onPress={() => void board.refetch()}>{c('retry')}</Button>}
          />
        ) : null}
        {plans.isSuccess && !published ? (
          <EmptyState
            icon={MoonStar}
            title={t('tonight.none')}
            action={<Link to="/dieu-phoi/ke-hoach">{t('tonight.toPlan')}</Link>}
          >
            {t('tonight.noneWords')}
          </EmptyState>
        ) : null}
        {published && board.isSuccess ? (
          <Tabs
            label={t('tonight.title')}
            value={tab}
            onChange={setTab}
            tabs={[
              {
                id: 'teams',
                words: t('tonight.teams', { count: progress.size }),
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
                    />
                  ),
              },
              { id: 'feed', words: t('tonight.feed'), panel: <Feed entries={feed} onChooseCase={chooseCase} /> },
            ]}
          />
        ) : null}
      </section>
      <RouteLines
        routes={shownRoutes}
        geometry={geometry.data}
        chosenCase={chosenCase}
        chosenRoute={chosenRoute}
        onChooseCase={chooseCase}
        happened={happened}
      />
      {dates.length > 0 ? <PhoneSwitch timeline={phoneTimeline} onChange={setPhoneTimeline} /> : null}
      {chosenCase ? (
        <CasePanel
          id={chosenCase}
          onClose={() => chooseCase(null)}
          extra={plan.data ? <InPlan plan={plan.data} caseId={chosenCase} /> : null}
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
          />
        </Dock>
      ) : null}
    </div>
  );
}
