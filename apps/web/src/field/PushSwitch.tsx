import { useEffect, useState } from 'react';
import { http } from '../api/http.ts';
import { Button } from '../design/Button.tsx';
import { Notice } from '../design/Notice.tsx';
import { deviceId } from '../live/deviceId.ts';
import { type PushState, readPush, turnPushOff, turnPushOn } from './push.ts';
import { shiftWords } from './shift-words.ts';

/** Reminders while the screen is dark. They say that there is something, never what. */
export function PushSwitch() {
  const t = shiftWords.useText();
  const [state, setState] = useState<PushState | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [hasFailed, setHasFailed] = useState(false);
  useEffect(() => {
    readPush().then(setState, () => setState('missing'));
  }, []);

  async function turn(change: () => Promise<PushState>) {
    setIsBusy(true);
    setHasFailed(false);
    try {
      setState(await change());
    } catch {
      setHasFailed(true);
    }
    setIsBusy(false);
  }

  if (state === null) return null;
  return (
    <section>
      <h2>{t('push.title')}</h2>
      {state === 'missing' || state === 'denied' ? <p>{t(`push.${state}`)}</p> : <p className="visit-soft">{t('push.words')}</p>}
      {state === 'off' ? (
        <Button size="touch" wide isDisabled={isBusy} onPress={() => void turn(() => turnPushOn(http, deviceId()))}>
          {t('push.on')}
        </Button>
      ) : null}
      {state === 'on' ? (
        <>
          <p>{t('push.isOn')}</p>
          <Button size="touch" wide isDisabled={isBusy} onPress={() => void turn(() => turnPushOff(http, deviceId()))}>
            {t('push.off')}
          </Button>
        </>
      ) : null}
      {hasFailed ? <Notice tone="warn" title={t('push.failed')} /> : null}
    </section>
  );
}
