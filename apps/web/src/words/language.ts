/** The language on screen: Vietnamese first, English beside it. Remembered on this device. The only door to i18next. */
import i18next from 'i18next';

export const LANGUAGES = ['vi', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const KEY = 'gocua.language';

function kept(): Language {
  try {
    return localStorage.getItem(KEY) === 'en' ? 'en' : 'vi';
  } catch {
    return 'vi';
  }
}

export const instance = i18next.createInstance();
void instance.init({
  lng: kept(),
  fallbackLng: false,
  resources: {},
  initAsync: false,
  showSupportNotice: false,
  interpolation: { escapeValue: false },
  returnNull: false,
});

const listeners = new Set<() => void>();
instance.on('languageChanged', () => {
  for (const listener of listeners) listener();
});
const mirror = () => {
  if (typeof document !== 'undefined') document.documentElement.lang = instance.language;
};
mirror();
listeners.add(mirror);

export const language = {
  now: (): Language => (instance.language === 'en' ? 'en' : 'vi'),
  choose(next: Language): void {
    try {
      localStorage.setItem(KEY, next);
    } catch {
      // Without storage the choice lasts as long as the page.
    }
    void instance.changeLanguage(next);
  },
  listen(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
