import { useEffect, useSyncExternalStore } from 'react';
import { useLocation } from 'react-router';
import { useLanguage } from '../words/defineWords.ts';
import { AppUpdate, mayUpdateNow } from './app-update.ts';
import { usePhone } from './phone-context.ts';

const update = new AppUpdate();

/** Registers the worker while the field app stands, and puts a newer version in place when nobody looks and nothing is under way. */
export function useKeptApp(): void {
  const { visits } = usePhone();
  const { pathname } = useLocation();
  const language = useLanguage();
  const state = useSyncExternalStore(update.listen, update.read);
  const isQuiet = mayUpdateNow(visits, pathname);

  useEffect(() => {
    void update.start(navigator.serviceWorker);
    // Asks that the evening on this phone is not thrown away when space runs short. A refusal changes nothing.
    navigator.storage?.persist?.().catch(() => undefined);
  }, []);

  useEffect(() => {
    const onVisible = () => {
      if (document.visibilityState === 'visible') update.check();
      else if (state === 'ready' && isQuiet) update.apply();
    };
    document.addEventListener('visibilitychange', onVisible);
    return () => document.removeEventListener('visibilitychange', onVisible);
  }, [state, isQuiet]);

  useEffect(() => {
    // The worker writes notifications and has no settings of its own.
    globalThis.caches
      ?.open('field-settings')
      .then((cache) => cache.put('/field-language', new Response(language)))
      .catch(() => undefined);
  }, [language]);
}

/** For the page where a person may ask for it. */
export function useReadyUpdate(): { isReady: boolean; apply: () => void } {
  const state = useSyncExternalStore(update.listen, update.read);
  return { isReady: state === 'ready', apply: () => update.apply() };
}
