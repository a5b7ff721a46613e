import type { SeriesInput, SeriesSaved, Team } from '@gocua/api/contract/teams';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { http } from '../../api/http.ts';
import { newId } from '../../api/newId.ts';
import { Button } from '../../design/Button.tsx';
import { DateField } from '../../design/DateField.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import { Select } from '../../design/Select.tsx';
import { TimeField } from '../../design/TimeField.tsx';
import { common } from '../../words/common.ts';
import { useLanguage } from '../../words/defineWords.ts';
import { formatDate } from '../../words/format.ts';
import { usePlanner } from '../context.ts';
import { shiftMinutes } from '../teams/weeklyRule.ts';
import { RefusalNotice } from './RefusalNotice.tsx';
import { useDone } from './useCalendar.ts';
import { calendarWords } from './words.ts';

/** One extra shift of a team: a series that happens once. */
export function NewShiftDialog(props: { date: string; teamId: string; teams: readonly Team[]; onClose: () => void }) {
  const { teams, onClose } = props;
  const t = calendarWords.useText();
  const c = common.useText();
  const language = useLanguage();
  const { zone } = usePlanner();
  const done = useDone();
  const [date, setDate] = useState(props.date);
  const [from, setFrom] = useState('18:30');
  const [to, setTo] = useState('21:30');
  const [teamId, setTeamId] = useState(props.teamId);
  const minutes = /^\d\d:\d\d$/.test(from) && /^\d\d:\d\d$/.test(to) ? shiftMinutes(from, to) : 0;
  const fault = minutes === 0 || !date ? t('shift.needed') : minutes < 15 || minutes > 16 * 60 ? t('shift.tooLong') : undefined;
  const save = useMutation({
    mutationFn: (overrideReason: string | null) => {
      const body: SeriesInput = {
        ...{ id: newId(), teamId, zone, startsLocal: `${date}T${from}`, durationSec: minutes * 60, rule: '', version: 0 },
        ...{ exceptDates: [], extraStarts: [], overrides: [], skipHolidays: false, rest: null, overrideReason },
      };
      return http.put<SeriesSaved>(`/api/shift-series/${body.id}`, { body, commandId: newId() });
    },
    onSuccess: ({ id, version, breaches }) => {
      done(t('shift.added', { date: formatDate(date, language) }), { put: [], remove: [{ id, version }], heirs: [] }, breaches);
      onClose();
    },
  });
  return (
    <Dialog
      title={t('shift.new')}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{c('cancel')}</Button>
          <Button kind="primary" isDisabled={fault !== undefined} isPending={save.isPending} onPress={() => save.mutate(null)}>
            {c('save')}
          </Button>
        </>
      }
    >
      <div className="shift-form">
        <Select
          label={t('shift.team')}
          options={teams.map(({ id, name }) => ({ id, words: name }))}
          value={teamId}
          onChange={setTeamId}
        />
        <DateField label={t('shift.date')} value={date} onChange={setDate} />
        <div className="series-two">
          <TimeField label={t('shift.from')} value={from} onChange={setFrom} />
          <TimeField label={t('shift.to')} value={to} onChange={setTo} error={fault} />
        </div>
        {save.isError ? (
          <RefusalNotice error={save.error} isPending={save.isPending} onLookAgain={onClose} onOverride={save.mutate} />
        ) : null}
      </div>
    </Dialog>
  );
}
