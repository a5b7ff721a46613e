import { SPEED_GROUPS, WEEKDAYS, type Weekday } from '@gocua/api/contract/codes';
import type { SpeedBand } from '@gocua/api/contract/speeds';
import { Trash2 } from 'lucide-react';
import { CheckboxChoices } from '../../design/Choices.tsx';
import { IconButton } from '../../design/IconButton.tsx';
import { TextField } from '../../design/TextField.tsx';
import { TimeField } from '../../design/TimeField.tsx';
import { useLanguage } from '../../words/defineWords.ts';
import { weekdayShort } from '../../words/format.ts';
import { speedWords } from './words.ts';

/** One band as it is typed: per cent as text, so that a half-typed number is not lost. */
export interface TypedBand extends Omit<SpeedBand, 'factors'> {
  percents: Record<(typeof SPEED_GROUPS)[number], string>;
}
export const isPercent = (text: string): boolean => /^\d{2,3}$/.test(text) && Number(text) >= 20 && Number(text) <= 300;

/** Days, hours and the four groups of streets of one band. */
export function BandEditor(props: { band: TypedBand; onChange: (next: TypedBand) => void; onRemove: () => void }) {
  const { band, onChange, onRemove } = props;
  const t = speedWords.useText();
  const language = useLanguage();
  const days = band.days.map((day) => weekdayShort(day, language)).join(', ');
  const hours = { days, from: band.from, to: band.to };
  return (
    <fieldset className="speed-band">
      <legend className="visually-hidden">{`${days} ${band.from}–${band.to}`}</legend>
      <div className="speed-band-hours">
        <CheckboxChoices
          look="chips"
          label={t('days')}
          choices={WEEKDAYS.map((day) => ({ id: String(day), words: weekdayShort(day, language) }))}
          value={band.days.map(String)}
          onChange={(chosen) => {
            const next = WEEKDAYS.filter((day) => chosen.includes(String(day))) as Weekday[];
            if (next.length > 0) onChange({ ...band, days: next });
          }}
        />
        <TimeField label={t('from')} value={band.from} onChange={(from) => onChange({ ...band, from })} />
        {/* the end of the day is written as its last minute */}
        <TimeField
          label={t('to')}
          value={band.to === '24:00' ? '23:59' : band.to}
          onChange={(to) => onChange({ ...band, to: to === '23:59' ? '24:00' : to })}
        />
        <IconButton icon={Trash2} name={t('remove', hours)} kind="plain" onPress={onRemove} />
      </div>
      <div className="speed-band-groups">
        {SPEED_GROUPS.map((group) => (
          <TextField
            key={group}
            label={`${t(`groups.${group}`)} (%)`}
            aria-label={t('groupOf', { group: t(`groups.${group}`), ...hours })}
            inputMode="numeric"
            value={band.percents[group]}
            onChange={(text) => onChange({ ...band, percents: { ...band.percents, [group]: text.trim() } })}
            error={isPercent(band.percents[group]) ? undefined : t('wrong')}
          />
        ))}
      </div>
    </fieldset>
  );
}
