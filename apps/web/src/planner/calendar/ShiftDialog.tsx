import type { SeriesEdit, SeriesEdited } from '@gocua/api/contract/calendar';
import type { ShiftSeries, Team } from '@gocua/api/contract/teams';
import { useMutation } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { http } from '../../api/http.ts';
import { newId } from '../../api/newId.ts';
import { Button } from '../../design/Button.tsx';
import { CheckboxChoices, RadioChoices } from '../../design/Choices.tsx';
import { DateField } from '../../design/DateField.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import { Notice } from '../../design/Notice.tsx';
import { Select } from '../../design/Select.tsx';
import { TextField } from '../../design/TextField.tsx';
import { TimeField } from '../../design/TimeField.tsx';
import { common } from '../../words/common.ts';
import { useLanguage } from '../../words/defineWords.ts';
import { formatDate, formatTime, formatTimeRange, weekdayName } from '../../words/format.ts';
import { usePlanner } from '../context.ts';
import { readWeeklyRule, shiftMinutes, writeWeeklyRule } from '../teams/weeklyRule.ts';
import { RefusalNotice } from './RefusalNotice.tsx';
import { type ShownShift, useDone } from './useCalendar.ts';
import { calendarWords } from './words.ts';

type Scope = SeriesEdit['scope'];
const WEEKDAY_IDS = ['1', '2', '3', '4', '5', '6', '7'] as const;
const NO_SWAP = '-';

/** A shift and the three kinds of edit that calendars know; the alternative to dragging. */
export function ShiftDialog(props: {
  shift: ShownShift;
  series: ShiftSeries;
  teams: readonly Team[];
  /** Shifts it could swap teams with. */
  others: readonly { shift: ShownShift; series: ShiftSeries }[];
  onClose: () => void;
}) {
  const { shift, series, teams, others, onClose } = props;
  const t = calendarWords.useText();
  const c = common.useText();
  const language = useLanguage();
  const { zone } = usePlanner();
  const done = useDone();
  const isOnce = series.rule === '' && series.extraStarts.length === 0;
  const weekly = readWeeklyRule(series.rule);
  const override = series.overrides.find((one) => one.date === shift.originalDate);
  const [scope, setScope] = useState<Scope>('one');
  const [date, setDate] = useState(shift.date);
  const [from, setFrom] = useState(formatTime(shift.opensAt, zone));
  const [to, setTo] = useState(formatTime(shift.closesAt, zone));
  const [teamId, setTeamId] = useState(shift.teamId);
  const [note, setNote] = useState(override?.note ?? '');
  const [weekdays, setWeekdays] = useState<readonly number[]>(weekly?.weekdays ?? []);
  const [swapWith, setSwapWith] = useState(NO_SWAP);
  const words = { date: formatDate(shift.date, language) };

  const minutes = /^\d\d:\d\d$/.test(from) && /^\d\d:\d\d$/.test(to) ? shiftMinutes(from, to) : 0;
  const durationSec = minutes * 60;
  const timeFault = minutes === 0 ? t('shift.needed') : minutes < 15 || minutes > 16 * 60 ? t('shift.tooLong') : undefined;
  const dayFault = scope !== 'one' && weekly && weekdays.length === 0 ? t('shift.needWeekday') : undefined;

  const edit = useMutation({
    mutationFn: (body: SeriesEdit) =>
      http.post<SeriesEdited>(`/api/shift-series/${series.id}/edit`, { body, commandId: newId() }),
    onSuccess: ({ undo, breaches }, body) => {
      done(t(`shift.${body.change ? 'saved' : 'removed'}.${body.scope}`, words), undo, breaches);
      onClose();
    },
  });
  const swap = useMutation({
    mutationFn: ({ overrideReason, ...other }: { shift: ShownShift; series: ShiftSeries; overrideReason: string | null }) => {
      const side = (one: ShownShift, of: ShiftSeries) => ({ seriesId: of.id, date: one.originalDate, version: of.version });
      const body = { one: side(shift, series), other: side(other.shift, other.series), overrideReason };
      return http.post<SeriesEdited>('/api/shifts/swap', { body, commandId: newId() });
    },
    onSuccess: ({ undo, breaches }) => {
      done(t('shift.swapped'), undo, breaches);
      onClose();
    },
  });

  const shiftFacts = { version: series.version, date: shift.originalDate };
  const rest = override?.rest ?? series.rest;
  const rule = weekly ? writeWeeklyRule(weekdays, weekly.untilDate) : series.rule;
  const wholeChange = { teamId, time: from, durationSec, rule, skipHolidays: series.skipHolidays, rest: series.rest };
  function editOf(isRemoval: boolean): SeriesEdit {
    switch (scope) {
      case 'one':
        return {
          ...shiftFacts,
          scope,
          change: isRemoval ? null : { startsLocal: `${date}T${from}`, durationSec, teamId, rest, note },
        };
      case 'following':
        return { ...shiftFacts, scope, newId: newId(), change: isRemoval ? null : wholeChange };
      case 'all':
        return { ...shiftFacts, scope, change: isRemoval ? null : wholeChange };
    }
  }
  function save() {
    const other = others.find(({ shift: one }) => one.id === swapWith);
    if (scope === 'one' && other) swap.mutate({ ...other, overrideReason: null });
    else edit.mutate(editOf(false));
  }
  const team = teams.find(({ id }) => id === shift.teamId);
  const isSwap = scope === 'one' && swapWith !== NO_SWAP;

  return (
    <Dialog
      title={t('shift.title', { team: team?.name ?? '' })}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button
            kind="danger"
            icon={Trash2}
            className="dialog-far"
            isPending={edit.isPending}
            onPress={() => edit.mutate(editOf(true))}
          >
            {t(`shift.remove.${scope}`)}
          </Button>
          <Button onPress={onClose}>{c('cancel')}</Button>
          <Button
            kind="primary"
            isDisabled={(timeFault !== undefined || dayFault !== undefined || !date) && !isSwap}
            isPending={edit.isPending || swap.isPending}
            onPress={save}
          >
            {c('save')}
          </Button>
        </>
      }
    >
      <div className="shift-form">
        <p className="shift-now figures">
          {formatDate(shift.date, language)} · {formatTimeRange(shift.opensAt, shift.closesAt, zone)}
        </p>
        {isOnce ? null : (
          <RadioChoices
            label={t('shift.scope')}
            choices={(['one', 'following', 'all'] as const).map((id) => ({ id, words: t(`shift.${id}`) }))}
            value={scope}
            onChange={setScope}
          />
        )}
        {isSwap ? null : (
          <>
            {scope === 'one' ? (
              <DateField label={t('shift.date')} value={date} onChange={setDate} />
            ) : weekly ? (
              <CheckboxChoices
                look="chips"
                label={t('shift.weekdays')}
                choices={WEEKDAY_IDS.map((id) => ({ id, words: weekdayName(Number(id), language) }))}
                value={WEEKDAY_IDS.filter((id) => weekdays.includes(Number(id)))}
                onChange={(days) => setWeekdays(days.map(Number))}
                error={dayFault}
              />
            ) : (
              <p>{t('shift.rule', { rule: series.rule })}</p>
            )}
            <div className="series-two">
              <TimeField label={t('shift.from')} value={from} onChange={setFrom} />
              <TimeField label={t('shift.to')} value={to} onChange={setTo} error={timeFault} />
            </div>
            <Select
              label={t('shift.team')}
              options={teams.map(({ id, name }) => ({ id, words: name }))}
              value={teamId}
              onChange={setTeamId}
            />
          </>
        )}
        {scope === 'one' ? (
          <>
            {others.length > 0 ? (
              <Select
                label={t('shift.swap')}
                options={[
                  { id: NO_SWAP, words: t('shift.noSwap') },
                  ...others.map(({ shift: one }) => ({
                    id: one.id,
                    words: `${teams.find(({ id }) => id === one.teamId)?.name ?? ''} – ${formatDate(one.date, language)}, ${formatTimeRange(one.opensAt, one.closesAt, zone)}`,
                  })),
                ]}
                value={swapWith}
                onChange={setSwapWith}
              />
            ) : null}
            {isSwap ? null : <TextField label={t('shift.note')} value={note} onChange={setNote} />}
          </>
        ) : null}
        {edit.isError ? (
          <RefusalNotice
            error={edit.error}
            isPending={edit.isPending}
            onLookAgain={onClose}
            onOverride={(overrideReason) => edit.mutate({ ...edit.variables, overrideReason })}
          />
        ) : null}
        {swap.isError ? (
          <RefusalNotice
            error={swap.error}
            isPending={swap.isPending}
            onLookAgain={onClose}
            onOverride={(overrideReason) => swap.mutate({ ...swap.variables, overrideReason })}
          />
        ) : null}
        {timeFault && !isSwap && minutes > 0 ? <Notice tone="warn" title={timeFault} /> : null}
      </div>
    </Dialog>
  );
}
