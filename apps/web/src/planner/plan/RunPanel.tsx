import type { Run } from '@gocua/api/contract/planning';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { CircleStop } from 'lucide-react';
import { useRef } from 'react';
import { http } from '../../api/http.ts';
import { newId } from '../../api/newId.ts';
import { Button } from '../../design/Button.tsx';
import { toasts } from '../../design/toasts.ts';
import { codes } from '../../words/codes.ts';
import { useLanguage } from '../../words/defineWords.ts';
import { formatNumber } from '../../words/format.ts';
import { problemText } from '../../words/problems.ts';
import { usePlanner } from '../context.ts';
import { plannerWords } from '../words.ts';
import { curvePaths } from './runCurve.ts';

/** A run that goes on: what was reached so far, over time; keep the best now, or leave it. */
export function RunPanel({ run }: { run: Run }) {
  const t = plannerWords.useText();
  const code = codes.useText();
  const language = useLanguage();
  const { mayChange } = usePlanner();
  const queries = useQueryClient();
  const stopId = useRef(newId());
  const cancelId = useRef(newId());
  const end = useMutation({
    mutationFn: (how: 'stop' | 'cancel') =>
      http.post<Run>(`/api/runs/${run.id}/${how}`, { commandId: how === 'stop' ? stopId.current : cancelId.current }),
    onError: (error) => toasts.show({ kind: 'error', words: problemText(error) }),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['runs'] }),
  });
  const { progress } = run;
  const seconds = Math.floor(progress.elapsedMs / 1000);
  const first = progress.curve[0];
  const better = first && progress.bestCost !== null && first.bestCost > 0 ? 1 - progress.bestCost / first.bestCost : null;
  const paths = curvePaths(progress, run.limitSec * 1000);
  return (
    <section className="run" aria-label={t('run.title')}>
      <p role="status">
        <strong>{code(`runPhase.${progress.phase}`)}</strong>
      </p>
      <dl className="run-figures figures">
        <div>
          <dt>{t('run.served')}</dt>
          <dd>
            {formatNumber(progress.servedCount, language)}
            {progress.visitCount > 0 ? ` / ${formatNumber(progress.visitCount, language)}` : ''}
          </dd>
        </div>
        <div>
          <dt>{t('run.better')}</dt>
          <dd>{better === null ? '–' : `${formatNumber(better * 100, language, 1)} %`}</dd>
        </div>
        <div>
          <dt>{t('run.time')}</dt>
          <dd>{t('run.seconds', { now: seconds, limit: run.limitSec })}</dd>
        </div>
      </dl>
      <svg className="run-curve" viewBox="0 0 1000 100" preserveAspectRatio="none" role="img" aria-label={t('run.curve')}>
        <path className="run-curve-served" d={paths.served} />
        <path className="run-curve-cost" d={paths.cost} />
      </svg>
      <p className="run-legend">
        <span>{t('run.legendCost')}</span>
        <span className="run-legend-served">{t('run.legendServed')}</span>
      </p>
      {mayChange ? (
        <div className="run-actions">
          <Button
            icon={CircleStop}
            isDisabled={progress.phase !== 'searching' || progress.curve.length === 0}
            isPending={end.isPending}
            onPress={() => end.mutate('stop')}
          >
            {t('run.stop')}
          </Button>
          <Button kind="quiet" onPress={() => end.mutate('cancel')}>
            {t('run.cancel')}
          </Button>
        </div>
      ) : null}
    </section>
  );
}
