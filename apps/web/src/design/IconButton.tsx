import type { LucideIcon } from 'lucide-react';
import type { Ref } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button';
import { classNames } from './classNames.ts';
import { WithTooltip } from './Tooltip.tsx';
import './button.css';

export interface IconButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children' | 'aria-label'> {
  icon: LucideIcon;
  /** Said by screen readers and shown on hover and focus. */
  name: string;
  size?: 'small' | 'desk' | 'touch' | 'field';
  kind?: 'plain' | 'quiet' | 'danger';
  pressed?: boolean;
  className?: string;
  ref?: Ref<HTMLButtonElement>;
}

export function IconButton({ icon: Icon, name, size = 'desk', kind = 'quiet', pressed, className, ...rest }: IconButtonProps) {
  return (
    <WithTooltip words={name}>
      <AriaButton
        {...rest}
        aria-label={name}
        {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
        className={classNames(
          'button',
          'button-only-icon',
          `button-${kind}`,
          `button-${size}`,
          pressed && 'button-pressed',
          className,
        )}
      >
        <Icon aria-hidden className="button-icon" />
      </AriaButton>
    </WithTooltip>
  );
}
