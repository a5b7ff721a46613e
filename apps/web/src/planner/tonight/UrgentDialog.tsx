import { Search } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Button } from '../../design/Button.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import { TextField } from '../../design/TextField.tsx';
import { codes } from '../../words/codes.ts';
import { common } from '../../words/common.ts';
import { ageIn } from '../../words/format.ts';
import { type CaseFilter, filterCases, NO_FILTER } from '../cases/caseFilter.ts';
import { usePlanner } from '../context.ts';
import { useCases, usePhoneMatches } from '../data/useCases.ts';
import { tonightWords } from './words.ts';

/** More are found by typing. */
const SHOWN = 12;
const WAITING: CaseFilter = { ...NO_FILTER, states: ['waiting'] };

/** Who waits and cannot wait longer: found by name, address or phone, then given to the team that is nearest in time. */
export function UrgentDialog({ onClose, onChoose }: { onClose: () => void; onChoose: (caseId: string) => void }) {
  const t = tonightWords.useText();
  const c = common.useText();
  const code = codes.useText();
  const { today } = usePlanner();
  const { cases } = useCases();
  const [text, setText] = useState('');
  const phoneMatches = usePhoneMatches(text);
  const found = useMemo(
    () => filterCases(cases, WAITING, text, { today, pathOf: () => '', phoneMatches }).filter((one) => one.lat !== null),
    [cases, text, today, phoneMatches],
  );
  return (
    <Dialog title={t('urgent.title')} isOpen onClose={onClose} width="wide">
      <TextField label={t('urgent.search')} value={text} onChange={setText} icon={Search} autoFocus />
      <p className="urgent-words">{found.length === 0 ? t('urgent.none') : t('urgent.words')}</p>
      <ul className="places">
        {found.slice(0, SHOWN).map((one) => (
          <li key={one.id} className="place">
            <div className="place-words">
              <p className="place-head">
                <strong>{one.fullName}</strong>
                <span>
                  {c('age', { count: ageIn(today, one.birthYear) })} · {code(`mobility.${one.mobility}`)}
                </span>
              </p>
              <p>{one.address}</p>
            </div>
            <Button onPress={() => onChoose(one.id)} aria-label={`${t('add')} ${one.fullName}`}>
              {t('add')}
            </Button>
          </li>
        ))}
      </ul>
      {found.length > SHOWN ? <p className="messages-none">{t('urgent.more', { count: found.length - SHOWN })}</p> : null}
    </Dialog>
  );
}
