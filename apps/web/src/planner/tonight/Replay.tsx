import type { EveningLog } from '@gocua/api/contract/board';
import { History } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button } from '../../design/Button.tsx';
import { classNames } from '../../design/classNames.ts';
import { EmptyState } from '../../design/EmptyState.tsx';
import { TeamMark } from '../../design/StateMark.tsx';
import { codes } from '../../words/codes.ts';
import { formatTime } from '../../words/format.ts';
import { usePlanner } from '../context.ts';
import { useCases } from '../data/useCases.ts';
import { teamShortName, useTeams } from '../data/useTeams.ts';
import { spanOf } from './replay.ts';
import { tonightWords } from './words.ts';

const MINUTE_MS = 60_000;

/** The log of an evening, and a slider: the board and the map show the moment it stands at. Null is now. */
export function Replay(props: {
  log: EveningLog;
  atMs: number | null;
  onAt: (atMs: number | null) => void;
  onChooseCase: (id: string) => void;
}) {
  const { log, atMs, onAt, onChooseCase } = props;
  const t = tonightWords.useText();
  const code = codes.useText();
  const { zone } = usePlanner();
  const { byId } = useCases();
  const teams = useTeams();
  const list = useRef<HTMLOListElement>(null);
  const span = spanOf(log);
  const lastIndex = atMs === null ? -1 : log.entries.findLastIndex(({ at }) => Date.parse(at) <= atMs);
  useEffect(() => {
    if (lastIndex >= 0) list.current?.children[lastIndex]?.scrollIntoView({ block: 'nearest' });
  }, [lastIndex]);
  if (!span) return <EmptyState icon={History} title={t('replayEmpty')} />;
  const fromMinute = Math.floor(span.fromMs / MINUTE_MS);
  const toMinute = Math.ceil(span.toMs / MINUTE_MS);
  const minute = atMs === null ? toMinute : Math.round(atMs / MINUTE_MS);
  const at = formatTime(new Date(minute * MINUTE_MS).toISOString(), zone);
  return (
    <div className="replay">
      <div className="replay-bar">
        <label htmlFor="replay-at">{t('replayLabel')}</label>
        <output htmlFor="replay-at" className="figures">
          {at}
        </output>
        <input
          id="replay-at"
          type="range"
          min={fromMinute}
          max={toMinute}
          value={minute}
          aria-valuetext={at}
          onChange={(event) => onAt(Number(event.target.value) * MINUTE_MS)}
        />
        <Button size="small" isDisabled={atMs === null} onPress={() => onAt(null)}>
          {t('replayNow')}
        </Button>
      </div>
      <ol ref={list} className="log">
        {log.entries.map((entry, index) => {
          const team = teams.byId.get(entry.teamId ?? '');
          const isLater = atMs !== null && index > lastIndex;
          const what = entry.alarmKind ? `${t(`log.${entry.kind}`)}: ${t(`alarm.${entry.alarmKind}`)}` : t(`log.${entry.kind}`);
          return (
            <li key={entry.id} className={classNames('log-entry', isLater && 'log-later', index === lastIndex && 'log-here')}>
              <button type="button" onClick={() => (entry.caseId ? onChooseCase(entry.caseId) : onAt(Date.parse(entry.at)))}>
                <time className="figures" dateTime={entry.at}>
                  {formatTime(entry.at, zone)}
                </time>
                {team ? <TeamMark color={team.color} words={teamShortName(team)} size="small" /> : null}
                <span>
                  {what}
                  {entry.outcome ? ` – ${code(`outcome.${entry.outcome}`)}` : ''}
                  {entry.caseId ? <strong> {byId.get(entry.caseId)?.fullName}</strong> : null}
                </span>
                <small>{entry.by}</small>
              </button>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
