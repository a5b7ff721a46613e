import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { common } from '../words/common.ts';
import { classNames } from './classNames.ts';
import { IconButton } from './IconButton.tsx';
import './dialog.css';

/** One question or one form over the page. Never opened from another dialog. */
export function Dialog(props: {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  children: ReactNode;
  /** The buttons, primary last. */
  actions?: ReactNode;
  width?: 'narrow' | 'wide';
  /** Clicking beside it closes it; off while something would be lost. */
  isDismissable?: boolean;
}) {
  const { title, isOpen, onClose, children, actions, width = 'narrow', isDismissable = true } = props;
  const t = common.useText();
  return (
    <ModalOverlay
      className="dialog-scrim"
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable={isDismissable}
    >
      <Modal className={classNames('dialog', `dialog-${width}`)}>
        <AriaDialog className="dialog-frame">
          <header className="dialog-head">
            <Heading slot="title" className="dialog-title">
              {title}
            </Heading>
            <IconButton icon={X} name={t('close')} onPress={onClose} />
          </header>
          <div className="dialog-body">{children}</div>
          {actions ? <footer className="dialog-actions">{actions}</footer> : null}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
