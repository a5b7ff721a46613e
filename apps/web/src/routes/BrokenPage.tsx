import { CircleAlert } from 'lucide-react';
import { Button } from '../design/Button.tsx';
import { EmptyState } from '../design/EmptyState.tsx';
import { routeWords } from './words.ts';

/** What a fault in a page shows instead of a white screen. */
export function BrokenPage() {
  const t = routeWords.useText();
  return (
    <main>
      <EmptyState
        icon={CircleAlert}
        title={t('broken')}
        action={
          <Button kind="primary" onPress={() => window.location.reload()}>
            {t('reload')}
          </Button>
        }
      >
        {t('brokenWords')}
      </EmptyState>
    </main>
  );
}
