import type { Evidence } from '@gocua/api/contract/board';
import { Scale } from 'lucide-react';
import { Button } from '../../design/Button.tsx';
import { EmptyState } from '../../design/EmptyState.tsx';
import { Notice } from '../../design/Notice.tsx';
import { Badge, TeamMark } from '../../design/StateMark.tsx';
import { codes } from '../../words/codes.ts';
import { formatTime } from '../../words/format.ts';
import { problemText } from '../../words/problems.ts';
import { usePlanner } from '../context.ts';
import { useCases } from '../data/useCases.ts';
import { teamShortName, useTeams } from '../data/useTeams.ts';
import { useDecideEvidence, useEvidence } from './useLiveDay.ts';
import { tonightWords } from './words.ts';

/** Work that was done although the visit was somebody else's by then: nothing is dropped, somebody decides. */
export function EvidenceList({ onChooseCase }: { onChooseCase: (id: string) => void }) {
  const t = tonightWords.useText();
  const evidence = useEvidence();
  if (evidence.isError) return <Notice tone="bad" title={problemText(evidence.error)} />;
  if (evidence.data?.length === 0) {
    return (
      <EmptyState icon={Scale} title={t('evidenceEmpty')}>
        {t('evidenceWords')}
      </EmptyState>
    );
  }
  return (
    <ul className="plan-list">
      {evidence.data?.map((one) => (
        <li key={one.id} className="evidence">
          <EvidenceCard one={one} onChooseCase={onChooseCase} />
        </li>
      ))}
    </ul>
  );
}

function EvidenceCard({ one, onChooseCase }: { one: Evidence; onChooseCase: (id: string) => void }) {
  const t = tonightWords.useText();
  const code = codes.useText();
  const { zone, mayChange } = usePlanner();
  const { byId } = useCases();
  const teams = useTeams();
  const decide = useDecideEvidence();
  const team = teams.byId.get(one.teamId);
  const openTeam = teams.byId.get(one.openTeamId ?? '');
  return (
    <>
      <button type="button" className="team-board-head" onClick={() => onChooseCase(one.caseId)}>
        <TeamMark color={team?.color ?? 0} words={teamShortName(team)} />
        <strong>{byId.get(one.caseId)?.fullName}</strong>
        <span className="figures">{one.outcome ? code(`outcome.${one.outcome}`) : ''}</span>
      </button>
      {one.note ? <p>{one.note}</p> : null}
      <p className="team-board-line figures">
        {t('evidenceBy', { team: team?.name ?? '', at: formatTime(one.deviceAt, zone) })} ·{' '}
        {one.recordedOutcome ? t('evidenceOther', { outcome: code(`outcome.${one.recordedOutcome}`) }) : t('evidenceWas')}
        {openTeam ? ` · ${t('evidenceOpen', { team: openTeam.name })}` : ''}
      </p>
      {one.decision ? (
        <Badge tone={one.decision === 'accepted' ? 'good' : 'plain'}>{t(`decided.${one.decision}`)}</Badge>
      ) : mayChange ? (
        <div className="alarm-actions">
          <Button
            size="small"
            kind="primary"
            isDisabled={decide.isPending}
            onPress={() => decide.mutate({ id: one.id, decision: 'accepted' })}
          >
            {t('accept')}
          </Button>
          <Button size="small" isDisabled={decide.isPending} onPress={() => decide.mutate({ id: one.id, decision: 'dismissed' })}>
            {t('dismiss')}
          </Button>
        </div>
      ) : null}
    </>
  );
}
