import { useQueryClient } from '@tanstack/react-query';
import { ProblemError } from '../../api/http.ts';
import { Button } from '../../design/Button.tsx';
import { Notice } from '../../design/Notice.tsx';
import { RuleRefusal } from '../roster/RuleRefusal.tsx';
import { refresh } from './useCalendar.ts';
import { calendarWords } from './words.ts';

const FIELDS = [
  'teamId',
  'startsLocal',
  'zone',
  'durationSec',
  'rule',
  'skipHolidays',
  'rest',
  'exceptDates',
  'extraStarts',
  'overrides',
] as const;

/** Why an edit was refused: rules of working time with a way to let them be; where somebody else was quicker, what they changed. */
export function RefusalNotice(props: {
  error: Error;
  isPending: boolean;
  onLookAgain: () => void;
  onOverride: (reason: string) => void;
}) {
  const { error, isPending, onLookAgain, onOverride } = props;
  const t = calendarWords.useText();
  const queries = useQueryClient();
  if (!(error instanceof ProblemError) || error.code !== 'changed-meanwhile' || error.items.length === 0)
    return <RuleRefusal error={error} isPending={isPending} onOverride={onOverride} />;
  const lookAgain = () => {
    refresh(queries);
    onLookAgain();
  };
  return (
    <Notice tone="bad" title={t('meanwhile')} action={<Button onPress={lookAgain}>{t('lookAgain')}</Button>}>
      <ul>
        {error.items.map((item) => {
          const field = FIELDS.find((name) => item.pointer === `/${name}`);
          if (!field) return <li key={item.pointer}>{t('removedMeanwhile')}</li>;
          const side = (value: string | number | undefined) => (value === undefined || value === '' ? t('empty') : value);
          const values = { field: t(`field.${field}`), was: side(item.params?.was), now: side(item.params?.now) };
          return <li key={item.pointer}>{t('wasNow', values)}</li>;
        })}
      </ul>
    </Notice>
  );
}
