import { useState } from 'react';
import { ProblemError } from '../../api/http.ts';
import { Button } from '../../design/Button.tsx';
import { Notice } from '../../design/Notice.tsx';
import { TextField } from '../../design/TextField.tsx';
import { useLanguage } from '../../words/defineWords.ts';
import { problemText } from '../../words/problems.ts';
import { usePlanner } from '../context.ts';
import { refusalWords } from './refusalWords.ts';
import { usePeople } from './usePeople.ts';
import { rosterWords } from './words.ts';
import './roster.css';

/** A series breaks a rule every week for each of its people: these are enough to understand. */
const SHOWN_COUNT = 6;

/**
 * Why a change was refused. Rules of working time say whom, with the numbers, and where they may be let be there is a place for
 * the reason and a button; `onOverride` sends the change again with it.
 */
export function RuleRefusal(props: { error: Error; isPending: boolean; onOverride: (reason: string) => void }) {
  const { error, isPending, onOverride } = props;
  const t = rosterWords.useText();
  const language = useLanguage();
  const { today } = usePlanner();
  const { byId: people } = usePeople(today);
  const [reason, setReason] = useState('');
  const sentences = refusalWords(t, error, (id) => people.get(id)?.name ?? t('people.unknown'), language);
  const isRule = error instanceof ProblemError && sentences.length > 0;
  const mayOverride = isRule && error.items.every(({ params }) => params?.canOverride === 1);
  const count = isRule ? Number(error.params.count ?? sentences.length) : 0;
  return (
    <>
      <Notice tone="bad" title={problemText(error)}>
        {isRule ? (
          <ul className="refusals">
            {sentences.slice(0, SHOWN_COUNT).map((words) => (
              <li key={words}>{words}</li>
            ))}
            {count > SHOWN_COUNT ? <li>{t('people.moreBreaches', { count: count - SHOWN_COUNT })}</li> : null}
          </ul>
        ) : null}
      </Notice>
      {mayOverride ? (
        <div className="override">
          <TextField label={t('crews.reason')} help={t('crews.reasonHelp')} value={reason} onChange={setReason} rows={2} />
          <Button
            kind="danger"
            isDisabled={reason.trim().length < 3}
            isPending={isPending}
            onPress={() => onOverride(reason.trim())}
          >
            {t('crews.override')}
          </Button>
        </div>
      ) : null}
    </>
  );
}
