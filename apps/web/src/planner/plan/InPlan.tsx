import type { Plan } from '@gocua/api/contract/planning';
import { TeamMark } from '../../design/StateMark.tsx';
import { isWalkWorthSaying } from '../../directions/describe-step.ts';
import { directionWords } from '../../directions/words.ts';
import { codes } from '../../words/codes.ts';
import { useLanguage } from '../../words/defineWords.ts';
import { formatDayPart, formatDistance, formatDuration, formatTimeRange } from '../../words/format.ts';
import { usePlanner } from '../context.ts';
import { teamShortName, useTeams } from '../data/useTeams.ts';
import { plannerWords } from '../words.ts';
import { DOUBTFUL_BELOW, planFactsWords } from './planFactsWords.ts';
import { VisitAdvice } from './VisitAdvice.tsx';

/** What the engine can look into; the others are said by their reason. */
const ADVISED = ['no_room_left', 'no_shift_in_window', 'no_shift_has_skills', 'too_long_for_shift', 'shift_limit'] as const;

/** Where a case stands in the shown plan, or why it does not. */
export function InPlan({ plan, caseId }: { plan: Plan; caseId: string }) {
  const t = plannerWords.useText();
  const way = directionWords.useText();
  const f = planFactsWords.useText();
  const code = codes.useText();
  const language = useLanguage();
  const { zone } = usePlanner();
  const teams = useTeams();
  const out = plan.unassigned.find((one) => one.caseId === caseId);
  if (out) {
    return (
      <div className="in-plan in-plan-out">
        <strong>{t('plan.notPlaced')}</strong>
        <p>{code(`unassigned.${out.reason}`)}.</p>
        <p>{code(`unassignedFix.${out.reason}`)}</p>
        {ADVISED.some((reason) => reason === out.reason) ? <VisitAdvice key={caseId} plan={plan} caseId={caseId} /> : null}
      </div>
    );
  }
  for (const route of plan.routes) {
    const visits = route.stops.filter((stop) => stop.kind === 'visit');
    const index = visits.findIndex((stop) => stop.caseId === caseId);
    const stop = visits[index];
    if (!stop) continue;
    const team = teams.byId.get(route.teamId);
    return (
      <div className="in-plan">
        <TeamMark color={team?.color ?? 0} words={teamShortName(team)} />
        <div>
          <strong className="figures">
            {formatTimeRange(stop.startAt, stop.endAt, zone)}, {formatDayPart(stop.startAt, zone, language)}
          </strong>
          <p>
            {t('plan.place', { team: team?.name ?? '', number: index + 1, count: visits.length })} ·{' '}
            {t('plan.drive', { duration: formatDuration(stop.travelSec, language) })}
          </p>
          {isWalkWorthSaying(stop.walkMetres) ? (
            <p>
              {way('parkAndWalk', {
                distance: formatDistance(stop.walkMetres ?? 0, language),
                duration: formatDuration(stop.walkSec ?? 0, language),
              })}
            </p>
          ) : null}
          {stop.onTimePercent !== null && stop.onTimePercent < DOUBTFUL_BELOW ? (
            <p className="in-plan-doubt">{f('onTimeWords', { percent: stop.onTimePercent })}</p>
          ) : null}
        </div>
      </div>
    );
  }
  return null;
}
