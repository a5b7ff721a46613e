import { CheckboxChoices } from '../../design/Choices.tsx';
import { useLanguage } from '../../words/defineWords.ts';
import { weekdayName } from '../../words/format.ts';
import { EVENING_DAYS, HOME_TIMES, HOURS } from '../home-times.ts';
import { familyWords } from '../words.ts';
import type { QuestionProps } from './question-props.ts';

const DAY_IDS = EVENING_DAYS.map((day) => ({ day, id: `d${day}` as const }));

export function TimesQuestion({ draft, change, fault }: QuestionProps) {
  const t = familyWords.useText();
  const language = useLanguage();
  const withEvenings = !draft.anyTime && draft.times.includes('weekday_evening');
  return (
    <>
      <CheckboxChoices
        look="big"
        label={t('times.title')}
        labelHidden
        choices={[
          { id: 'any' as const, words: t('times.any'), help: t('times.anyHelp') },
          ...HOME_TIMES.map((id) => ({
            id,
            words: t(`times.part.${id}`),
            help: t('times.hours', { from: HOURS[id].from, to: HOURS[id].to }),
            isDisabled: draft.anyTime,
          })),
        ]}
        value={draft.anyTime ? ['any'] : draft.times}
        onChange={(chosen) => {
          const anyTime = chosen.includes('any');
          const times = HOME_TIMES.filter((time) => chosen.includes(time));
          change(anyTime ? { anyTime } : { anyTime, times: draft.anyTime ? draft.times : times });
        }}
        error={fault('times')}
      />
      {withEvenings ? (
        <CheckboxChoices
          look="big"
          className="question-days"
          label={t('times.evenings')}
          choices={DAY_IDS.map(({ day, id }) => ({ id, words: weekdayName(day, language) }))}
          value={DAY_IDS.filter(({ day }) => draft.eveningDays.includes(day)).map(({ id }) => id)}
          onChange={(chosen) => change({ eveningDays: DAY_IDS.filter(({ id }) => chosen.includes(id)).map(({ day }) => day) })}
          error={fault('eveningDays')}
        />
      ) : null}
    </>
  );
}
