import type { Breach } from '@gocua/api/contract/people';
import { toasts } from '../../design/toasts.ts';
import { useLanguage } from '../../words/defineWords.ts';
import { usePlanner } from '../context.ts';
import { breachWords } from './breachWords.ts';
import { usePeople } from './usePeople.ts';
import { rosterWords } from './words.ts';

/** Says which rules warn since a change that was saved: the first of them, and how many more. */
export function useWarnings(): (breaches: readonly Breach[]) => void {
  const t = rosterWords.useText();
  const language = useLanguage();
  const { today } = usePlanner();
  const { byId: people } = usePeople(today);
  return (breaches) => {
    const warned = breaches.filter(({ severity }) => severity === 'warned');
    const [first] = warned;
    if (!first) return;
    const words = `${people.get(first.personId)?.name ?? t('people.unknown')}: ${breachWords(t, first, language)}`;
    const more = warned.length > 1 ? ` ${t('people.moreBreaches', { count: warned.length - 1 })}` : '';
    toasts.show({ kind: 'info', words: t('people.warning', { words: `${words}${more}` }) });
  };
}
