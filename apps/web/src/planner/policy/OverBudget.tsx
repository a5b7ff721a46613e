import type { Run } from '@gocua/api/contract/planning';
import { Button } from '../../design/Button.tsx';
import { Notice } from '../../design/Notice.tsx';
import { useStartRun } from '../plan/useStartRun.ts';
import { policyWords } from './words.ts';

/** A run ended because no plan keeps enough promises: says how many must change, and asks again with that many allowed. */
export function OverBudget({ run, mayChange }: { run: Run; mayChange: boolean }) {
  const t = policyWords.useText();
  const start = useStartRun(() => {});
  const { changed = 0, most = 0, firm = 0 } = run.failure?.params ?? {};
  const count = Math.max(1, Number(changed));
  const isOver = Number(changed) > Number(most) || Number(firm) === 0;
  const rules = { mostChanged: Math.max(count, Number(most)), ...(Number(firm) > 0 ? { noticeHours: 0 } : {}) };
  return (
    <Notice
      tone="warn"
      title={isOver ? t('overBudget', { count, most: Number(most) }) : t('overBudgetNear', { count: Number(firm) })}
      action={
        mayChange ? (
          <Button
            isPending={start.isPending}
            onPress={() =>
              start.mutate({
                fromDate: run.fromDate,
                dayCount: run.dayCount,
                limitSec: run.limitSec,
                rules: { ...run.rules, ...rules },
              })
            }
          >
            {t('allow', { count: rules.mostChanged })}
          </Button>
        ) : null
      }
    >
      <p>{isOver && Number(firm) > 0 ? t('overBudgetFirm', { count: Number(firm) }) : t('overBudgetWords')}</p>
    </Notice>
  );
}
