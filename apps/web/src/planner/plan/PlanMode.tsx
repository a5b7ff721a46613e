import type { Plan, PlanRoute } from '@gocua/api/contract/planning';
import { CalendarPlus, Send, Trash2 } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { ProblemError } from '../../api/http.ts';
import { Button } from '../../design/Button.tsx';
import { classNames } from '../../design/classNames.ts';
import { EmptyState } from '../../design/EmptyState.tsx';
import { Notice } from '../../design/Notice.tsx';
import { Skeleton } from '../../design/Progress.tsx';
import { Select } from '../../design/Select.tsx';
import { Tabs } from '../../design/Tabs.tsx';
import { toasts } from '../../design/toasts.ts';
import { codes } from '../../words/codes.ts';
import { common } from '../../words/common.ts';
import { useLanguage } from '../../words/defineWords.ts';
import { formatDistance, formatDuration, formatMoment, formatNumber } from '../../words/format.ts';
import { problems, problemText } from '../../words/problems.ts';
import { CASE_PARAM, useAddress } from '../address.ts';
import { CasePanel } from '../cases/CasePanel.tsx';
import { usePlanner } from '../context.ts';
import { isGoing, usePlan, usePlanGeometry, usePlans, useRunPreview, useRuns } from '../data/usePlans.ts';
import { useTeams } from '../data/useTeams.ts';
import { DownloadLink } from '../exports/DownloadLink.tsx';
import { exportWords } from '../exports/words.ts';
import { PhoneSwitch } from '../PhoneSwitch.tsx';
import { OverBudget } from '../policy/OverBudget.tsx';
import { RepairButton } from '../repair/RepairButton.tsx';
import { RiskNotice } from '../roster/RiskNotice.tsx';
import { plannerWords } from '../words.ts';
import { ALL_DAYS, chooseDay, choosePlan } from './choosePlan.ts';
import { DayChips } from './DayChips.tsx';
import { Dock } from './Dock.tsx';
import { InPlan } from './InPlan.tsx';
import { PlanStart } from './PlanStart.tsx';
import { PublishDialog } from './PublishDialog.tsx';
import { RouteLines } from './RouteLines.tsx';
import { RouteList } from './RouteList.tsx';
import { RunPanel } from './RunPanel.tsx';
import { StraightLineNotice } from './StraightLineNotice.tsx';
import { Timeline } from './Timeline.tsx';
import { layoutTimeline } from './timelineLayout.ts';
import { UnassignedList } from './UnassignedList.tsx';
import { useDiscard } from './useDiscard.ts';
import './plan.css';

const NO_ROUTES: readonly PlanRoute[] = [];

/** From demand to a published revision: ask, watch, look, publish. */
export function PlanMode() {
  const t = plannerWords.useText();
  const c = common.useText();
  const ex = exportWords.useText();
  const code = codes.useText();
  const language = useLanguage();
  const { zone, today, mayChange } = usePlanner();
  const teams = useTeams();
  const plans = usePlans();
  const runs = useRuns();
  const [askedPlan, askPlan] = useAddress('kh');
  const [askedDay, askDay] = useAddress('ngay');
  const [chosenRoute, chooseRoute] = useAddress('tuyen');
  const [chosenCase, chooseCase] = useAddress(CASE_PARAM);
  const [phoneTimeline, setPhoneTimeline] = useState(false);
  const [tab, setTab] = useState<'routes' | 'unassigned'>('routes');
  const [publishing, setPublishing] = useState(false);
  const [starting, setStarting] = useState(false);
  const discard = useDiscard();

  const summary = choosePlan(plans.data, askedPlan);
  const plan = usePlan(summary?.id ?? null);
  const geometry = usePlanGeometry(summary?.id ?? null);
  const run = runs.data?.find(isGoing) ?? null;
  const preview = useRunPreview(run).data ?? null;
  const failed = runs.data?.[0]?.state === 'failed' ? runs.data[0] : null;

  const routes = (run && preview ? preview : plan.data)?.routes ?? NO_ROUTES;
  const dates = useMemo(() => [...new Set(routes.map((route) => route.date))].sort(), [routes]);
  const day = chooseDay(dates, askedDay, today);
  const shownRoutes = useMemo(() => (day === null ? routes : routes.filter((route) => route.date === day)), [routes, day]);
  const drawnRoutes = useMemo(
    () => shownRoutes.filter((route) => route.stops.some((stop) => stop.kind === 'visit')),
    [shownRoutes],
  );
  const teamOrder = useMemo(() => teams.teams.map((team) => team.id), [teams.teams]);
  const timeline = useMemo(() => layoutTimeline(shownRoutes, zone, teamOrder), [shownRoutes, zone, teamOrder]);

  useTakeNewPlan(runs.data, (planId) => {
    askPlan(planId);
    askDay(null);
    chooseRoute(null);
    setStarting(false);
    setTab('routes');
  });

  const isDraft = summary?.state === 'draft';
  const stale = isDraft && plans.data !== undefined && summary.baseRevision !== plans.data.currentRevision;
  const offered = plans.data?.plans.filter((one) => one.state !== 'discarded') ?? [];

  return (
    <div className={classNames('stage', phoneTimeline && 'stage-phone-timeline')}>
      <section className="stage-side" aria-label={t('plan.title')}>
        <header className="panel-head">
          <div className="panel-title-row">
            <h1 className="panel-title">{t('plan.title')}</h1>
            {mayChange && summary && !run ? (
              <Button icon={CalendarPlus} onPress={() => setStarting(!starting)} aria-expanded={starting}>
                {t('plan.again')}
              </Button>
            ) : null}
          </div>
          {offered.length > 1 ? (
            <Select
              label={t('plan.which')}
              labelHidden
              options={offered.map((one) => ({
                id: one.id,
                words: t('plan.optionWords', {
                  state: one.revision ? t('plan.revision', { number: one.revision }) : code(`planState.${one.state}`),
                  at: formatMoment(one.publishedAt ?? one.createdAt, zone, language),
                }),
              }))}
              value={summary?.id ?? null}
              onChange={(id) => askPlan(id)}
            />
          ) : null}
          {mayChange && !run && (starting || (plans.isSuccess && !summary)) ? (
            <PlanStart kind={summary ? 'plain' : 'primary'} onStarted={() => setStarting(false)} />
          ) : null}
        </header>
        {mayChange && plans.data && plans.data.currentRevision > 0 && !run ? (
          <div className="plan-repair">
            <RepairButton onDraft={askPlan} />
          </div>
        ) : null}
        <RiskNotice />
        {run ? <RunPanel run={run} /> : null}
        {!run && failed?.failure?.code === 'promises-over-budget' ? (
          <OverBudget run={failed} mayChange={mayChange} />
        ) : !run && failed ? (
          <Notice tone="bad" title={failureText(failed.failure?.code)} />
        ) : null}
        {plans.isPending || (summary && plan.isPending && !run) ? <Skeleton label={c('loading')} lines={7} /> : null}
        {plans.isError ? (
          <Notice
            tone="bad"
            title={problemText(plans.error)}
            action={<Button onPress={() => void plans.refetch()}>{c('retry')}</Button>}
          />
        ) : null}
        {plan.isError ? <Notice tone="bad" title={problemText(plan.error)} /> : null}
        {plans.isSuccess && !summary && !run ? (
          <EmptyState icon={CalendarPlus} title={t('plan.none')}>
            {t('plan.noneWords')}
          </EmptyState>
        ) : null}
        {run && preview ? (
          <div className="plan-panel">
            <p className="plan-so-far">{t('run.soFar')}</p>
            <StraightLineNotice sources={[preview.travelSource]} />
            <RouteList routes={drawnRoutes} chosen={chosenRoute} onChoose={(id) => chooseRoute(id === chosenRoute ? null : id)} />
          </div>
        ) : null}
        {plan.data && !(run && preview) ? (
          <div className="plan-panel">
            <dl className="plan-summary figures">
              <div>
                <dt>{t('plan.served')}</dt>
                <dd>{formatNumber(plan.data.servedCount, language)}</dd>
              </div>
              <div>
                <dt>{t('plan.unassigned')}</dt>
                <dd>{formatNumber(plan.data.unassignedCount, language)}</dd>
              </div>
              <div>
                <dt>{t('plan.travel')}</dt>
                <dd>{formatDistance(plan.data.travelMetres, language)}</dd>
              </div>
            </dl>
            <StraightLineNotice sources={[plan.data.travelSource]} />
            {stale ? (
              <Notice tone="warn" title={t('plan.stale')}>
                {t('plan.staleWords')}
              </Notice>
            ) : null}
            {isDraft && mayChange ? (
              <div className="plan-actions">
                <Button kind="primary" icon={Send} isDisabled={stale} onPress={() => setPublishing(true)}>
                  {t('plan.publish')}
                </Button>
                <Button
                  kind="quiet"
                  icon={Trash2}
                  isPending={discard.isPending}
                  onPress={() => discard.mutate(plan.data.id, { onSuccess: () => askPlan(null) })}
                >
                  {t('plan.discard')}
                </Button>
              </div>
            ) : (
              <p className="plan-actions plan-published">
                {plan.data.publishedAt
                  ? t('plan.publishedAt', {
                      number: plan.data.revision ?? 0,
                      at: formatMoment(plan.data.publishedAt, zone, language),
                    })
                  : code(`planState.${plan.data.state}`)}
              </p>
            )}
            <p className="plan-downloads">
              <DownloadLink href={`/api/exports/plans/${encodeURIComponent(plan.data.id)}/routes.geojson`}>
                {ex('routes')}
              </DownloadLink>
            </p>
            <Tabs
              label={t('plan.title')}
              value={tab}
              onChange={setTab}
              tabs={[
                {
                  id: 'routes',
                  words: t('plan.routesTab', { count: drawnRoutes.length }),
                  panel: (
                    <RouteList
                      routes={drawnRoutes}
                      chosen={chosenRoute}
                      saved={{ planId: plan.data.id, onChooseCase: chooseCase }}
                      onChoose={(id) => chooseRoute(id === chosenRoute ? null : id)}
                    />
                  ),
                },
                {
                  id: 'unassigned',
                  words: t('plan.unassignedTab', { count: plan.data.unassigned.length }),
                  panel: <UnassignedList unassigned={plan.data.unassigned} chosen={chosenCase} onChoose={chooseCase} />,
                },
              ]}
            />
          </div>
        ) : null}
      </section>
      <RouteLines
        routes={drawnRoutes}
        geometry={run && preview ? undefined : geometry.data}
        chosenCase={chosenCase}
        chosenRoute={chosenRoute}
        onChooseCase={chooseCase}
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
        <Dock
          head={
            <>
              <DayChips dates={dates} day={day} onChange={(next) => askDay(next ?? ALL_DAYS)} />
              <DayTotals routes={shownRoutes} />
            </>
          }
        >
          <Timeline timeline={timeline} chosenCase={chosenCase} onChooseCase={chooseCase} onChooseRoute={chooseRoute} />
        </Dock>
      ) : null}
      {publishing && plan.data ? (
        <PublishDialog
          plan={plan.data as Plan}
          onClose={() => setPublishing(false)}
          onAgain={() => {
            setPublishing(false);
            setStarting(true);
          }}
        />
      ) : null}
    </div>
  );
}

function DayTotals({ routes }: { routes: readonly PlanRoute[] }) {
  const t = plannerWords.useText();
  const language = useLanguage();
  const visits = routes.reduce((sum, route) => sum + route.stops.filter((stop) => stop.kind === 'visit').length, 0);
  const travelSec = routes.reduce((sum, route) => sum + route.travelSec, 0);
  return (
    <p className="day-totals figures">{t('plan.dayTotals', { count: visits, travel: formatDuration(travelSec, language) })}</p>
  );
}

function failureText(failureCode: string | undefined): string {
  return problemText(
    new ProblemError({ code: failureCode && failureCode in problems.trees.vi ? (failureCode as never) : 'internal', status: 0 }),
  );
}

/** When a run that was seen going has ended, its plan is shown; a failure or cancel is said once. */
function useTakeNewPlan(runs: ReturnType<typeof useRuns>['data'], take: (planId: string) => void): void {
  const t = plannerWords.useText();
  const watched = useRef(new Set<string>());
  const taking = useRef(take);
  taking.current = take;
  useEffect(() => {
    for (const run of runs ?? []) {
      if (isGoing(run)) watched.current.add(run.id);
      else if (watched.current.delete(run.id)) {
        if (run.state === 'done' && run.planId) {
          taking.current(run.planId);
          toasts.show({ kind: 'done', words: t('plan.ready', { count: run.progress.servedCount }) });
        } else if (run.state === 'cancelled') toasts.show({ kind: 'info', words: t('run.cancelled') });
      }
    }
  }, [runs, t]);
}
