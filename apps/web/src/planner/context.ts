import type { Me } from '@gocua/api/contract/session';
import { createContext, useContext } from 'react';
import type { LiveStatus } from '../live/LiveClient.ts';
import type { Units } from './data/useUnits.ts';

export interface PlannerFacts {
  me: Me;
  zone: string;
  units: Units;
  liveStatus: LiveStatus;
  /** Today in the unit's zone; changes at local midnight. */
  today: string;
  /** Epoch milliseconds by the server's clock, refreshed twice a minute. */
  nowMs: number;
  mayChange: boolean;
}

export const PlannerContext = createContext<PlannerFacts | null>(null);

export function usePlanner(): PlannerFacts {
  const facts = useContext(PlannerContext);
  if (!facts) throw new Error('usePlanner needs the planner around it');
  return facts;
}
