import { ShieldAlert } from 'lucide-react';
import { familyWords } from './words.ts';

/** Calls of fake police about identity cards are a known fraud: what the real team never asks. */
export function FraudNotice() {
  const t = familyWords.useText();
  return (
    <aside className="fraud" aria-labelledby="fraud-title">
      <h2 id="fraud-title">
        <ShieldAlert aria-hidden />
        {t('fraud.title')}
      </h2>
      <p>{t('fraud.lead')}</p>
      <ul>
        <li>{t('fraud.money')}</li>
        <li>{t('fraud.code')}</li>
        <li>{t('fraud.app')}</li>
      </ul>
      <p>{t('fraud.do')}</p>
    </aside>
  );
}
