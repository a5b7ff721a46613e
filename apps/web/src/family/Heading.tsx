import { useEffect, useRef } from 'react';
import { common } from '../words/common.ts';

/** The one heading of a page. It takes the focus when the page changes, so that a screen reader begins with the question. */
export function Heading({ children, quiet }: { children: string; quiet?: boolean }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const c = common.useText();
  const product = c('productName');
  useEffect(() => {
    document.title = `${children} – ${product}`;
  }, [children, product]);
  useEffect(() => {
    if (!quiet) heading.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [quiet]);
  return (
    <h1 ref={heading} tabIndex={-1} className="family-title">
      {children}
    </h1>
  );
}
