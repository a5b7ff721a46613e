import { REQUIREMENTS } from '@gocua/api/contract/codes';
import type { DemandLine } from '@gocua/api/contract/rosters';
import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { newId } from '../../api/newId.ts';
import { Button } from '../../design/Button.tsx';
import { CheckboxChoices } from '../../design/Choices.tsx';
import { DateField } from '../../design/DateField.tsx';
import { IconButton } from '../../design/IconButton.tsx';
import { Select } from '../../design/Select.tsx';
import { TextField } from '../../design/TextField.tsx';
import { TimeField } from '../../design/TimeField.tsx';
import { codes } from '../../words/codes.ts';
import { useLanguage } from '../../words/defineWords.ts';
import { addDays, weekdayShort } from '../../words/format.ts';
import { usePlanner } from '../context.ts';
import { useTeams } from '../data/useTeams.ts';
import { rosterWords } from './words.ts';

const WEEKDAY_IDS = ['1', '2', '3', '4', '5', '6', '7'] as const;
type Line = DemandLine & { key: string };

/** How many evenings are wanted for which ward until when, and what their crews must have. */
export function DemandForm(props: {
  known: readonly DemandLine[] | null;
  isPending: boolean;
  onPropose: (demand: DemandLine[]) => void;
}) {
  const t = rosterWords.useText();
  const code = codes.useText();
  const language = useLanguage();
  const { today, me, units } = usePlanner();
  const { teams } = useTeams();
  const fresh = (): Line => ({
    key: newId(),
    unitId: me.unitId,
    eveningCount: 4,
    fromDate: addDays(today, 1),
    untilDate: addDays(today, 14),
    weekdays: [1, 2, 3, 4, 5],
    from: '18:30',
    to: '21:30',
    crewSize: 2,
    requirements: [],
  });
  const [lines, setLines] = useState<Line[]>(() => props.known?.map((line) => ({ ...line, key: newId() })) ?? [fresh()]);
  const set = (key: string, part: Partial<Line>) =>
    setLines((before) => before.map((line) => (line.key === key ? { ...line, ...part } : line)));
  const own = units.all.filter(({ path }) => path.split('/').includes(me.unitId));
  const unitOptions = own.map(({ id }) => ({ id, words: units.name(id, language) }));
  const number = (text: string, most: number) => Math.max(1, Math.min(most, Math.round(Number(text)) || 1));
  return (
    <section className="demand">
      <h2 className="crew-date">{t('roster.demand')}</h2>
      {lines.map((line, index) => (
        <fieldset key={line.key} className="demand-line">
          <legend className="visually-hidden">{`${t('roster.demand')} ${index + 1}`}</legend>
          <Select
            label={t('roster.unit')}
            options={unitOptions}
            value={line.unitId}
            onChange={(unitId) => set(line.key, { unitId })}
          />
          <TextField
            label={t('roster.evenings')}
            type="number"
            min="1"
            value={String(line.eveningCount)}
            onChange={(text) => set(line.key, { eveningCount: number(text, 60) })}
          />
          <TextField
            label={t('roster.crewSize')}
            type="number"
            min="1"
            value={String(line.crewSize)}
            onChange={(text) => set(line.key, { crewSize: number(text, 8) })}
          />
          <DateField
            label={t('roster.first')}
            value={line.fromDate}
            onChange={(fromDate) => fromDate && set(line.key, { fromDate })}
          />
          <DateField
            label={t('roster.until')}
            value={line.untilDate}
            onChange={(untilDate) => untilDate && set(line.key, { untilDate })}
          />
          <TimeField label={t('roster.hoursFrom')} value={line.from} onChange={(from) => from && set(line.key, { from })} />
          <TimeField label={t('roster.hoursTo')} value={line.to} onChange={(to) => to && set(line.key, { to })} />
          <CheckboxChoices
            look="chips"
            className="demand-wide"
            label={t('roster.weekdays')}
            choices={WEEKDAY_IDS.map((id) => ({ id, words: weekdayShort(Number(id), language) }))}
            value={WEEKDAY_IDS.filter((id) => line.weekdays.some((day) => day === Number(id)))}
            onChange={(days) => days.length > 0 && set(line.key, { weekdays: days.map(Number) as DemandLine['weekdays'] })}
          />
          <CheckboxChoices
            look="chips"
            className="demand-wide"
            label={t('roster.requirements')}
            choices={REQUIREMENTS.map((id) => ({ id, words: code(`skill.${id}`) }))}
            value={line.requirements}
            onChange={(requirements) => set(line.key, { requirements })}
          />
          {lines.length > 1 ? (
            <IconButton
              icon={Trash2}
              name={t('roster.removeLine', { number: index + 1 })}
              onPress={() => setLines(lines.filter(({ key }) => key !== line.key))}
            />
          ) : null}
        </fieldset>
      ))}
      <div className="people-actions">
        <Button kind="quiet" icon={Plus} onPress={() => setLines([...lines, fresh()])}>
          {t('roster.addLine')}
        </Button>
        <Button
          kind="primary"
          isDisabled={teams.length === 0 || lines.some(({ fromDate, untilDate }) => untilDate < fromDate)}
          isPending={props.isPending}
          onPress={() => props.onPropose(lines.map(({ key: _, ...line }) => line))}
        >
          {t(props.isPending ? 'roster.proposing' : props.known ? 'roster.again' : 'roster.propose')}
        </Button>
      </div>
    </section>
  );
}
