import { Bike, CheckCheck, CircleCheck, CircleDot, History, House } from 'lucide-react';
import { DataList } from '../../design/DataList.tsx';
import { EmptyState } from '../../design/EmptyState.tsx';
import { StateMark, TeamMark } from '../../design/StateMark.tsx';
import { codes } from '../../words/codes.ts';
import { formatTime } from '../../words/format.ts';
import { usePlanner } from '../context.ts';
import { useCases } from '../data/useCases.ts';
import { teamShortName, useTeams } from '../data/useTeams.ts';
import { plannerWords } from '../words.ts';
import type { FeedEntry } from './boardFacts.ts';

const ICONS = { acknowledged: CheckCheck, travelling: Bike, arrived: House, finished: CircleCheck } as const;

/** What the teams reported, newest first. */
export function Feed({ entries, onChooseCase }: { entries: readonly FeedEntry[]; onChooseCase: (id: string) => void }) {
  const t = plannerWords.useText();
  const code = codes.useText();
  const { zone } = usePlanner();
  const { byId } = useCases();
  const teams = useTeams();
  return (
    <DataList
      label={t('tonight.feed')}
      items={entries}
      idOf={(entry) => entry.key}
      rowPixels={60}
      selectedId={null}
      onSelect={(key) => {
        const entry = entries.find((one) => one.key === key);
        if (entry) onChooseCase(entry.assignment.caseId);
      }}
      empty={
        <EmptyState icon={History} title={t('tonight.noNews')}>
          {t('tonight.noNewsWords')}
        </EmptyState>
      }
      render={({ at, kind, assignment }) => {
        const team = teams.byId.get(assignment.teamId);
        const good = kind === 'finished' && assignment.outcome === 'served';
        const other = kind === 'finished' && assignment.outcome !== 'served';
        return (
          <div className="feed-entry">
            <time className="figures" dateTime={at}>
              {formatTime(at, zone)}
            </time>
            <TeamMark color={team?.color ?? 0} words={teamShortName(team)} />
            <span className="feed-words">
              <strong>{byId.get(assignment.caseId)?.fullName}</strong>
              <StateMark tone={good ? 'good' : other ? 'warn' : 'plain'} icon={other ? CircleDot : ICONS[kind]}>
                {kind === 'finished' && assignment.outcome
                  ? code(`outcome.${assignment.outcome}`)
                  : code(`assignmentState.${kind}`)}
              </StateMark>
            </span>
          </div>
        );
      }}
    />
  );
}
