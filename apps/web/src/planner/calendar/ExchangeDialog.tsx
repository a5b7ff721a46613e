import type { FeedState, NewFeed } from '@gocua/api/contract/calendar';
import type { Team } from '@gocua/api/contract/teams';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Copy, Download } from 'lucide-react';
import { useState } from 'react';
import { http } from '../../api/http.ts';
import { newId } from '../../api/newId.ts';
import { Button } from '../../design/Button.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import { Notice } from '../../design/Notice.tsx';
import { Select } from '../../design/Select.tsx';
import { TextField } from '../../design/TextField.tsx';
import { toasts } from '../../design/toasts.ts';
import { useLanguage } from '../../words/defineWords.ts';
import { formatDate, localDate } from '../../words/format.ts';
import { problemText } from '../../words/problems.ts';
import { usePlanner } from '../context.ts';
import { IcsImport } from './IcsImport.tsx';
import { refresh } from './useCalendar.ts';
import { calendarWords } from './words.ts';

/** A team's shifts in other calendars: the secret link, the file out, the file in. */
export function ExchangeDialog({
  teams,
  teamId: first,
  onClose,
}: {
  teams: readonly Team[];
  teamId: string;
  onClose: () => void;
}) {
  const t = calendarWords.useText();
  const language = useLanguage();
  const { zone } = usePlanner();
  const queries = useQueryClient();
  const [teamId, setTeamId] = useState(first);
  const feed = useQuery({
    queryKey: ['calendar-feed', teamId],
    queryFn: ({ signal }) => http.get<FeedState>(`/api/teams/${teamId}/calendar-feed`, { signal }),
  });
  const again = () => void queries.invalidateQueries({ queryKey: ['calendar-feed', teamId] });
  const fail = (error: Error) => toasts.show({ kind: 'error', words: problemText(error) });
  const make = useMutation({
    mutationFn: () => http.put<NewFeed>(`/api/teams/${teamId}/calendar-feed`, { commandId: newId() }),
    onSuccess: again,
    onError: fail,
  });
  const revoke = useMutation({
    mutationFn: () => http.delete<void>(`/api/teams/${teamId}/calendar-feed`, { commandId: newId() }),
    onSuccess: () => {
      make.reset();
      again();
      toasts.show({ kind: 'done', words: t('feed.revoked') });
    },
    onError: fail,
  });
  const link = make.data ? `${location.origin}${make.data.path}` : null;
  const copy = () =>
    void navigator.clipboard.writeText(link ?? '').then(() => toasts.show({ kind: 'done', words: t('feed.copied') }));
  const since = feed.data?.createdAt;
  const team = teams.find(({ id }) => id === teamId);
  return (
    <Dialog title={t('feed.title')} isOpen onClose={onClose}>
      <div className="shift-form">
        <Select
          label={t('feed.team')}
          options={teams.map(({ id, name }) => ({ id, words: name }))}
          value={teamId}
          onChange={(id) => {
            setTeamId(id);
            make.reset();
          }}
        />
        <section className="exchange-part">
          <h3>{t('feed.link')}</h3>
          <p>{t('feed.words')}</p>
          {link ? (
            <>
              <div className="exchange-link">
                <TextField label={t('feed.link')} labelHidden value={link} onChange={() => {}} />
                <Button icon={Copy} onPress={copy}>
                  {t('feed.copy')}
                </Button>
              </div>
              <Notice tone="warn" title={t('feed.once')} />
            </>
          ) : feed.isSuccess ? (
            <p>{since ? t('feed.since', { date: formatDate(localDate(since, zone), language) }) : t('feed.none')}</p>
          ) : null}
          <div className="exchange-actions">
            <Button isPending={make.isPending} onPress={() => make.mutate()}>
              {t(since ? 'feed.remake' : 'feed.make')}
            </Button>
            {since ? (
              <Button kind="danger" isPending={revoke.isPending} onPress={() => revoke.mutate()}>
                {t('feed.revoke')}
              </Button>
            ) : null}
            <a className="button button-quiet button-desk" href={`/api/teams/${teamId}/shifts.ics`} download>
              <Download aria-hidden className="button-icon" />
              <span className="button-words">{t('feed.download')}</span>
            </a>
          </div>
        </section>
        {team ? <IcsImport key={teamId} team={team} onDone={() => refresh(queries)} /> : null}
      </div>
    </Dialog>
  );
}
