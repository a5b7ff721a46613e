import type { EveningRow } from './store.ts';

/** One team's evening at one moment. */
export interface PlayedTeam {
  teamId: string;
  date: string;
  opensMs: number;
  visits: EveningRow[];
  hasSignal: boolean;
}
