import type { FamilyView } from '@gocua/api/contract/requests';
import { formatTime } from '../words/format.ts';
import { familyWords } from './words.ts';

/** Both sides prove themselves at the door: the team says the first code, the family answers with the second. */
export function VisitCodes({ codes, zone }: { codes: NonNullable<FamilyView['codes']>; zone: string }) {
  const t = familyWords.useText();
  return (
    <section className="visit-codes" aria-labelledby="visit-codes">
      <h2 id="visit-codes">{t('follow.codes.title')}</h2>
      <dl>
        <dt>{t('follow.codes.team')}</dt>
        <dd className="visit-code">{codes.team}</dd>
        <dd>{t('follow.codes.teamWords')}</dd>
        <dt>{t('follow.codes.family')}</dt>
        <dd className="visit-code">{codes.family}</dd>
        <dd>{t('follow.codes.familyWords')}</dd>
      </dl>
      <p className="follow-updated">{t('follow.codes.until', { time: formatTime(codes.validUntil, zone) })}</p>
    </section>
  );
}
