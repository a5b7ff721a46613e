import { Bike, TimerOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { StateMark } from '../../design/StateMark.tsx';
import { tonightWords } from './words.ts';

const minutes = (seconds: number) => Math.ceil(Math.abs(seconds) / 60);

/** What a place for a visit costs the team: driving, and how late it comes home. Before it stands what the place is about. */
export function VisitCosts(props: { addedTravelSec: number; overrunSec: number; children: ReactNode }) {
  const { addedTravelSec, overrunSec, children } = props;
  const t = tonightWords.useText();
  return (
    <p className="place-costs figures">
      {children}
      <StateMark tone="plain" icon={Bike}>
        {t(addedTravelSec < 0 ? 'places.saves' : 'places.adds', { minutes: minutes(addedTravelSec) })}
      </StateMark>
      {overrunSec > 0 ? (
        <StateMark tone="warn" icon={TimerOff}>
          {t('places.overrun', { minutes: minutes(overrunSec) })}
        </StateMark>
      ) : null}
    </p>
  );
}
