import type { ReactElement } from 'react';
import { Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components/Tooltip';
import './tooltip.css';

/** Words that appear on hover and on keyboard focus. The child must be a focusable part of this design system. */
export function WithTooltip({
  words,
  side = 'top',
  children,
}: {
  words: string;
  side?: 'top' | 'right' | 'bottom' | 'left';
  children: ReactElement;
}) {
  return (
    <TooltipTrigger delay={500} closeDelay={0}>
      {children}
      <AriaTooltip className="tooltip" placement={side} offset={6}>
        {words}
      </AriaTooltip>
    </TooltipTrigger>
  );
}
