import { CircleAlert, CircleCheck, Info, X } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { common } from '../words/common.ts';
import { Button } from './Button.tsx';
import { classNames } from './classNames.ts';
import { IconButton } from './IconButton.tsx';
import { toasts } from './toasts.ts';
import './toasts.css';

const ICONS = { done: CircleCheck, info: Info, error: CircleAlert };

/** The region where toasts appear; one per page, polite for screen readers. */
export function Toasts() {
  const t = common.useText();
  const shown = useSyncExternalStore(toasts.listen, toasts.read);
  return (
    <section className="toasts" aria-label={t('notes')} aria-live="polite">
      {shown.map((toast) => {
        const Icon = ICONS[toast.kind];
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: nothing is done by them, it only stays while somebody is at its buttons
          <div
            key={toast.id}
            className={classNames('toast', `toast-${toast.kind}`)}
            role={toast.kind === 'error' ? 'alert' : undefined}
            onPointerEnter={() => toasts.hold(toast.id)}
            onFocus={() => toasts.hold(toast.id)}
            onPointerLeave={({ currentTarget }) => {
              if (!currentTarget.contains(document.activeElement)) toasts.release(toast.id);
            }}
            onBlur={({ currentTarget, relatedTarget }) => {
              if (!currentTarget.contains(relatedTarget) && !currentTarget.matches(':hover')) toasts.release(toast.id);
            }}
          >
            <Icon aria-hidden className="toast-icon" />
            <p className="toast-words">{toast.words}</p>
            {toast.undo ? (
              <Button kind="quiet" size="small" onPress={() => toasts.undo(toast.id)}>
                {toast.undo.words}
              </Button>
            ) : null}
            <IconButton icon={X} size="small" name={t('close')} onPress={() => toasts.close(toast.id)} />
          </div>
        );
      })}
    </section>
  );
}
