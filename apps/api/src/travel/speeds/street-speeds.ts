import { createHash } from 'node:crypto';
import { SPEED_GROUPS, type SpeedGroup } from '../../contract/codes.ts';
import { STREET_CLASSES, type StreetClass } from '../street-class.ts';

const GROUP_OF: Readonly<Record<StreetClass, SpeedGroup>> = {
  motorway: 'main',
  trunk: 'main',
  primary: 'main',
  secondary: 'collector',
  tertiary: 'collector',
  unclassified: 'local',
  residential: 'local',
  living_street: 'local',
  service: 'local',
  track: 'local',
  path: 'alley',
  steps: 'alley',
  alley: 'alley',
  narrow_alley: 'alley',
};

/** How fast the streets are at one time of the day, as factors on the assumed speeds. */
export interface StreetSpeeds {
  /** The same for the same factors, whatever table they come from: what was computed with them can be used again. */
  readonly key: string;
  readonly groups: Readonly<Record<SpeedGroup, number>>;
  /** Further factors for the streets of a unit and all below it. */
  readonly areas: readonly { readonly unitId: string; readonly factor: number }[];
  /** Learned factors on times, by ward; `rest` for all others. */
  readonly learned: { readonly rest: number; readonly wards: Readonly<Record<string, number>> } | null;
}

export function streetSpeeds(parts: Omit<StreetSpeeds, 'key'>): StreetSpeeds {
  return { ...parts, key: createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32) };
}

/** The group factor by street class index. */
export const classFactors = (speeds: StreetSpeeds): number[] => STREET_CLASSES.map((name) => speeds.groups[GROUP_OF[name]]);

/** One figure for engines that do not know our streets: a drive in a city is half on larger streets, half on smaller ones. */
export function averageFactor(speeds: StreetSpeeds): number {
  const mean = SPEED_GROUPS.reduce((sum, group) => sum + speeds.groups[group], 0) / SPEED_GROUPS.length;
  return mean / (speeds.learned?.rest ?? 1);
}
