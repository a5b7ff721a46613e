import type { VisitAdvice as Advice, PlanFix, ShiftVerdict } from '@gocua/api/contract/plan-advice';
import type { Plan } from '@gocua/api/contract/planning';
import { useQuery } from '@tanstack/react-query';
import { Search, WandSparkles } from 'lucide-react';
import { useState } from 'react';
import { http } from '../../api/http.ts';
import { Button } from '../../design/Button.tsx';
import { Notice } from '../../design/Notice.tsx';
import { Skeleton } from '../../design/Progress.tsx';
import { toasts } from '../../design/toasts.ts';
import { codes } from '../../words/codes.ts';
import { useLanguage } from '../../words/defineWords.ts';
import { formatDateShort, formatMoment } from '../../words/format.ts';
import { problemText } from '../../words/problems.ts';
import { usePlanner } from '../context.ts';
import { useCases } from '../data/useCases.ts';
import { useTeams } from '../data/useTeams.ts';
import { adviceWords } from './adviceWords.ts';
import { useStartRun } from './useStartRun.ts';

/** A proposal is searched so long; it begins with a plan that works. */
const TRY_SEC = 5;

/** Why each shift does not take a visit that was left out, and proved changes that would serve it, each with one press. */
export function VisitAdvice({ plan, caseId }: { plan: Plan; caseId: string }) {
  const t = adviceWords.useText();
  const { mayChange } = usePlanner();
  const [isAsked, setAsked] = useState(false);
  const advice = useQuery({
    queryKey: ['plan-advice', plan.id, caseId],
    queryFn: ({ signal }) => http.get<Advice>(`/api/plans/${plan.id}/advice/${caseId}`, { signal }),
    enabled: isAsked,
    staleTime: 30_000,
    retry: false,
  });
  if (!isAsked)
    return (
      <Button icon={Search} onPress={() => setAsked(true)}>
        {t('ask')}
      </Button>
    );
  if (advice.isPending) return <Skeleton label={t('asking')} lines={4} />;
  if (advice.isError) return <Notice tone="bad" title={problemText(advice.error)} />;
  return (
    <div className="advice">
      <Fixes plan={plan} caseId={caseId} advice={advice.data} mayChange={mayChange} />
      <Verdicts shifts={advice.data.shifts} />
    </div>
  );
}

function Fixes({ plan, caseId, advice, mayChange }: { plan: Plan; caseId: string; advice: Advice; mayChange: boolean }) {
  const t = adviceWords.useText();
  const language = useLanguage();
  const { zone } = usePlanner();
  const teams = useTeams();
  const wordsOf = useFixWords();
  const start = useStartRun(() => toasts.show({ kind: 'info', words: t('started') }));
  const teamName = (id: string): string => teams.byId.get(id)?.name ?? '';
  return (
    <>
      <h4>{t('fixes')}</h4>
      {advice.fixes.length === 0 ? <p>{t('noFix')}</p> : null}
      <ul className="advice-fixes">
        {advice.fixes.map(({ fix, teamId, startAt, movedCount }) => (
          <li key={JSON.stringify(fix)}>
            {mayChange ? (
              <Button
                icon={WandSparkles}
                wide
                isPending={start.isPending && start.variables?.fix?.fix === fix}
                isDisabled={start.isPending}
                onPress={() =>
                  start.mutate({
                    unitId: plan.unitId,
                    fromDate: plan.fromDate,
                    dayCount: plan.dayCount,
                    limitSec: TRY_SEC,
                    fix: { planId: plan.id, caseId, fix },
                  })
                }
              >
                {t('try', { change: wordsOf(fix) })}
              </Button>
            ) : (
              <strong>{wordsOf(fix)}</strong>
            )}
            <p className="figures">
              {t('result', { team: teamName(teamId), at: formatMoment(startAt, zone, language) })} ·{' '}
              {movedCount > 0 ? t('moved', { count: movedCount }) : t('movedNone')}
            </p>
          </li>
        ))}
      </ul>
      {advice.extraShift ? (
        <p>
          {t('extraShift', {
            team: teamName(advice.extraShift.teamId),
            date: formatDateShort(advice.extraShift.date, language),
          })}
        </p>
      ) : null}
      {start.isError ? <Notice tone="bad" title={problemText(start.error)} /> : null}
    </>
  );
}

function useFixWords(): (fix: PlanFix) => string {
  const t = adviceWords.useText();
  const code = codes.useText();
  const language = useLanguage();
  const teams = useTeams();
  const { byId } = useCases();
  return (fix) => {
    switch (fix.kind) {
      case 'overtime':
        return t('fix.overtime', {
          team: teams.byId.get(fix.teamId)?.name ?? '',
          count: fix.minutes,
          date: formatDateShort(fix.date, language),
        });
      case 'window':
        return t('fix.window', { from: fix.from, to: fix.to, date: formatDateShort(fix.date, language) });
      case 'skills':
        return t('fix.skills', {
          team: teams.byId.get(fix.teamId)?.name ?? '',
          skills: fix.skills.map((skill) => code(`skill.${skill}`)).join(', '),
          date: formatDateShort(fix.date, language),
        });
      case 'promise':
        return t('fix.promise', { name: byId.get(fix.caseId)?.fullName ?? '' });
      case 'rearrange':
        return t('fix.rearrange');
    }
  };
}

/** Evening by evening, closed until somebody wants to know. */
function Verdicts({ shifts }: { shifts: readonly ShiftVerdict[] }) {
  const t = adviceWords.useText();
  const code = codes.useText();
  const language = useLanguage();
  const teams = useTeams();
  const wordsOf = ({ code: verdict, shortBySec, missingSkills }: ShiftVerdict): string => {
    if (verdict === 'skills')
      return t('verdict.skills', { skills: missingSkills.map((skill) => code(`skill.${skill}`)).join(', ') });
    if (verdict === 'full' && shortBySec !== null) return t('verdict.fullBy', { count: Math.ceil(shortBySec / 60) });
    return t(`verdict.${verdict}`);
  };
  if (shifts.length === 0) return null;
  return (
    <details className="advice-shifts">
      <summary>{t('perShift', { count: shifts.length })}</summary>
      <ul>
        {shifts.map((one) => (
          <li key={`${one.teamId} ${one.date}`}>
            {formatDateShort(one.date, language)}, {teams.byId.get(one.teamId)?.name ?? ''}: {wordsOf(one)}
          </li>
        ))}
      </ul>
    </details>
  );
}
