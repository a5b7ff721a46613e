import { useLanguage } from '../../words/defineWords.ts';
import { formatDateShort } from '../../words/format.ts';
import { plannerWords } from '../words.ts';

/** One day, or all of them. */
export function DayChips(props: {
  dates: readonly string[];
  day: string | null;
  onChange: (day: string | null) => void;
  withoutAll?: boolean;
}) {
  const { dates, day, onChange, withoutAll } = props;
  const t = plannerWords.useText();
  const language = useLanguage();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of toggles, not a form
    <div className="day-chips figures" role="group" aria-label={t('plan.day')}>
      {dates.map((date) => (
        <button key={date} type="button" className="day-chip" aria-pressed={date === day} onClick={() => onChange(date)}>
          {formatDateShort(date, language)}
        </button>
      ))}
      {dates.length > 1 && !withoutAll ? (
        <button type="button" className="day-chip" aria-pressed={day === null} onClick={() => onChange(null)}>
          {t('plan.allDays')}
        </button>
      ) : null}
    </div>
  );
}
