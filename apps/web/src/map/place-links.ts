/**
 * Addresses that open a place in other people's maps. Coordinates only: a name or an address of a person never leaves in a link. Whoever follows
 * one tells the maker of that map that somebody looks at this spot; that is the person's own step, nothing is sent before.
 * Google: developers.google.com/maps/documentation/urls; Apple: developer.apple.com/library/archive/featuredarticles/iPhoneURLScheme_Reference;
 * OsmAnd: osmand.net/docs/user/… (deep links, `pin`), which opens the app where it is installed.
 */
export const MAP_APPS = ['google', 'apple', 'osmand'] as const;
export type MapApp = (typeof MAP_APPS)[number];
export const MAP_APP_NAMES: Readonly<Record<MapApp, string>> = { google: 'Google Maps', apple: 'Apple Maps', osmand: 'OsmAnd' };

export function placeLink(app: MapApp, lat: number, lon: number): string {
  const place = `${lat.toFixed(6)},${lon.toFixed(6)}`;
  switch (app) {
    case 'google':
      return `https://www.google.com/maps/search/?api=1&query=${encodeURIComponent(place)}`;
    case 'apple':
      return `https://maps.apple.com/?q=${encodeURIComponent(place)}`;
    case 'osmand':
      return `https://osmand.net/map?pin=${encodeURIComponent(place)}#18/${lat.toFixed(5)}/${lon.toFixed(5)}`;
  }
}
