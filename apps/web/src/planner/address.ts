/** The planner's state in the address bar: ids and filters only, never what a person typed or is called. */
import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

/** One value of the address; null takes it away. `replace` keeps the back button for real steps. */
export function useAddress(name: string): [string | null, (value: string | null, options?: { replace?: boolean }) => void] {
  const [search, setSearch] = useSearchParams();
  const set = useCallback(
    (value: string | null, options?: { replace?: boolean }) =>
      setSearch(
        (before) => {
          const after = new URLSearchParams(before);
          if (value === null || value === '') after.delete(name);
          else after.set(name, value);
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
