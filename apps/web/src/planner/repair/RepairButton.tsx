import { LifeBuoy } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { Button } from '../../design/Button.tsx';
import { useAddress } from '../address.ts';
import { EVENT_PARAM, NEW_EVENT } from './address.ts';
import { repairWords } from './words.ts';

const RepairDialog = lazy(async () => ({ default: (await import('./RepairDialog.tsx')).RepairDialog }));

/** Opens the ways to go on with an evening; also from an address that says what happened. */
export function RepairButton({ onDraft }: { onDraft: (planId: string | null) => void }) {
  const t = repairWords.useText();
  const [event, setEvent] = useAddress(EVENT_PARAM);
  return (
    <>
      <Button kind="quiet" icon={LifeBuoy} onPress={() => setEvent(NEW_EVENT)}>
        {t('open')}
      </Button>
      {event === null ? null : (
        <Suspense fallback={null}>
          <RepairDialog words={event} onClose={() => setEvent(null)} onDraft={onDraft} />
        </Suspense>
      )}
    </>
  );
}
