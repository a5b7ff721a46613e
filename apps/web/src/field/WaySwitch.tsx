import { useSyncExternalStore } from 'react';
import { RadioChoices } from '../design/Choices.tsx';
import { WAY_APPS } from './directions-link.ts';
import { shiftWords } from './shift-words.ts';
import { wayApp } from './way-app.ts';

/** Who shows the way: asked once, kept on this phone. */
export function WaySwitch() {
  const t = shiftWords.useText();
  const chosen = useSyncExternalStore(wayApp.listen, wayApp.read);
  return (
    <section>
      <h2>{t('way.title')}</h2>
      <RadioChoices
        look="chips"
        className="choices-touch"
        label={t('way.label')}
        choices={WAY_APPS.map((id) => ({ id, words: t(`way.app.${id}`) }))}
        value={chosen}
        onChange={(next) => wayApp.choose(next)}
      />
      <p className="visit-soft">{t('way.words')}</p>
    </section>
  );
}
