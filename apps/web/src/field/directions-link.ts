/**
 * Hands the way over to the phone's own navigation: Android's chooser (geo:), Apple's maps, elsewhere OpenStreetMap.
 * Coordinates only: a name or an address of a person never leaves in a link.
 */
export function directionsLink(lat: number, lon: number, userAgent: string): string {
  const place = `${lat.toFixed(6)},${lon.toFixed(6)}`;
  if (/Android/i.test(userAgent)) return `geo:${place}?q=${place}`;
  if (/iPhone|iPad|iPod/i.test(userAgent)) return `https://maps.apple.com/?daddr=${place}`;
  return `https://www.openstreetmap.org/?mlat=${lat.toFixed(6)}&mlon=${lon.toFixed(6)}#map=18/${lat.toFixed(6)}/${lon.toFixed(6)}`;
}
