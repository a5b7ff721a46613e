import type { TeamAssignment } from '@gocua/api/contract/dispatch';
import { Notice } from '../design/Notice.tsx';
import { fieldWords } from './words.ts';

/** Says that the times of these visits come from straight lines and not from streets, as long as one of them is to be driven to. */
export function GuessedTimes({ visits }: { visits: readonly TeamAssignment[] }) {
  const t = fieldWords.useText();
  const isGuessed = visits.some(({ travelSource, state }) => travelSource === 'straight-line' && state !== 'finished');
  return isGuessed ? <Notice tone="warn" title={t('guessedTimes')} /> : null;
}
