import { Link } from 'react-router';
import { Notice } from '../../design/Notice.tsx';
import { codes } from '../../words/codes.ts';
import { useLanguage } from '../../words/defineWords.ts';
import { formatMoment } from '../../words/format.ts';
import { usePlanner } from '../context.ts';
import { useCases } from '../data/useCases.ts';
import { teamShortName, useTeams } from '../data/useTeams.ts';
import { usePromisesAtRisk } from './usePeople.ts';
import { rosterWords } from './words.ts';
import './roster.css';

const SHOWN = 5;

/** Promises that a broken kit, an absence or a lost shift puts at risk; nothing when there are none. */
export function RiskNotice() {
  const t = rosterWords.useText();
  const code = codes.useText();
  const language = useLanguage();
  const { zone } = usePlanner();
  const { byId } = useTeams();
  const { byId: cases } = useCases();
  const visits = usePromisesAtRisk().data ?? [];
  if (visits.length === 0) return null;
  const isKit = visits.some(({ cause }) => cause === 'kit');
  return (
    <Notice
      tone="warn"
      title={t('risk.title', { count: visits.length })}
      action={
        <Link className="risk-link" to={`/dieu-phoi/nhan-su?phan=${isKit ? 'equipment' : 'crews'}`}>
          {t(isKit ? 'risk.toEquipment' : 'risk.toCrews')}
        </Link>
      }
    >
      <ul className="risk-list">
        {visits.slice(0, SHOWN).map((visit) => (
          <li key={visit.assignmentId}>
            <span className="figures">
              {t('risk.line', {
                at: formatMoment(visit.promise?.opensAt ?? visit.plannedStartAt, zone, language),
                team: byId.get(visit.teamId)?.name ?? teamShortName(byId.get(visit.teamId)),
                name: cases.get(visit.caseId)?.fullName ?? visit.caseId,
              })}
            </span>
            <span className="risk-cause">
              {t(`cause.${visit.cause}`)}
              {visit.missingSkills.length > 0
                ? ` – ${t('risk.missing', { skills: visit.missingSkills.map((skill) => code(`skill.${skill}`)).join(', ') })}`
                : ''}
            </span>
          </li>
        ))}
        {visits.length > SHOWN ? <li>{t('risk.more', { count: visits.length - SHOWN })}</li> : null}
      </ul>
    </Notice>
  );
}
