import type { Run } from '@gocua/api/contract/planning';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Route } from 'lucide-react';
import { useRef, useState } from 'react';
import { http } from '../../api/http.ts';
import { newId } from '../../api/newId.ts';
import { Button } from '../../design/Button.tsx';
import { Notice } from '../../design/Notice.tsx';
import { Select } from '../../design/Select.tsx';
import { problemText } from '../../words/problems.ts';
import { SpeedsButton } from '../speeds/SpeedsButton.tsx';
import { plannerWords } from '../words.ts';

const DAYS = ['1', '3', '7', '14'] as const;
const SECONDS = ['5', '15', '30', '60', '180'] as const;

/** Asks for a plan. */
export function PlanStart({ onStarted, kind }: { onStarted: (run: Run) => void; kind: 'primary' | 'plain' }) {
  const t = plannerWords.useText();
  const queries = useQueryClient();
  const [days, setDays] = useState<(typeof DAYS)[number]>('7');
  const [seconds, setSeconds] = useState<(typeof SECONDS)[number]>('15');
  const commandId = useRef(newId());
  const start = useMutation({
    mutationFn: () =>
      http.post<Run>('/api/runs', { body: { dayCount: Number(days), limitSec: Number(seconds) }, commandId: commandId.current }),
    onSuccess: (run) => {
      queries.setQueryData<Run[]>(['runs'], (runs) => [run, ...(runs ?? []).filter((one) => one.id !== run.id)]);
      onStarted(run);
    },
    onSettled: () => {
      commandId.current = newId();
      void queries.invalidateQueries({ queryKey: ['runs'] });
    },
  });
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
      <Button kind={kind} icon={Route} wide isPending={start.isPending} onPress={() => start.mutate()}>
        {t('plan.start', { count: Number(days) })}
      </Button>
      <SpeedsButton />
      {start.isError ? <Notice tone="bad" title={problemText(start.error)} /> : null}
    </div>
  );
}
