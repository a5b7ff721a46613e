import { Label } from 'react-aria-components/Label';
import { ProgressBar } from 'react-aria-components/ProgressBar';
import './states.css';

/** How far something is. `part` 0 … 1; `words` says it in people's units ("120 trên 300"). */
export function Progress({ label, part, words }: { label: string; part: number; words: string }) {
  return (
    <ProgressBar className="progress" value={Math.round(part * 1000)} minValue={0} maxValue={1000} valueLabel={words}>
      {({ percentage }) => (
        <>
          <span className="progress-head">
            <Label>{label}</Label>
            <span className="progress-words">{words}</span>
          </span>
          <span className="progress-track">
            <span className="progress-fill" style={{ width: `${percentage ?? 0}%` }} />
          </span>
        </>
      )}
    </ProgressBar>
  );
}

/** Grey lines where words will stand; says to screen readers that something is being read. */
export function Skeleton({ lines = 3, label }: { lines?: number; label: string }) {
  return (
    <div className="skeleton" role="status" aria-label={label}>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike and never move
        <span key={line} className="skeleton-line" style={{ width: `${88 - ((line * 23) % 40)}%` }} />
      ))}
    </div>
  );
}
