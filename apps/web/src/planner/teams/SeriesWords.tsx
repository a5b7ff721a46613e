import type { ShiftSeries } from '@gocua/api/contract/teams';
import { Pencil } from 'lucide-react';
import { IconButton } from '../../design/IconButton.tsx';
import { useLanguage } from '../../words/defineWords.ts';
import { formatDate } from '../../words/format.ts';
import { weekdayRuns } from '../cases/weeklyWindowWords.ts';
import { plannerWords } from '../words.ts';
import { formOf, type WeeklyForm } from './weeklyRule.ts';

/** A recurring shift as a sentence; a rule that is not weekly is shown as it stands. */
export function SeriesWords({ series, onEdit }: { series: ShiftSeries; onEdit: ((form: WeeklyForm) => void) | null }) {
  const t = plannerWords.useText();
  const language = useLanguage();
  const form = formOf(series);
  if (!form) return <code className="series-rule">{series.rule}</code>;
  const sentence = `${weekdayRuns(form.weekdays, language)} ${form.from}–${form.to}`;
  const details = [
    form.untilDate ? t('series.untilWords', { date: formatDate(form.untilDate, language) }) : '',
    form.skipHolidays ? t('series.notOnHolidays') : '',
    form.rest ? t('series.restWords', { count: form.rest.minutes, from: form.rest.from, to: form.rest.to }) : '',
  ].filter(Boolean);
  return (
    <span className="series-words figures">
      <strong>{sentence}</strong>
      {details.length > 0 ? <span>{details.join(' · ')}</span> : null}
      {onEdit ? (
        <IconButton icon={Pencil} size="small" name={t('series.edit', { words: sentence })} onPress={() => onEdit(form)} />
      ) : null}
    </span>
  );
}
