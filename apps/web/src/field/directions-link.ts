/** The programs a way can be handed to; `device`: the phone's own chooser. */
export const WAY_APPS = ['device', 'google', 'apple', 'osmand'] as const;
export type WayApp = (typeof WAY_APPS)[number];

/**
 * Hands the way over to a navigation program: Android's chooser (geo:), Apple's maps, elsewhere OpenStreetMap; or the one that was chosen.
 * Coordinates only: a name or an address of a person never leaves in a link.
 */
export function directionsLink(lat: number, lon: number, userAgent: string, app: WayApp = 'device'): string {
  const [north, east] = [lat.toFixed(6), lon.toFixed(6)];
  const place = `${north},${east}`;
  if (app === 'google') return `https://www.google.com/maps/dir/?api=1&destination=${place}&dir_action=navigate`;
  if (app === 'osmand') return `https://osmand.net/map/?pin=${place}#18/${north}/${east}`;
  if (app === 'apple' || /iPhone|iPad|iPod/i.test(userAgent)) return `https://maps.apple.com/?daddr=${place}`;
  if (/Android/i.test(userAgent)) return `geo:${place}?q=${place}`;
  return `https://www.openstreetmap.org/?mlat=${north}&mlon=${east}#map=18/${north}/${east}`;
}
