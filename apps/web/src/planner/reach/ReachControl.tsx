import type { Reach } from '@gocua/api/contract/reach';
import { Select } from '../../design/Select.tsx';
import { problemText } from '../../words/problems.ts';
import { useTeams } from '../data/useTeams.ts';
import type { ReachChoice } from './useReach.ts';
import { reachWords } from './words.ts';

const NOBODY = '*';
const MINUTES = [10, 15, 20, 25, 30, 45, 60];
const USUAL_MINUTES = 25;

/** Narrows list and map to what one team reaches from its depot in so many minutes. */
export function ReachControl(props: {
  choice: ReachChoice | null;
  onChange: (next: ReachChoice | null) => void;
  reach: Reach | undefined;
  error: Error | null;
}) {
  const { choice, onChange, reach, error } = props;
  const t = reachWords.useText();
  const { teams } = useTeams();
  return (
    <>
      <Select
        label={t('team')}
        options={[{ id: NOBODY, words: t('anyTeam') }, ...teams.map(({ id, name }) => ({ id, words: name }))]}
        value={choice?.teamId ?? NOBODY}
        onChange={(teamId) => onChange(teamId === NOBODY ? null : { teamId, minutes: choice?.minutes ?? USUAL_MINUTES })}
      />
      {choice ? (
        <Select
          label={t('minutes')}
          options={MINUTES.map((count) => ({ id: String(count), words: t('minutesWords', { count }) }))}
          value={String(choice.minutes)}
          onChange={(minutes) => onChange({ ...choice, minutes: Number(minutes) })}
        />
      ) : null}
      {reach ? (
        <p role="status">
          {t('found', { count: reach.cases.length, beyond: reach.beyondCount })}
          {reach.source === 'straight-line' ? ` ${t('straightLine')}` : ''}
        </p>
      ) : null}
      {error ? <p role="alert">{problemText(error)}</p> : null}
    </>
  );
}
