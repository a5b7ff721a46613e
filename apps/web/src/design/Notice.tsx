import { CircleAlert, CircleCheck, Info, type LucideIcon, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './classNames.ts';
import type { Tone } from './StateMark.tsx';
import './marks.css';
import './states.css';

const ICONS: Record<Tone, LucideIcon> = { plain: Info, accent: Info, good: CircleCheck, warn: TriangleAlert, bad: CircleAlert };

/** A message inside the page: what happened and what to do. `bad` is announced at once. */
export function Notice({
  tone = 'plain',
  title,
  children,
  action,
}: {
  tone?: Tone;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  const Icon = ICONS[tone];
  return (
    <div className={classNames('notice', `tone-${tone}`)} role={tone === 'bad' ? 'alert' : 'status'}>
      <Icon aria-hidden className="notice-icon" />
      <div className="notice-words">
        <p className="notice-title">{title}</p>
        {children}
      </div>
      {action ? <div className="notice-action">{action}</div> : null}
    </div>
  );
}
