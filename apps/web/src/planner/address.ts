/** The planner's state in the address bar: ids and filters only, never what a person typed or is called. */
import { useCallback, useEffect } from 'react';
import { useSearchParams } from 'react-router';

/** Changes that no render has seen yet: what the address was, and what it will be. */
let pending: { from: string; to: URLSearchParams } | null = null;

/**
 * One value of the address; null takes it away. Several changes in one tick add up, although the router gives each of them the address
 * of the last render. `replace` keeps the back button for real steps.
 */
export function useAddress(name: string): [string | null, (value: string | null, options?: { replace?: boolean }) => void] {
  const [search, setSearch] = useSearchParams();
  const shown = search.toString();
  useEffect(() => {
    if (pending?.from !== shown) pending = null;
  }, [shown]);
  const set = useCallback(
    (value: string | null, options?: { replace?: boolean }) =>
      setSearch(
        (before) => {
          const from = before.toString();
          const after = new URLSearchParams(pending?.from === from ? pending.to : before);
          if (value === null || value === '') after.delete(name);
          else after.set(name, value);
          pending = { from, to: after };
          return after;
        },
        { replace: options?.replace ?? true },
      ),
    [name, setSearch],
  );
  return [search.get(name), set];
}

/** The chosen case; it survives changing modes because the rail keeps it in its links. */
export const CASE_PARAM = 'th';
