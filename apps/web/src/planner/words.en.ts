import type { SameKeys } from '../words/defineWords.ts';
import type { plannerVi } from './words.vi.ts';

export const plannerEn: SameKeys<typeof plannerVi> = {
  modes: 'Modes',
  mode: { cases: 'Cases', requests: 'Requests', teams: 'Teams', plan: 'Plan', live: 'Tonight' },
};
