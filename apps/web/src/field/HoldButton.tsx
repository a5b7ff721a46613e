import { Siren } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../design/Button.tsx';
import { browserWorld } from '../live/browserWorld.ts';

const HOLD_MS = 2_000;
/** So long a single tap waits for its second. */
const ARMED_MS = 8_000;

/**
 * Cannot be pressed by accident: held for two seconds, or, for those who cannot hold (keyboard, switch, screen reader), pressed and
 * then pressed again.
 */
export function HoldButton({ words, onDone }: { words: { hold: string; holding: string; again: string }; onDone: () => void }) {
  const [stage, setStage] = useState<'idle' | 'holding' | 'armed'>('idle');
  const timer = useRef<unknown>(null);
  const isDone = useRef(false);
  const wait = (afterMs: number, run: () => void) => {
    browserWorld.clearTimer(timer.current);
    timer.current = browserWorld.setTimer(run, afterMs);
  };
  useEffect(() => () => browserWorld.clearTimer(timer.current), []);
  const done = () => {
    isDone.current = true;
    browserWorld.clearTimer(timer.current);
    setStage('idle');
    onDone();
  };
  return (
    <Button
      kind="danger"
      size="field"
      wide
      icon={Siren}
      className={stage === 'holding' ? 'hold-button hold-button-down' : 'hold-button'}
      onPressStart={() => {
        isDone.current = false;
        if (stage === 'armed') return;
        setStage('holding');
        wait(HOLD_MS, done);
      }}
      onPressEnd={() => {
        if (isDone.current || stage === 'armed') return;
        browserWorld.clearTimer(timer.current);
        setStage('idle');
      }}
      onPress={() => {
        if (isDone.current) return;
        if (stage === 'armed') {
          done();
          return;
        }
        setStage('armed');
        wait(ARMED_MS, () => setStage('idle'));
      }}
    >
      {stage === 'holding' ? words.holding : stage === 'armed' ? words.again : words.hold}
    </Button>
  );
}
