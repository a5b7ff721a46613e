import type { TeamAssignment } from '@gocua/api/contract/dispatch';
import { CircleSlash } from 'lucide-react';
import { Link, useParams } from 'react-router';
import { EmptyState } from '../design/EmptyState.tsx';
import { Skeleton } from '../design/Progress.tsx';
import type { Evening } from './evenings.ts';
import { usePhone } from './phone-context.ts';
import { VisitCard } from './VisitCard.tsx';
import { fieldWords } from './words.ts';

/** The visit of the address, with its evening; undefined when the team does not have it (any more). */
export function useAddressedVisit(): { visit: TeamAssignment; evening: Evening } | undefined {
  const { visitId } = useParams();
  const { evenings } = usePhone();
  for (const evening of evenings) {
    const visit = evening.visits.find((one) => one.id === visitId);
    if (visit) return { visit, evening };
  }
  return undefined;
}

/** Any visit, also out of order. */
export function VisitPage() {
  const found = useAddressedVisit();
  const { view } = usePhone();
  const t = fieldWords.useText();
  if (found) return <VisitCard visit={found.visit} evening={found.evening} />;
  return view.team.snapshot ? <MissingVisit /> : <Skeleton label={t('opening')} lines={6} />;
}

export function MissingVisit() {
  const t = fieldWords.useText();
  return (
    <EmptyState
      icon={CircleSlash}
      title={t('missingTitle')}
      action={
        <Link className="button button-primary button-touch" to="/to">
          {t('toNext')}
        </Link>
      }
    />
  );
}
