import type { Run } from '@gocua/api/contract/planning';
import { Route } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../design/Button.tsx';
import { Notice } from '../../design/Notice.tsx';
import { Select } from '../../design/Select.tsx';
import { problemText } from '../../words/problems.ts';
import { usePlans } from '../data/usePlans.ts';
import { PolicyButton } from '../policy/PolicyButton.tsx';
import { PromiseFrontier } from '../policy/PromiseFrontier.tsx';
import { usePolicy } from '../policy/usePolicy.ts';
import { policyWords } from '../policy/words.ts';
import { SpeedsButton } from '../speeds/SpeedsButton.tsx';
import { plannerWords } from '../words.ts';
import { useStartRun } from './useStartRun.ts';

const DAYS = ['1', '3', '7', '14'] as const;
const SECONDS = ['5', '15', '30', '60', '180'] as const;
const CHANGES = [0, 1, 2, 5, 10, 20, 50];
const NOTICES = [0, 2, 4, 12, 24, 48];

/** Asks for a plan. When families were told something, also how much of it may change. */
export function PlanStart({ onStarted, kind }: { onStarted: (run: Run) => void; kind: 'primary' | 'plain' }) {
  const t = plannerWords.useText();
  const p = policyWords.useText();
  const [days, setDays] = useState<(typeof DAYS)[number]>('7');
  const [seconds, setSeconds] = useState<(typeof SECONDS)[number]>('15');
  const [changes, setChanges] = useState<string | null>(null);
  const [notice, setNotice] = useState<string | null>(null);
  const isPublished = (usePlans().data?.currentRevision ?? 0) > 0;
  const terms = usePolicy().data?.terms;
  const start = useStartRun(onStarted);
  const onStart = (): void => {
    const rules = {
      ...(changes === null ? {} : { mostChanged: Number(changes) }),
      ...(notice === null ? {} : { noticeHours: Number(notice) }),
    };
    start.mutate({ dayCount: Number(days), limitSec: Number(seconds), rules });
  };
  return (
    <div className="plan-start">
      <div className="plan-start-row">
        <Select
          label={t('plan.days')}
          options={DAYS.map((id) => ({ id, words: t('plan.dayCount', { count: Number(id) }) }))}
          value={days}
          onChange={setDays}
        />
        <Select
          label={t('plan.effort')}
          options={SECONDS.map((id) => ({ id, words: t('plan.seconds', { count: Number(id) }) }))}
          value={seconds}
          onChange={setSeconds}
        />
      </div>
      {isPublished && terms ? (
        <div className="plan-start-row">
          <Select
            label={p('mostChanged')}
            options={withOwn(CHANGES, terms.mostChanged, Number(changes ?? 0)).map((count) => ({
              id: String(count),
              words: p('count', { count }),
            }))}
            value={changes ?? String(terms.mostChanged)}
            onChange={setChanges}
          />
          <Select
            label={p('noticeHours')}
            options={withOwn(NOTICES, terms.noticeHours).map((count) => ({ id: String(count), words: p('hours', { count }) }))}
            value={notice ?? String(terms.noticeHours)}
            onChange={setNotice}
          />
        </div>
      ) : null}
      {isPublished && terms ? (
        <PromiseFrontier
          dayCount={Number(days)}
          noticeHours={Number(notice ?? terms.noticeHours)}
          chosen={Number(changes ?? terms.mostChanged)}
          onChoose={(most) => setChanges(String(most))}
        />
      ) : null}
      <Button kind={kind} icon={Route} wide isPending={start.isPending} onPress={onStart}>
        {t('plan.start', { count: Number(days) })}
      </Button>
      <div className="plan-start-row">
        <SpeedsButton />
        <PolicyButton />
      </div>
      {start.isError ? <Notice tone="bad" title={problemText(start.error)} /> : null}
    </div>
  );
}

/** The unit's own number is among those offered. */
function withOwn(offered: readonly number[], ...own: number[]): number[] {
  return [...new Set([...offered, ...own])].sort((a, b) => a - b);
}
