import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import './states.css';

/** Says why nothing is here and what the next step is. */
export function EmptyState({
  icon: Icon,
  title,
  children,
  action,
}: {
  icon: LucideIcon;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="empty-state">
      <Icon aria-hidden className="empty-state-icon" />
      <p className="empty-state-title">{title}</p>
      {children ? <div className="empty-state-words">{children}</div> : null}
      {action ? <div className="empty-state-action">{action}</div> : null}
    </div>
  );
}
