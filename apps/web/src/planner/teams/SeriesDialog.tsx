import type { SeriesEdited, SeriesStates } from '@gocua/api/contract/calendar';
import type { SeriesInput, SeriesPreview, SeriesSaved, ShiftSeries, Team } from '@gocua/api/contract/teams';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { useDeferredValue, useRef, useState } from 'react';
import { http } from '../../api/http.ts';
import { newId } from '../../api/newId.ts';
import { Button } from '../../design/Button.tsx';
import { CheckboxChoices, YesNo } from '../../design/Choices.tsx';
import { DateField } from '../../design/DateField.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import { Notice } from '../../design/Notice.tsx';
import { TextField } from '../../design/TextField.tsx';
import { TimeField } from '../../design/TimeField.tsx';
import { toasts } from '../../design/toasts.ts';
import { common } from '../../words/common.ts';
import { useLanguage } from '../../words/defineWords.ts';
import { formatDate, formatTimeRange, weekdayName } from '../../words/format.ts';
import { problemText } from '../../words/problems.ts';
import { RuleRefusal } from '../roster/RuleRefusal.tsx';
import { useWarnings } from '../roster/useWarnings.ts';
import { plannerWords } from '../words.ts';
import { formFault, seriesOf, type WeeklyForm } from './weeklyRule.ts';

export interface SeriesDraft {
  team: Team;
  known: ShiftSeries | null;
  form: WeeklyForm;
  id: string;
  zone: string;
}

const WEEKDAY_IDS = ['1', '2', '3', '4', '5', '6', '7'] as const;
const SHOWN_COUNT = 10;

/** A recurring shift in plain words, with the dates it means beside it. */
export function SeriesDialog({ draft, onClose }: { draft: SeriesDraft; onClose: () => void }) {
  const t = plannerWords.useText();
  const c = common.useText();
  const language = useLanguage();
  const queries = useQueryClient();
  const warn = useWarnings();
  const [form, setForm] = useState(draft.form);
  const set = (part: Partial<WeeklyForm>) => setForm((before) => ({ ...before, ...part }));
  const fault = formFault(form);
  const series = seriesOf(form, {
    id: draft.id,
    teamId: draft.team.id,
    zone: draft.zone,
    exceptDates: draft.known?.exceptDates ?? [],
    extraStarts: draft.known?.extraStarts ?? [],
    overrides: draft.known?.overrides ?? [],
    version: draft.known?.version ?? 0,
  });
  const asked = useDeferredValue(series);
  const preview = useQuery({
    queryKey: ['series-preview', JSON.stringify(asked)],
    queryFn: ({ signal }) => http.post<SeriesPreview>('/api/shift-series/preview', { body: asked, signal }),
    enabled: fault === null,
    retry: false,
    placeholderData: (before) => before,
  });
  const commandId = useRef(newId());
  const done = (words: string) => {
    void queries.invalidateQueries({ queryKey: ['teams'] });
    toasts.show({ kind: 'done', words });
    onClose();
  };
  const save = useMutation({
    mutationFn: (overrideReason: string | null) => {
      const body: SeriesInput = { ...series, overrideReason };
      return http.put<SeriesSaved>(`/api/shift-series/${draft.id}`, { body, commandId: commandId.current });
    },
    onSuccess: ({ breaches }) => {
      done(t('series.saved'));
      warn(breaches);
    },
    onError: () => {
      commandId.current = newId();
    },
  });
  const remove = useMutation({
    mutationFn: (known: ShiftSeries) => http.delete<void>(`/api/shift-series/${known.id}`, { commandId: newId() }),
    onSuccess: (_answer, known) => {
      void queries.invalidateQueries({ queryKey: ['teams'] });
      onClose();
      toasts.show({
        kind: 'done',
        words: t('series.removed'),
        undo: {
          words: c('undo'),
          run: () =>
            void http
              .post<SeriesEdited>('/api/shift-series/restore', {
                body: { put: [{ ...known, version: 0 }], remove: [], heirs: [] } satisfies SeriesStates,
                commandId: newId(),
              })
              .then(() => queries.invalidateQueries({ queryKey: ['teams'] }))
              .catch((error: unknown) => toasts.show({ kind: 'error', words: problemText(error) })),
        },
      });
    },
    onError: (error) => toasts.show({ kind: 'error', words: problemText(error) }),
  });

  return (
    <Dialog
      title={t(draft.known ? 'series.editTitle' : 'series.newTitle', { team: draft.team.name })}
      width="wide"
      isOpen
      onClose={onClose}
      actions={
        <>
          {draft.known ? (
            <Button
              kind="danger"
              icon={Trash2}
              className="dialog-far"
              isPending={remove.isPending}
              onPress={() => draft.known && remove.mutate(draft.known)}
            >
              {t('series.remove')}
            </Button>
          ) : null}
          <Button onPress={onClose}>{c('cancel')}</Button>
          <Button kind="primary" isDisabled={fault !== null} isPending={save.isPending} onPress={() => save.mutate(null)}>
            {c('save')}
          </Button>
        </>
      }
    >
      <div className="series">
        <div className="series-form">
          <CheckboxChoices
            look="chips"
            label={t('series.weekdays')}
            choices={WEEKDAY_IDS.map((id) => ({
              id,
              words: weekdayName(Number(id), language).replace(/^./u, (first) => first.toUpperCase()),
            }))}
            value={WEEKDAY_IDS.filter((id) => form.weekdays.includes(Number(id)))}
            onChange={(days) => set({ weekdays: days.map(Number) })}
            error={fault === 'noWeekday' ? t('series.fault.noWeekday') : undefined}
          />
          <div className="series-two">
            <TimeField label={t('series.from')} value={form.from} onChange={(from) => set({ from })} />
            <TimeField
              label={t('series.to')}
              value={form.to}
              onChange={(to) => set({ to })}
              error={fault === 'tooLong' || fault === 'tooShort' ? t(`series.fault.${fault}`) : undefined}
            />
          </div>
          <div className="series-two">
            <DateField label={t('series.first')} value={form.firstDate} onChange={(firstDate) => set({ firstDate })} />
            <DateField
              label={t('series.until')}
              value={form.untilDate}
              onChange={(untilDate) => set({ untilDate })}
              error={fault === 'untilBeforeFirst' ? t('series.fault.untilBeforeFirst') : undefined}
            />
          </div>
          <YesNo words={t('series.skipHolidays')} value={form.skipHolidays} onChange={(skipHolidays) => set({ skipHolidays })} />
          <YesNo
            words={t('series.rest')}
            value={form.rest !== null}
            onChange={(on) => set({ rest: on ? { from: '11:30', to: '12:30', minutes: 45 } : null })}
          />
          {form.rest ? (
            <div className="series-three">
              <TextField
                label={t('series.restMinutes')}
                type="number"
                min="5"
                value={String(form.rest.minutes)}
                onChange={(minutes) =>
                  form.rest && set({ rest: { ...form.rest, minutes: Math.max(0, Math.round(Number(minutes))) } })
                }
              />
              <TimeField
                label={t('series.restFrom')}
                value={form.rest.from}
                onChange={(from) => form.rest && set({ rest: { ...form.rest, from } })}
              />
              <TimeField
                label={t('series.restTo')}
                value={form.rest.to}
                onChange={(to) => form.rest && set({ rest: { ...form.rest, to } })}
              />
            </div>
          ) : null}
          {save.isError ? <RuleRefusal error={save.error} isPending={save.isPending} onOverride={save.mutate} /> : null}
        </div>
        <section className="series-preview" aria-label={t('series.preview')} aria-live="polite">
          <h3>{t('series.preview')}</h3>
          {preview.isError ? <Notice tone="bad" title={problemText(preview.error)} /> : null}
          {preview.data && fault === null && !preview.isError ? <Preview preview={preview.data} zone={draft.zone} /> : null}
        </section>
      </div>
    </Dialog>
  );
}

function Preview({ preview, zone }: { preview: SeriesPreview; zone: string }) {
  const t = plannerWords.useText();
  const language = useLanguage();
  return (
    <>
      <ol className="series-dates figures">
        {preview.shifts.slice(0, SHOWN_COUNT).map((shift) => (
          <li key={shift.id}>
            <span>{formatDate(shift.date, language)}</span>
            <span>{formatTimeRange(shift.opensAt, shift.closesAt, zone)}</span>
          </li>
        ))}
      </ol>
      {preview.shifts.length > SHOWN_COUNT ? (
        <p className="series-more">{t('series.more', { count: preview.shifts.length - SHOWN_COUNT })}</p>
      ) : null}
      {preview.skipped.length > 0 ? (
        <p className="series-more">
          {t('series.skipped')}{' '}
          {preview.skipped
            .slice(0, 6)
            .map((holiday) => `${formatDate(holiday.date, language)} (${language === 'vi' ? holiday.name : holiday.nameEn})`)
            .join('; ')}
        </p>
      ) : null}
    </>
  );
}
