import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useState } from 'react';
import { plannerWords } from '../words.ts';

const KEY = 'gocua.dock';
const SMALLEST = 96;
const STEP = 24;

function kept(): number {
  try {
    return Number(localStorage.getItem(KEY)) || 324;
  } catch {
    return 324;
  }
}

/** What docks below the map; its upper edge moves by pointer or arrow keys and is remembered. */
export function Dock({ head, children }: { head: ReactNode; children: ReactNode }) {
  const t = plannerWords.useText();
  const [pixels, setPixels] = useState(kept);
  const largest = Math.round(window.innerHeight * 0.7);
  const shown = Math.min(Math.max(pixels, SMALLEST), largest);

  useEffect(() => {
    document.documentElement.style.setProperty('--dock', `${shown}px`);
    try {
      localStorage.setItem(KEY, String(shown));
    } catch {
      // Not remembered; nothing else depends on it.
    }
    return () => void document.documentElement.style.removeProperty('--dock');
  }, [shown]);

  function onKeyDown(event: KeyboardEvent) {
    const by = event.key === 'ArrowUp' ? STEP : event.key === 'ArrowDown' ? -STEP : 0;
    if (by === 0) return;
    event.preventDefault();
    setPixels(shown + by);
  }
  function onPointerMove(event: PointerEvent) {
    if (event.buttons === 1) setPixels(window.innerHeight - event.clientY);
  }

  return (
    <div className="stage-dock dock" style={{ height: shown }}>
      {/* biome-ignore lint/a11y/useSemanticElements: a separator that moves is a widget, not a line */}
      <div
        className="dock-edge"
        role="separator"
        aria-orientation="horizontal"
        aria-label={t('timeline.resize')}
        aria-valuenow={shown}
        aria-valuemin={SMALLEST}
        aria-valuemax={largest}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={onPointerMove}
      />
      <div className="dock-head">{head}</div>
      <div className="dock-body">{children}</div>
      {/* The pattern of breaks; one definition for all rows. */}
      <svg width="0" height="0" className="visually-hidden" aria-hidden="true">
        <title> </title>
        <defs>
          <pattern id="tl-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="6" height="6" fill="var(--surface)" />
            <line x1="0" y1="0" x2="0" y2="6" stroke="var(--line-strong)" strokeWidth="2" />
          </pattern>
        </defs>
      </svg>
    </div>
  );
}
