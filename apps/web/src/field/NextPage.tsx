import { CircleCheck, Coffee } from 'lucide-react';
import { EmptyState } from '../design/EmptyState.tsx';
import { Skeleton } from '../design/Progress.tsx';
import { useLanguage } from '../words/defineWords.ts';
import { formatDate } from '../words/format.ts';
import { type Evening, nextVisit } from './evenings.ts';
import { usePhone } from './phone-context.ts';
import { VisitCard } from './VisitCard.tsx';
import { fieldWords } from './words.ts';

/** The one thing now: the next visit as a full card, or that the evening is done, or that nothing is given yet. */
export function NextPage() {
  const { view, evening } = usePhone();
  const t = fieldWords.useText();
  if (!view.ready || !view.team.snapshot) return <Skeleton label={t('opening')} lines={6} />;
  if (!evening) {
    return (
      <EmptyState icon={Coffee} title={t('emptyTitle')}>
        {t('emptyWords')}
      </EmptyState>
    );
  }
  const next = nextVisit(evening);
  return next ? <VisitCard visit={next} evening={evening} /> : <Done evening={evening} />;
}

function Done({ evening }: { evening: Evening }) {
  const { unsent, evenings } = usePhone();
  const t = fieldWords.useText();
  const language = useLanguage();
  const unsentCount = unsent.waiting.length;
  const servedCount = evening.visits.filter((visit) => visit.outcome === 'served').length;
  const following = evenings.find((other) => other.date > evening.date && other.finishedCount < other.visits.length);
  return (
    <EmptyState icon={CircleCheck} title={t('doneTitle')}>
      <p>{t('doneWords', { count: evening.visits.length, served: servedCount })}</p>
      {unsentCount > 0 ? <p className="done-unsent">{t('doneUnsent', { count: unsentCount })}</p> : null}
      {following ? (
        <p>{t('nextEvening', { day: formatDate(following.date, language), count: following.visits.length })}</p>
      ) : null}
    </EmptyState>
  );
}
