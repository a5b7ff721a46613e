import { Signpost } from 'lucide-react';
import { Link } from 'react-router';
import { EmptyState } from '../design/EmptyState.tsx';
import { routeWords } from './words.ts';

export function MissingPage() {
  const t = routeWords.useText();
  return (
    <main>
      <EmptyState icon={Signpost} title={t('missing')} action={<Link to="/">{t('home')}</Link>}>
        {t('missingWords')}
      </EmptyState>
    </main>
  );
}
