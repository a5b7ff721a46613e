import type { Repair, RepairAlternative, RepairRoutes } from '@gocua/api/contract/repair';
import { Check } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { Button } from '../../design/Button.tsx';
import { Notice } from '../../design/Notice.tsx';
import { useLanguage } from '../../words/defineWords.ts';
import { formatDuration, formatTime, formatTimeRange } from '../../words/format.ts';
import { usePlanner } from '../context.ts';
import { useCases } from '../data/useCases.ts';
import { useTeams } from '../data/useTeams.ts';
import { StraightLineNotice } from '../plan/StraightLineNotice.tsx';
import { repairWords } from './words.ts';

/** Two or three ways beside each other: what each is best at, what it costs, whom it changes. */
export function RepairAlternatives(props: {
  repair: Repair;
  isTeamLost: boolean;
  /** The routes of the way that is being made a draft. */
  pending: RepairRoutes | null;
  onUse: (one: RepairAlternative) => void;
}) {
  const { repair, isTeamLost, pending, onUse } = props;
  const t = repairWords.useText();
  const { alternatives, plannedCount } = repair;
  if (alternatives.length === 0) return <Notice tone="warn" title={t('none')} />;
  return (
    <section className="repair-found" aria-live="polite">
      <h3>{t('found', { count: alternatives.length })}</h3>
      <StraightLineNotice sources={[repair.travelSource]} />
      <div className="repair-ways">
        {alternatives.map((one) => (
          <Way
            key={one.goals.join()}
            one={one}
            plannedCount={plannedCount}
            isPending={pending === one.routes}
            isDisabled={pending !== null}
            onUse={() => onUse(one)}
          />
        ))}
      </div>
      <p className="repair-soft">{t('useWords')}</p>
      {isTeamLost ? <p className="repair-soft">{t('stillInCalendar')}</p> : null}
    </section>
  );
}

function Way(props: {
  one: RepairAlternative;
  plannedCount: number;
  isPending: boolean;
  isDisabled: boolean;
  onUse: () => void;
}) {
  const { one, plannedCount, isPending, isDisabled, onUse } = props;
  const t = repairWords.useText();
  const language = useLanguage();
  const titleId = useId();
  const [goal, ...others] = one.goals;
  const change = (seconds: number): string => {
    if (Math.abs(seconds) < 60) return t('same');
    return t(seconds > 0 ? 'more' : 'less', { duration: formatDuration(Math.abs(seconds), language) });
  };
  return (
    <article className="repair-way" aria-labelledby={titleId}>
      <h4 id={titleId}>{t(`goal.${goal!}`)}</h4>
      <p className="repair-also">
        {others.length > 0 ? t('goalAlso', { goals: others.map((other) => t(`goal.${other}`).toLowerCase()).join(', ') }) : null}
      </p>
      <dl className="repair-figures figures">
        <dt>{t('served')}</dt>
        <dd>{t('ofPlanned', { count: one.servedCount, planned: plannedCount })}</dd>
        <dt>{t('calls')}</dt>
        <dd>{one.changedPromises.length}</dd>
        <dt>{t('moves')}</dt>
        <dd>{one.moves.length}</dd>
        <dt>{t('travel')}</dt>
        <dd>{change(one.addedTravelSec)}</dd>
        {one.addedOvertimeSec === 0 ? null : (
          <>
            <dt>{t('overtime')}</dt>
            <dd>{change(one.addedOvertimeSec)}</dd>
          </>
        )}
      </dl>
      <Who one={one} />
      <Button
        kind="primary"
        icon={Check}
        wide
        isPending={isPending}
        isDisabled={isDisabled}
        aria-describedby={titleId}
        onPress={onUse}
      >
        {t('use')}
      </Button>
    </article>
  );
}

/** The people behind the figures, closed until somebody wants to know. */
function Who({ one: { droppedCaseIds, changedPromises, moves } }: { one: RepairAlternative }) {
  const t = repairWords.useText();
  const { zone } = usePlanner();
  const { byId } = useCases();
  const teams = useTeams();
  const nameOf = (caseId: string): string => byId.get(caseId)?.fullName ?? '';
  const teamAt = (teamId: string, at: string): string =>
    t('from', { team: teams.byId.get(teamId)?.name ?? '', time: formatTime(at, zone) });
  return (
    <div className="repair-who">
      {droppedCaseIds.length > 0 ? (
        <Names words={t('dropped', { count: droppedCaseIds.length })} isGrave>
          {droppedCaseIds.map((id) => (
            <li key={id}>{nameOf(id)}</li>
          ))}
        </Names>
      ) : null}
      {changedPromises.length > 0 ? (
        <Names words={t('callList', { count: changedPromises.length })}>
          {changedPromises.map(({ caseId, oldOpensAt, oldClosesAt, newStartAt }) => {
            const told = formatTimeRange(oldOpensAt, oldClosesAt, zone);
            return (
              <li key={caseId}>
                {nameOf(caseId)}
                <span className="figures">
                  {newStartAt ? t('toldNew', { told, start: formatTime(newStartAt, zone) }) : t('toldNone', { told })}
                </span>
              </li>
            );
          })}
        </Names>
      ) : null}
      {moves.length > 0 ? (
        <Names words={t('moveList', { count: moves.length })}>
          {moves.map(({ caseId, fromTeamId, fromStartAt, teamId, startAt }) => (
            <li key={caseId}>
              {nameOf(caseId)}
              <span className="figures">
                {fromTeamId && fromStartAt ? teamAt(fromTeamId, fromStartAt) : t('urgent')} → {teamAt(teamId, startAt)}
              </span>
            </li>
          ))}
        </Names>
      ) : null}
    </div>
  );
}

/** Names that unfold from how many they are. */
function Names({ words, isGrave = false, children }: { words: string; isGrave?: boolean; children: ReactNode }) {
  return (
    <details>
      <summary className={isGrave ? 'repair-dropped' : undefined}>{words}</summary>
      <ul>{children}</ul>
    </details>
  );
}
