/**
 * A surface's words in both languages, with keys that the compiler knows. A surface defines its own in its own chunk, so a phone
 * loads only what it shows. `x_other` / `x_one` are i18next's plural forms of the key `x`; Vietnamese needs only `_other`.
 */
import { useCallback, useSyncExternalStore } from 'react';
import { instance, type Language, language } from './language.ts';

export type WordTree = { readonly [key: string]: string | WordTree };

/** The same keys with any text; where Vietnamese has `x_other`, the other language may add `x_one`. */
export type SameKeys<V> = { readonly [K in keyof V]: V[K] extends string ? string : SameKeys<V[K]> } & {
  readonly [K in keyof V as K extends `${infer Base}_other` ? `${Base}_one` : never]?: string;
};

type WithoutPlural<K> = K extends `${infer Base}_other` ? Base : K;
/** Dotted paths of all texts. */
export type KeyOf<V> = {
  [K in keyof V & string]: V[K] extends string ? WithoutPlural<K> : `${K}.${KeyOf<V[K]>}`;
}[keyof V & string];

export type Values = Readonly<Record<string, string | number>>;
export type Text<V> = (key: KeyOf<V>, values?: Values) => string;

export interface Words<V> {
  /** For React: the text function of the present language; the component draws anew when the language changes. */
  useText(): Text<V>;
  /** Outside React, in a named language (default: the present one). */
  text(key: KeyOf<V>, values?: Values, inLanguage?: Language): string;
  readonly trees: { readonly vi: V; readonly en: SameKeys<V> };
}

export function defineWords<const V extends WordTree>(name: string, vi: V, en: SameKeys<V>): Words<V> {
  instance.addResourceBundle('vi', name, vi, true, true);
  instance.addResourceBundle('en', name, en, true, true);
  const text = (key: string, values?: Values, inLanguage?: Language) =>
    instance.t(key, { ...values, ns: name, lng: inLanguage ?? language.now() });
  return {
    useText() {
      const now = useLanguage();
      // biome-ignore lint/correctness/useExhaustiveDependencies: text belongs to the module, not to the component
      return useCallback((key, values) => text(key, values, now), [now]);
    },
    text,
    trees: { vi, en },
  };
}

/** The present language; draws anew when it changes. */
export function useLanguage(): Language {
  return useSyncExternalStore(language.listen, language.now);
}
