import type { FamilyStep, FamilyView } from '@gocua/api/contract/requests';

/** The way of a request as a family sees it; `again` goes back to waiting for a new evening. */
export const STATIONS = ['received', 'accepted', 'scheduled', 'on_the_way', 'served'] as const;
export type Station = (typeof STATIONS)[number];

const STATION_OF: Record<FamilyStep, Station | null> = {
  received: 'received',
  accepted: 'accepted',
  scheduled: 'scheduled',
  on_the_way: 'on_the_way',
  at_home: 'on_the_way',
  served: 'served',
  again: 'accepted',
  closed: null,
  declined: null,
  withdrawn: null,
};

/** Where the request stands, or null when it has left the way (declined, withdrawn, closed without a visit). */
export function stationOf(step: FamilyStep): Station | null {
  return STATION_OF[step];
}

/** Nothing more will happen: the page need not ask again. */
export function isOver(step: FamilyStep): boolean {
  return step === 'served' || step === 'closed' || step === 'declined' || step === 'withdrawn';
}

/** A family may take its request back until the team has set out. */
export function canWithdraw(view: Pick<FamilyView, 'step'>): boolean {
  return view.step === 'received' || view.step === 'accepted' || view.step === 'scheduled' || view.step === 'again';
}
