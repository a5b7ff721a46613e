import { Link } from 'react-router';
import { firstUnanswered, STEPS } from './draft.ts';
import { FraudNotice } from './FraudNotice.tsx';
import { Heading } from './Heading.tsx';
import { draftStore, thisYear, useDraft } from './use-draft.ts';
import { familyWords } from './words.ts';

/** What this is, what it costs, what the team never asks; begin or go on. */
export function StartPage() {
  const t = familyWords.useText();
  const draft = useDraft();
  const sent = draftStore().sentToken();
  const begun = draft.relation !== null;
  const next = begun ? (firstUnanswered(draft, thisYear()) ?? 'kiem-tra') : STEPS[0];
  return (
    <>
      <Heading quiet>{t('start.title')}</Heading>
      <p className="family-lead">{t('start.lead')}</p>
      {sent ? (
        <p className="family-sent">
          {t('start.sentBefore')} <Link to={{ pathname: '/gia-dinh/theo-doi', hash: `#${sent}` }}>{t('start.sentLink')}</Link>
        </p>
      ) : null}
      <ul className="family-facts">
        <li>{t('start.free')}</li>
        <li>{t('start.after')}</li>
        <li>{t('start.phoneToo')}</li>
      </ul>
      <div className="family-go">
        <Link className="button button-primary button-field" to={`/gia-dinh/${next}`}>
          {begun ? t('start.resume') : t('start.begin')}
        </Link>
        {begun ? <p className="family-soft">{t('start.resumeWords')}</p> : null}
      </div>
      <FraudNotice />
    </>
  );
}
