import { useEffect, useRef } from 'react';

/** For a table of days that scrolls sideways: where the screen is narrow, the column of today (`week-today`) is in view at first. */
export function useTodayInView(firstDate: string) {
  const scrolled = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other dates are another table
  useEffect(() => {
    const section = scrolled.current;
    const column = section?.querySelector<HTMLElement>('thead .week-today');
    const names = section?.querySelector<HTMLElement>('thead th');
    if (!section || !column || !names) return;
    const hiddenBy = section.getBoundingClientRect().left + names.offsetWidth;
    section.scrollLeft += column.getBoundingClientRect().left - hiddenBy;
  }, [firstDate]);
  return scrolled;
}
