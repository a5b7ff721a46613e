import type { SpeedBand } from '../../contract/speeds.ts';

/**
 * Assumed until a unit edits its table or real records correct it: weekday rush hours slow the large streets most and the alleys
 * hardly; late at night the large ones are free. The assumed speeds themselves are those of an evening after the rush.
 */
export const DEFAULT_BANDS: readonly SpeedBand[] = [
  {
    id: 'morning-rush',
    days: [1, 2, 3, 4, 5],
    from: '06:30',
    to: '08:30',
    factors: { main: 0.65, collector: 0.7, local: 0.85, alley: 0.95 },
    areas: [],
  },
  {
    id: 'evening-rush',
    days: [1, 2, 3, 4, 5],
    from: '17:00',
    to: '19:30',
    factors: { main: 0.6, collector: 0.65, local: 0.8, alley: 0.95 },
    areas: [],
  },
  {
    id: 'weekend-evening',
    days: [6, 7],
    from: '17:00',
    to: '20:00',
    factors: { main: 0.8, collector: 0.8, local: 0.9, alley: 1 },
    areas: [],
  },
  {
    id: 'late',
    days: [1, 2, 3, 4, 5, 6, 7],
    from: '21:30',
    to: '24:00',
    factors: { main: 1.2, collector: 1.15, local: 1.05, alley: 1 },
    areas: [],
  },
];
