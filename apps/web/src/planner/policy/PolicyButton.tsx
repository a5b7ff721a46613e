import { Scale } from 'lucide-react';
import { lazy } from 'react';
import { DialogButton } from '../DialogButton.tsx';
import { policyWords } from './words.ts';

const PolicyDialog = lazy(async () => ({ default: (await import('./PolicyDialog.tsx')).PolicyDialog }));

/** Opens what plans weigh. */
export function PolicyButton() {
  const t = policyWords.useText();
  return <DialogButton icon={Scale} words={t('open')} dialog={PolicyDialog} />;
}
