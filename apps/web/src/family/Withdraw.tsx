import type { FamilyView } from '@gocua/api/contract/requests';
import { useRef, useState } from 'react';
import { http } from '../api/http.ts';
import { newId } from '../api/newId.ts';
import { Button } from '../design/Button.tsx';
import { Dialog } from '../design/Dialog.tsx';
import { Notice } from '../design/Notice.tsx';
import { problemText } from '../words/problems.ts';
import { FAMILY_TOKEN_HEADER } from './token-header.ts';
import { familyWords } from './words.ts';

/** A family takes its request back. It cannot be undone, so it is asked once. */
export function Withdraw({ token, onWithdrawn }: { token: string; onWithdrawn: (view: FamilyView) => void }) {
  const t = familyWords.useText();
  const [asking, setAsking] = useState(false);
  const [waiting, setWaiting] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const commandId = useRef<string | null>(null);

  async function withdraw() {
    // One command however often the button is pressed after a lost answer.
    commandId.current ??= newId();
    setWaiting(true);
    setFailure(null);
    try {
      onWithdrawn(
        await http.post<FamilyView>('/api/requests/mine/withdraw', {
          headers: { [FAMILY_TOKEN_HEADER]: token },
          commandId: commandId.current,
        }),
      );
    } catch (error) {
      setFailure(error);
    } finally {
      setWaiting(false);
      setAsking(false);
    }
  }

  return (
    <section className="withdraw">
      {failure ? <Notice tone="bad" title={problemText(failure)} /> : null}
      <Button kind="danger" size="touch" onPress={() => setAsking(true)}>
        {t('follow.withdraw')}
      </Button>
      <Dialog
        title={t('follow.withdrawAsk')}
        isOpen={asking}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button size="touch" onPress={() => setAsking(false)}>
              {t('follow.withdrawNo')}
            </Button>
            <Button kind="danger" size="touch" isDisabled={waiting} onPress={() => void withdraw()}>
              {t('follow.withdrawYes')}
            </Button>
          </>
        }
      >
        <p className="withdraw-words">{t('follow.withdrawWords')}</p>
      </Dialog>
    </section>
  );
}
