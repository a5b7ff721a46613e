import type { Drive } from '@gocua/api/contract/drives';
import { useLanguage } from '../words/defineWords.ts';
import { formatDistance, formatDuration } from '../words/format.ts';
import { describeWay } from './describe-step.ts';
import { directionWords } from './words.ts';
import './directions.css';

/** The way in words, folded up until somebody wants it. */
export function DriveSteps({ drive }: { drive: Drive }) {
  const t = directionWords.useText();
  const language = useLanguage();
  if (drive.source === 'straight-line') return <p className="drive-note">{t('straightLine')}</p>;
  if (drive.steps.length === 0) return null;
  return (
    <details className="drive">
      <summary className="drive-summary">
        {t('show', {
          distance: formatDistance(drive.distanceMetres, language),
          duration: formatDuration(drive.durationSec, language),
        })}
      </summary>
      <ol className="drive-steps">
        {describeWay(drive, language).map(({ words, metres }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the steps of one way never change places
          <li key={index}>
            {words}
            {metres > 0 ? <span className="drive-metres">{formatDistance(metres, language)}</span> : null}
          </li>
        ))}
      </ol>
    </details>
  );
}
