/**
 * Twelve team colours, index = `Team.color`. Chosen so that the first eight stay apart for eyes without red or green cones,
 * carry text (4.5:1) and stand out from the map (3:1); test/web/team-colors.test.ts measures it. A number always stands beside them.
 */
export const TEAM_COLORS = {
  light: [
    '#2e6ef2',
    '#c4480a',
    '#075d7f',
    '#9c0451',
    '#4b7d2b',
    '#8a35c9',
    '#5f280a',
    '#43108d',
    '#a15c62',
    '#6d5a00',
    '#0b5d3b',
    '#5b6470',
  ],
  dark: [
    '#7aa7ff',
    '#ff7a33',
    '#2fe0ea',
    '#f0609f',
    '#62c98b',
    '#9d6bf0',
    '#ecdf4e',
    '#f2f4f8',
    '#f0b7a4',
    '#c7a32b',
    '#9ff0c4',
    '#8a96a6',
  ],
} as const;

export const TEAM_COLOR_COUNT = TEAM_COLORS.light.length;

/** The colour of a team on what is shown now, for canvases; elsewhere use the class `team-<index>`. */
export function teamColor(index: number, shown: 'light' | 'dark'): string {
  return TEAM_COLORS[shown][index % TEAM_COLOR_COUNT]!;
}
