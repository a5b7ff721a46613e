import type { Unit as UnitSchema } from '@gocua/api/contract/units';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { http } from '../../api/http.ts';
import type { Language } from '../../words/language.ts';

export type Unit = (typeof UnitSchema)['_output'];

export interface Units {
  all: readonly Unit[];
  byId: ReadonlyMap<string, Unit>;
  /** The unit's name in the language. */
  name(id: string, language: Language): string;
}

const NONE: readonly Unit[] = [];

/** The tree of administrative units; public and nearly constant. */
export function useUnits(): Units {
  const { data } = useQuery({
    queryKey: ['units'],
    queryFn: ({ signal }) => http.get<{ units: Unit[] }>('/api/units', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const all = data?.units ?? NONE;
  return useMemo(() => {
    const byId = new Map(all.map((unit) => [unit.id, unit]));
    const name = (id: string, language: Language) => {
      const unit = byId.get(id);
      return unit ? (language === 'vi' ? unit.name : unit.nameEn) : '';
    };
    return { all, byId, name };
  }, [all]);
}
