import { type ReactNode, useState } from 'react';
import { common } from '../words/common.ts';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';

/** A form over the page with its two ways out. Nothing is lost by a click beside it; what is missing is marked from the first try on. */
export function FormDialog(props: {
  title: string;
  width?: 'narrow' | 'wide';
  isComplete: boolean;
  isPending: boolean;
  onSave: () => void;
  onClose: () => void;
  /** The form; `tried`: somebody has tried to save it. */
  children: (tried: boolean) => ReactNode;
}) {
  const { title, width, isComplete, isPending, onSave, onClose, children } = props;
  const c = common.useText();
  const [tried, setTried] = useState(false);
  return (
    <Dialog
      title={title}
      {...(width ? { width } : {})}
      isOpen
      onClose={onClose}
      isDismissable={false}
      actions={
        <>
          <Button onPress={onClose}>{c('cancel')}</Button>
          <Button
            kind="primary"
            isPending={isPending}
            onPress={() => {
              setTried(true);
              if (isComplete) onSave();
            }}
          >
            {c('save')}
          </Button>
        </>
      }
    >
      {children(tried)}
    </Dialog>
  );
}
