import type { Plan, PublishPreview } from '@gocua/api/contract/planning';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Send } from 'lucide-react';
import { useRef } from 'react';
import { http, ProblemError } from '../../api/http.ts';
import { newId } from '../../api/newId.ts';
import { Button } from '../../design/Button.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import { Notice } from '../../design/Notice.tsx';
import { Skeleton } from '../../design/Progress.tsx';
import { TeamMark } from '../../design/StateMark.tsx';
import { toasts } from '../../design/toasts.ts';
import { common } from '../../words/common.ts';
import { useLanguage } from '../../words/defineWords.ts';
import { formatDayPart, formatTimeRange } from '../../words/format.ts';
import { problemText } from '../../words/problems.ts';
import { usePlanner } from '../context.ts';
import { useCases } from '../data/useCases.ts';
import { usePublishPreview } from '../data/usePlans.ts';
import { teamShortName, useTeams } from '../data/useTeams.ts';
import { plannerWords } from '../words.ts';
import { StraightLineNotice } from './StraightLineNotice.tsx';

/** What publishing changes for people, before it happens. */
export function PublishDialog({ plan, onClose, onAgain }: { plan: Plan; onClose: () => void; onAgain: () => void }) {
  const t = plannerWords.useText();
  const c = common.useText();
  const queries = useQueryClient();
  const preview = usePublishPreview(plan.id);
  const teams = useTeams();
  const commandId = useRef(newId());
  // A double click is faster than the screen.
  const pressed = useRef(false);
  const publish = useMutation({
    mutationFn: () =>
      http.post<unknown>(`/api/plans/${plan.id}/publish`, {
        body: { baseRevision: plan.baseRevision },
        commandId: commandId.current,
      }),
    onSuccess: async () => {
      // The screen behind must not offer to publish again what is published.
      await Promise.all(['plan', 'plans'].map((key) => queries.invalidateQueries({ queryKey: [key] })));
      toasts.show({ kind: 'done', words: t('publish.done') });
      onClose();
    },
    onError: () => {
      pressed.current = false;
    },
    onSettled: () => {
      for (const key of ['plans', 'plan', 'board', 'cases', 'case']) void queries.invalidateQueries({ queryKey: [key] });
    },
  });
  const isGone = [publish.error, preview.error].some((error) => error instanceof ProblemError && error.code === 'plan-not-draft');
  const data = isGone ? undefined : preview.data;
  const stale =
    (data && data.currentRevision !== data.baseRevision) ||
    (publish.error instanceof ProblemError && publish.error.code === 'plan-stale');
  function onPublish() {
    if (pressed.current) return;
    pressed.current = true;
    publish.mutate();
  }

  return (
    <Dialog
      title={t('publish.title')}
      isOpen
      onClose={onClose}
      isDismissable={!publish.isPending}
      actions={
        isGone ? (
          <Button onPress={onClose}>{c('close')}</Button>
        ) : stale ? (
          <>
            <Button onPress={onClose}>{c('close')}</Button>
            <Button kind="primary" onPress={onAgain}>
              {t('publish.again')}
            </Button>
          </>
        ) : (
          <>
            <Button onPress={onClose}>{c('cancel')}</Button>
            <Button kind="primary" icon={Send} isDisabled={!data} isPending={publish.isPending} onPress={onPublish}>
              {t('publish.confirm', { count: data?.teamIds.length ?? 0 })}
            </Button>
          </>
        )
      }
    >
      {isGone ? (
        <Notice tone="warn" title={t('publish.goneTitle')}>
          {t('publish.goneWords')}
        </Notice>
      ) : stale ? (
        <Notice tone="warn" title={t('publish.staleTitle')}>
          {t('publish.staleWords')}
        </Notice>
      ) : publish.isError ? (
        <Notice tone="bad" title={problemText(publish.error)} />
      ) : null}
      {preview.isError && !isGone ? <Notice tone="bad" title={problemText(preview.error)} /> : null}
      {isGone || stale ? null : <StraightLineNotice sources={[plan.travelSource]} />}
      {preview.isPending ? <Skeleton label={c('loading')} lines={4} /> : null}
      {data && !stale ? (
        <>
          <dl className="publish-counts figures">
            {(
              [
                ['new', data.newVisitCount],
                ['unchanged', data.unchangedCount],
                ['moved', data.movedCount],
                ['withdrawn', data.withdrawnCount],
              ] as const
            ).map(([name, count]) => (
              <div key={name}>
                <dt>{t(`publish.counts.${name}`)}</dt>
                <dd>{count}</dd>
              </div>
            ))}
          </dl>
          <p className="publish-teams">
            {t('publish.teams')}
            {data.teamIds.map((id) => {
              const team = teams.byId.get(id);
              return <TeamMark key={id} color={team?.color ?? 0} words={teamShortName(team)} />;
            })}
          </p>
          {data.brokenPromises.length > 0 ? <Promises promises={data.brokenPromises} /> : <p>{t('publish.noBroken')}</p>}
        </>
      ) : null}
    </Dialog>
  );
}

function Promises({ promises }: { promises: PublishPreview['brokenPromises'] }) {
  const t = plannerWords.useText();
  const language = useLanguage();
  const { zone } = usePlanner();
  const { byId } = useCases();
  const when = (from: string, to: string) => `${formatTimeRange(from, to, zone)}, ${formatDayPart(from, zone, language)}`;
  return (
    <Notice tone="warn" title={t('publish.broken', { count: promises.length })}>
      <p>{t('publish.brokenWords')}</p>
      <ul className="publish-promises figures">
        {promises.map((one) => (
          <li key={one.caseId}>
            {byId.get(one.caseId)?.fullName}
            <span>
              {when(one.oldOpensAt, one.oldClosesAt)} →{' '}
              {one.newOpensAt && one.newClosesAt ? when(one.newOpensAt, one.newClosesAt) : t('publish.noNewTime')}
            </span>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
