/** Light, dark, or as the device says. Remembered on this device; nothing else reads the storage key. */
export type ThemeChoice = 'device' | 'light' | 'dark';

const KEY = 'gocua.theme';
const listeners = new Set<() => void>();
const deviceDark = window.matchMedia('(prefers-color-scheme: dark)');
let choice: ThemeChoice = readChoice();

function readChoice(): ThemeChoice {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === 'light' || kept === 'dark' ? kept : 'device';
  } catch {
    return 'device';
  }
}

function show(): void {
  if (choice === 'device') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = choice;
}

show();
deviceDark.addEventListener('change', () => {
  for (const listener of listeners) listener();
});

export const theme = {
  choice: (): ThemeChoice => choice,
  /** What is on screen now, for canvases and the base map. */
  shown: (): 'light' | 'dark' => (choice === 'device' ? (deviceDark.matches ? 'dark' : 'light') : choice),
  choose(next: ThemeChoice): void {
    choice = next;
    try {
      localStorage.setItem(KEY, next);
    } catch {
      // Private windows may refuse storage; the choice then lasts as long as the page.
    }
    show();
    for (const listener of listeners) listener();
  },
  listen(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
