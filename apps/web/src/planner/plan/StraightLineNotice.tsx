import type { TravelSource } from '@gocua/api/contract/codes';
import { Notice } from '../../design/Notice.tsx';
import { plannerWords } from '../words.ts';

/** Whoever shows times that come from straight lines says so, with this one sentence. */
export function StraightLineNotice({ sources }: { sources: readonly (TravelSource | undefined)[] }) {
  const t = plannerWords.useText();
  return sources.includes('straight-line') ? <Notice tone="warn" title={t('plan.straightLine')} /> : null;
}
