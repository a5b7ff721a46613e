import type { RosterEntry, RosterView, UnformedLine } from '@gocua/api/contract/rosters';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Trash2, Undo2, UserPen } from 'lucide-react';
import { useState } from 'react';
import { http } from '../../api/http.ts';
import { newId } from '../../api/newId.ts';
import { Button } from '../../design/Button.tsx';
import { IconButton } from '../../design/IconButton.tsx';
import { Notice } from '../../design/Notice.tsx';
import { Badge, TeamMark } from '../../design/StateMark.tsx';
import { TextField } from '../../design/TextField.tsx';
import { toasts } from '../../design/toasts.ts';
import { useLanguage } from '../../words/defineWords.ts';
import { formatDate, formatNumber, formatTimeRange } from '../../words/format.ts';
import { problemText } from '../../words/problems.ts';
import { usePlanner } from '../context.ts';
import { teamShortName, useTeams } from '../data/useTeams.ts';
import { BreachList } from './BreachList.tsx';
import { EntryDialog } from './EntryDialog.tsx';
import { refusalWords } from './refusalWords.ts';
import { usePeople } from './usePeople.ts';
import { rosterWords } from './words.ts';

/** One roster: its evenings, what could not be formed and why, how fair it is, and what may be done with it. */
export function RosterPanel({ roster }: { roster: RosterView }) {
  const t = rosterWords.useText();
  const language = useLanguage();
  const { today, zone, mayChange, units } = usePlanner();
  const queries = useQueryClient();
  const { byId: people } = usePeople(today);
  const { byId: teams } = useTeams();
  const [editing, setEditing] = useState<RosterEntry | null>(null);
  const [reason, setReason] = useState('');
  const nameOf = (id: string) => people.get(id)?.name ?? id;
  const isOpen = roster.state === 'proposed' && mayChange;
  const take = (view: RosterView, words: string) => {
    queries.setQueryData(['teams', 'roster', view.id], view);
    void queries.invalidateQueries({ queryKey: ['teams'] });
    toasts.show({ kind: 'done', words });
  };
  const edit = useMutation({
    mutationFn: (entries: RosterEntry[]) =>
      http.put<RosterView>(`/api/rosters/${roster.id}`, { body: { version: roster.version, entries }, commandId: newId() }),
    onSuccess: (view) => {
      queries.setQueryData(['teams', 'roster', view.id], view);
      void queries.invalidateQueries({ queryKey: ['teams', 'roster-candidates'] });
      setEditing(null);
    },
    onError: (error) => toasts.show({ kind: 'error', words: problemText(error) }),
  });
  const decide = useMutation({
    mutationFn: (verb: 'accept' | 'undo' | 'discard') =>
      http.post<RosterView>(`/api/rosters/${roster.id}/${verb}`, {
        body: {
          version: roster.version,
          ...(verb === 'accept' ? { overrideReason: reason.trim().length >= 3 ? reason : null } : {}),
        },
        commandId: newId(),
      }),
    onSuccess: (view, verb) =>
      take(view, t(verb === 'accept' ? 'roster.accepted' : verb === 'undo' ? 'roster.undone' : 'roster.discarded')),
  });
  const entryWords = (entry: RosterEntry) =>
    t('roster.entry', {
      team: teams.get(entry.teamId)?.name ?? '',
      date: formatDate(entry.date, language),
      hours: formatTimeRange(entry.opensAt, entry.closesAt, zone),
    });
  const refused = roster.breaches.some(({ severity }) => severity === 'refused');
  const refusals = refusalWords(t, decide.error, nameOf, language);
  const dates = [...new Set(roster.entries.map(({ date }) => date))].sort();
  return (
    <article className="roster-view" aria-label={t('tab.roster')}>
      <header className="roster-head">
        <Badge tone={roster.state === 'accepted' ? 'good' : roster.state === 'proposed' ? 'accent' : 'plain'}>
          {t(`rosterState.${roster.state}`)}
        </Badge>
        {isOpen ? (
          <>
            <Button kind="primary" isPending={decide.isPending} onPress={() => decide.mutate('accept')}>
              {t('roster.accept')}
            </Button>
            <Button kind="quiet" onPress={() => decide.mutate('discard')}>
              {t('roster.discard')}
            </Button>
          </>
        ) : null}
        {roster.state === 'accepted' && mayChange ? (
          <Button icon={Undo2} isPending={decide.isPending} onPress={() => decide.mutate('undo')}>
            {t('roster.undo')}
          </Button>
        ) : null}
      </header>
      {decide.isError ? (
        <Notice tone="bad" title={problemText(decide.error)}>
          <ul>
            {refusals.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
      {isOpen && refused ? (
        <TextField label={t('roster.reason')} help={t('crews.reasonHelp')} value={reason} onChange={setReason} rows={2} />
      ) : null}
      {roster.unformed.length > 0 ? <Unformed lines={roster.unformed} roster={roster} /> : null}
      {roster.breaches.length > 0 ? (
        <section>
          <h2 className="crew-date">{t('roster.breaches')}</h2>
          <BreachList breaches={roster.breaches} most={6} nameOf={nameOf} />
        </section>
      ) : null}
      <div className="roster-columns">
        <div>
          {dates.map((date) => (
            <section key={date} className="crew-day">
              <h2 className="crew-date">{formatDate(date, language)}</h2>
              <ul>
                {roster.entries
                  .filter((entry) => entry.date === date)
                  .map((entry) => {
                    const team = teams.get(entry.teamId);
                    return (
                      <li key={entry.id} className="crew">
                        {team ? <TeamMark color={team.color} words={teamShortName(team)} /> : null}
                        <span className="crew-words">
                          <span className="crew-title">
                            <strong>{entry.personIds.map(nameOf).join(', ')}</strong>
                            <span className="figures">{formatTimeRange(entry.opensAt, entry.closesAt, zone)}</span>
                          </span>
                          <span className="crew-things">
                            {t('roster.forUnit', { unit: units.name(roster.demand[entry.line]?.unitId ?? '', language) })}
                            {entry.shiftId === null ? ` · ${t('roster.newShift')}` : ''}
                          </span>
                        </span>
                        {isOpen ? (
                          <>
                            <IconButton
                              icon={UserPen}
                              size="small"
                              name={t('roster.change', { entry: entryWords(entry) })}
                              onPress={() => setEditing(entry)}
                            />
                            <IconButton
                              icon={Trash2}
                              size="small"
                              name={t('roster.dropEntry', { entry: entryWords(entry) })}
                              onPress={() => edit.mutate(roster.entries.filter(({ id }) => id !== entry.id))}
                            />
                          </>
                        ) : null}
                      </li>
                    );
                  })}
              </ul>
            </section>
          ))}
        </div>
        <FairnessPanel roster={roster} nameOf={nameOf} />
      </div>
      {editing ? (
        <EntryDialog
          roster={roster}
          entry={editing}
          words={entryWords(editing)}
          nameOf={nameOf}
          isPending={edit.isPending}
          onClose={() => setEditing(null)}
          onSave={(personIds) =>
            edit.mutate(roster.entries.map((entry) => (entry.id === editing.id ? { ...entry, personIds } : entry)))
          }
        />
      ) : null}
    </article>
  );
}

function Unformed({ lines, roster }: { lines: readonly UnformedLine[]; roster: RosterView }) {
  const t = rosterWords.useText();
  const language = useLanguage();
  const { units } = usePlanner();
  return (
    <Notice
      tone="warn"
      title={t('roster.unformed', { unit: '', count: lines.reduce((sum, one) => sum + one.missingCount, 0) }).replace(/^: /, '')}
    >
      <ul>
        {lines.map(({ line, missingCount, obstacles }) => (
          <li key={line}>
            {t('roster.unformed', { unit: units.name(roster.demand[line]?.unitId ?? '', language), count: missingCount })}
            {obstacles.length > 0
              ? ` – ${t('roster.obstacles', {
                  words: obstacles
                    .slice(0, 4)
                    .map(({ rule, count }) =>
                      rule === 'no_team_free'
                        ? t('roster.noTeamFree')
                        : rule === 'skills'
                          ? t('roster.noSkills')
                          : t('roster.obstacle', { rule: t(`rule.${rule}`), count }),
                    )
                    .join(', '),
                })}`
              : ''}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function FairnessPanel({ roster, nameOf }: { roster: RosterView; nameOf: (id: string) => string }) {
  const t = rosterWords.useText();
  const language = useLanguage();
  const { fairness } = roster;
  const words = (hours: number) => formatNumber(hours, language, Number.isInteger(hours) ? 0 : 1);
  const total = ({ hoursBefore, hoursAdded }: RosterView['shares'][number]) => hoursBefore + hoursAdded;
  const most = Math.max(1, ...roster.shares.map(total));
  return (
    <section className="fairness">
      <h2 className="crew-date">{t('roster.fairness')}</h2>
      <p>{t('roster.spread', { before: words(fairness.spreadBeforeHours), after: words(fairness.spreadHours) })}</p>
      <p>{t('roster.mean', { mean: words(fairness.meanHours), deviation: words(fairness.deviationHours) })}</p>
      <ul>
        {[...roster.shares]
          .sort((a, b) => total(b) - total(a))
          .map((share) => (
            <li key={share.personId} className="share">
              <span aria-hidden className="hours-bar">
                <span style={{ inlineSize: `${(total(share) / most) * 100}%` }} />
              </span>
              <span className="figures">
                {t(share.hoursAdded < 0 ? 'roster.shareLess' : 'roster.share', {
                  name: nameOf(share.personId),
                  total: words(total(share)),
                  added: words(Math.abs(share.hoursAdded)),
                })}
              </span>
            </li>
          ))}
      </ul>
    </section>
  );
}
