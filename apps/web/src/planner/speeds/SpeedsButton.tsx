import { Gauge } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Button } from '../../design/Button.tsx';
import { speedWords } from './words.ts';

const SpeedsDialog = lazy(async () => ({ default: (await import('./SpeedsDialog.tsx')).SpeedsDialog }));

/** Opens the table of speeds; it is loaded when somebody wants it. */
export function SpeedsButton() {
  const t = speedWords.useText();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button kind="quiet" icon={Gauge} onPress={() => setOpen(true)}>
        {t('open')}
      </Button>
      {isOpen ? (
        <Suspense fallback={null}>
          <SpeedsDialog onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
