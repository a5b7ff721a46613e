import { Monitor, Moon, Sun } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { common } from '../words/common.ts';
import { IconButton } from './IconButton.tsx';
import { type ThemeChoice, theme } from './theme.ts';
import './themeswitch.css';

const CHOICES = [
  ['device', Monitor],
  ['light', Sun],
  ['dark', Moon],
] as const satisfies [ThemeChoice, typeof Sun][];

/** What is on screen now; draws anew when it changes. */
export function useShownTheme(): 'light' | 'dark' {
  return useSyncExternalStore(theme.listen, theme.shown);
}

export function ThemeSwitch() {
  const t = common.useText();
  const choice = useSyncExternalStore(theme.listen, theme.choice);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset brings a frame and cannot be a row of buttons
    <div className="theme-switch" role="group" aria-label={t('theme')}>
      {CHOICES.map(([id, icon]) => (
        <IconButton key={id} icon={icon} name={t(`themeName.${id}`)} pressed={choice === id} onPress={() => theme.choose(id)} />
      ))}
    </div>
  );
}
