import { Gauge } from 'lucide-react';
import { lazy } from 'react';
import { DialogButton } from '../DialogButton.tsx';
import { speedWords } from './words.ts';

const SpeedsDialog = lazy(async () => ({ default: (await import('./SpeedsDialog.tsx')).SpeedsDialog }));

/** Opens the table of speeds. */
export function SpeedsButton() {
  const t = speedWords.useText();
  return <DialogButton icon={Gauge} words={t('open')} dialog={SpeedsDialog} />;
}
