import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './classNames.ts';
import './marks.css';

/** What a state means to people; its colour never stands alone. */
export type Tone = 'plain' | 'accent' | 'good' | 'warn' | 'bad';

/** Shape, word and colour of a state. */
export function StateMark({
  tone,
  icon: Icon,
  children,
  filled,
}: {
  tone: Tone;
  icon: LucideIcon;
  children: ReactNode;
  filled?: boolean;
}) {
  return (
    <span className={classNames('state-mark', `tone-${tone}`, filled && 'state-mark-filled')}>
      <Icon aria-hidden className="state-mark-icon" />
      <span>{children}</span>
    </span>
  );
}

/** A small number or word beside something else. */
export function Badge({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return <span className={classNames('badge', `tone-${tone}`)}>{children}</span>;
}

/** The team's colour with its number, so that the colour is never alone. `color` is the index into the palette. */
export function TeamMark({ color, words, size = 'desk' }: { color: number; words: string; size?: 'desk' | 'small' }) {
  return <span className={classNames('team-mark', `team-${color}`, size === 'small' && 'team-mark-small')}>{words}</span>;
}
