import { useEffect, useState } from 'react';
import { browserWorld } from '../live/browserWorld.ts';
import type { KeptArea } from '../map/keep-area.ts';
import type { Evening } from './evenings.ts';
import { usePhone } from './phone-context.ts';

/** After the page itself has come: the evening on the screen is more urgent than the map around it. */
const CALM_MS = 4_000;
const KEY = 'gocua.kept-map';

type KeptMap = KeptArea & { of: string };

/** Keeps the map around tonight's homes while there is a network; a phone that saves data is not asked to. */
export function useKeepMap(): void {
  const { view, evening } = usePhone();
  const depot = view.team.snapshot?.depot;
  const of = evening ? areaName(evening) : '';
  const isLive = view.live === 'live';
  // biome-ignore lint/correctness/useExhaustiveDependencies: the name stands for the places of the evening
  useEffect(() => {
    if (!evening || !depot || !isLive || readKept()?.of === of || wantsToSave()) return;
    const handle = browserWorld.setTimer(async () => {
      try {
        const { keepArea } = await import('../map/keep-area.ts');
        const kept = await keepArea([depot, ...evening.visits, depot]);
        writeKept({ ...kept, of: kept.missingCount === 0 ? of : '' });
      } catch {
        // No base map, or the network went: the next time the stream opens.
      }
    }, CALM_MS);
    return () => browserWorld.clearTimer(handle);
  }, [of, isLive, depot?.lat, depot?.lon]);
}

/** What is kept, for the page that says so; null when nothing is. */
export function useKeptMap(): KeptArea | null {
  const [kept, setKept] = useState<KeptArea | null>(readKept);
  useEffect(() => {
    const handle = browserWorld.setTimer(() => setKept(readKept()), CALM_MS * 2);
    return () => browserWorld.clearTimer(handle);
  }, []);
  return kept;
}

/** Ids only: another visit is another area, another order is not. */
function areaName({ date, visits }: Evening): string {
  return `${date} ${visits
    .map(({ id }) => id)
    .sort()
    .join(' ')}`;
}

function wantsToSave(): boolean {
  return (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;
}

function readKept(): KeptMap | null {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? 'null') as KeptMap | null;
  } catch {
    return null;
  }
}

function writeKept(kept: KeptMap): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // It is kept all the same; only the words about it are lost.
  }
}
