/** The ids on a unit's path, root first: "01/q006/00226/" → ["01", "q006", "00226"]. */
export function unitIdsOnPath(unitPath: string): string[] {
  return unitPath.split('/').filter((id) => id !== '');
}

/** The live channels that hear of a change in a unit: its own and every ancestor's. */
export function liveUnitChannels(unitPath: string): string[] {
  return unitIdsOnPath(unitPath).map((id) => `unit:${id}`);
}
