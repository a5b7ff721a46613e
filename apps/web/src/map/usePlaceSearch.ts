import type { MapSettings, PlaceHit, PlaceSearchResult } from '@gocua/api/contract/places';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { http } from '../api/http.ts';

export interface Near {
  lat: number;
  lon: number;
}

/** Typing is followed this closely; the server answers in a few milliseconds. */
const TYPING_MS = 90;
const NONE: readonly PlaceHit[] = [];

/** What the map knows for a text as it is typed. Typed addresses are not kept once they were changed. */
export function usePlaceSearch(text: string, near: Near | null) {
  const settled = useSettled(text.trim(), TYPING_MS);
  const query = useQuery({
    queryKey: ['places', settled],
    queryFn: ({ signal }) =>
      http.post<PlaceSearchResult>('/api/places/search', {
        body: { text: settled, limit: 8, ...(near ? { near } : {}) },
        signal,
      }),
    enabled: settled.length > 0,
    placeholderData: keepPreviousData,
    gcTime: 0,
    staleTime: 30_000,
  });
  const isCurrent = settled === text.trim() && !query.isPlaceholderData;
  return {
    hits: settled === '' ? NONE : (query.data?.hits ?? NONE),
    isCurrent: isCurrent && !query.isPending,
    isError: query.isError,
  };
}

export function useMapSettings() {
  return useQuery({
    queryKey: ['map-settings'],
    queryFn: ({ signal }) => http.get<MapSettings>('/api/map-settings', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

function useSettled(value: string, ms: number): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}
