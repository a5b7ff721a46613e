import type { Breach } from '@gocua/api/contract/people';
import { useLanguage } from '../../words/defineWords.ts';
import { breachWords } from './breachWords.ts';
import { rosterWords } from './words.ts';

/** Broken rules as sentences, refusals first; `nameOf` says whose they are where that is not clear. */
export function BreachList({
  breaches,
  most = 3,
  nameOf,
}: {
  breaches: readonly Breach[];
  most?: number;
  nameOf?: (personId: string) => string;
}) {
  const t = rosterWords.useText();
  const language = useLanguage();
  const weight = ({ severity, override }: Breach) => (severity === 'refused' ? (override ? 1 : 0) : 2);
  const shown = [...breaches].sort((a, b) => weight(a) - weight(b)).slice(0, most);
  if (shown.length === 0) return null;
  return (
    <ul className="breaches">
      {shown.map((breach) => (
        <li
          key={`${breach.personId} ${breach.rule} ${breach.date} ${breach.otherDate ?? ''}`}
          className={breach.severity === 'refused' && !breach.override ? 'breach breach-hard' : 'breach'}
        >
          {nameOf ? `${nameOf(breach.personId)}: ` : ''}
          {breachWords(t, breach, language)}
          {breach.override ? (
            <span className="breach-override">
              {t('letBe', { name: breach.override.byName, reason: breach.override.reason })}
            </span>
          ) : null}
        </li>
      ))}
      {breaches.length > most ? <li className="breach">{t('people.moreBreaches', { count: breaches.length - most })}</li> : null}
    </ul>
  );
}
