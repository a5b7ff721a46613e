import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { classNames } from './classNames.ts';
import { moveInList } from './moveInList.ts';
import './datalist.css';

export interface DataListProps<T> {
  label: string;
  items: readonly T[];
  idOf: (item: T) => string;
  render: (item: T) => ReactNode;
  rowPixels: number;
  selectedId: string | null;
  onSelect: (id: string) => void;
  /** Linked highlighting: what the pointer or another view points at. */
  hoveredId?: string | null;
  onHover?: (id: string | null) => void;
  empty?: ReactNode;
  className?: string;
}

/**
 * A long list of which only the visible rows exist in the page. One tab stop; arrows, Page, Home and End move the selection;
 * screen readers hear the row's place in the whole.
 */
export function DataList<T>(props: DataListProps<T>) {
  const { label, items, idOf, render, rowPixels, selectedId, onSelect, hoveredId, onHover, empty, className } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const baseId = useId();
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPixels,
    overscan: 12,
  });
  const selectedIndex = selectedId === null ? -1 : items.findIndex((item) => idOf(item) === selectedId);
  const shownIndex = useRef(-1);

  useEffect(() => {
    if (selectedIndex >= 0 && selectedIndex !== shownIndex.current) rows.scrollToIndex(selectedIndex, { align: 'auto' });
    shownIndex.current = selectedIndex;
  }, [selectedIndex, rows]);

  function onKeyDown(event: KeyboardEvent) {
    const pageRows = Math.max(1, Math.floor((scroller.current?.clientHeight ?? rowPixels) / rowPixels) - 1);
    const next = moveInList(event.key, selectedIndex, items.length, pageRows);
    if (next === null) return;
    event.preventDefault();
    const item = items[next];
    if (item !== undefined) onSelect(idOf(item));
  }

  if (items.length === 0 && empty) return <div className={classNames('data-list-empty', className)}>{empty}</div>;
  return (
    <div
      ref={scroller}
      className={classNames('data-list', className)}
      role="listbox"
      aria-label={label}
      tabIndex={0}
      aria-activedescendant={selectedIndex >= 0 ? `${baseId}-${selectedIndex}` : undefined}
      onKeyDown={onKeyDown}
      onPointerLeave={() => onHover?.(null)}
    >
      <div className="data-list-space" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map((row) => {
          const item = items[row.index];
          if (item === undefined) return null;
          const id = idOf(item);
          return (
            // biome-ignore lint/a11y/useFocusableInteractive: focus stays on the list, which names its active row
            // biome-ignore lint/a11y/useKeyWithClickEvents: the list itself takes the keys
            <div
              key={id}
              id={`${baseId}-${row.index}`}
              role="option"
              aria-selected={id === selectedId}
              aria-setsize={items.length}
              aria-posinset={row.index + 1}
              className={classNames('data-row', id === selectedId && 'data-row-selected', id === hoveredId && 'data-row-hovered')}
              style={{ height: row.size, transform: `translateY(${row.start}px)` }}
              onClick={() => onSelect(id)}
              onPointerEnter={() => onHover?.(id)}
            >
              {render(item)}
            </div>
          );
        })}
      </div>
    </div>
  );
}
