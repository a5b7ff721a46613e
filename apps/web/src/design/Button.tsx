import type { LucideIcon } from 'lucide-react';
import type { ReactNode, Ref } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button';
import { classNames } from './classNames.ts';
import './button.css';

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children'> {
  kind?: 'primary' | 'plain' | 'quiet' | 'danger';
  /** desk 36 px, small 28 px, touch 48 px, field 64 px (gloves, rain, one hand). */
  size?: 'small' | 'desk' | 'touch' | 'field';
  icon?: LucideIcon;
  /** Fills the width it is given. */
  wide?: boolean;
  className?: string | undefined;
  children: ReactNode;
  ref?: Ref<HTMLButtonElement>;
}

/** A button with words. An icon alone is `IconButton`, which asks for its name. */
export function Button({ kind = 'plain', size = 'desk', icon: Icon, wide, className, children, ...rest }: ButtonProps) {
  return (
    <AriaButton {...rest} className={classNames('button', `button-${kind}`, `button-${size}`, wide && 'button-wide', className)}>
      {Icon ? <Icon aria-hidden className="button-icon" /> : null}
      <span className="button-words">{children}</span>
    </AriaButton>
  );
}
