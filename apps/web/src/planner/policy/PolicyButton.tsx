import { Scale } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Button } from '../../design/Button.tsx';
import { policyWords } from './words.ts';

const PolicyDialog = lazy(async () => ({ default: (await import('./PolicyDialog.tsx')).PolicyDialog }));

/** Opens what plans weigh; it is loaded when somebody wants it. */
export function PolicyButton() {
  const t = policyWords.useText();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button kind="quiet" icon={Scale} onPress={() => setOpen(true)}>
        {t('open')}
      </Button>
      {isOpen ? (
        <Suspense fallback={null}>
          <PolicyDialog onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
