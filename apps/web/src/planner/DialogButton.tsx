import type { LucideIcon } from 'lucide-react';
import { type ComponentType, Suspense, useState } from 'react';
import { Button } from '../design/Button.tsx';

interface DialogButtonProps {
  icon: LucideIcon;
  words: string;
  /** Made with `lazy`: it is loaded when somebody wants it. */
  dialog: ComponentType<{ onClose: () => void }>;
}

/** A quiet button that opens a dialog. */
export function DialogButton({ icon, words, dialog: Dialog }: DialogButtonProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button kind="quiet" icon={icon} onPress={() => setOpen(true)}>
        {words}
      </Button>
      {isOpen ? (
        <Suspense fallback={null}>
          <Dialog onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
