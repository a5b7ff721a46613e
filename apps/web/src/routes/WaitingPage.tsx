import { Skeleton } from '../design/Progress.tsx';
import { common } from '../words/common.ts';

/** Stands while a surface's chunk is on its way. */
export function WaitingPage() {
  const t = common.useText();
  return <Skeleton label={t('loading')} lines={4} />;
}
