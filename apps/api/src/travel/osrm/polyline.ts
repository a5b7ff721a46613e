import type { LonLat } from '../lon-lat.ts';

/** Google's encoded polyline: latitude before longitude, differences in zigzag, five bits a character. Precision 5 or 6 digits. */
export function encodePolyline(line: readonly LonLat[], digits: 5 | 6): string {
  const scale = 10 ** digits;
  let text = '';
  let lastLat = 0;
  let lastLon = 0;
  const write = (difference: number): void => {
    let rest = difference < 0 ? -2 * difference - 1 : 2 * difference;
    while (rest >= 32) {
      text += String.fromCharCode(63 + 32 + (rest % 32));
      rest = Math.floor(rest / 32);
    }
    text += String.fromCharCode(63 + rest);
  };
  for (const [lon, lat] of line) {
    const [latUnits, lonUnits] = [Math.round(lat * scale), Math.round(lon * scale)];
    write(latUnits - lastLat);
    write(lonUnits - lastLon);
    [lastLat, lastLon] = [latUnits, lonUnits];
  }
  return text;
}

/** Null when the text is not one, or has more points than allowed. */
export function decodePolyline(text: string, digits: 5 | 6, mostPoints = 100_000): LonLat[] | null {
  const scale = 10 ** digits;
  const values: number[] = [];
  let value = 0;
  let factor = 1;
  for (let i = 0; i < text.length; i++) {
    const bits = text.charCodeAt(i) - 63;
    if (bits < 0 || bits > 63 || factor > 2 ** 35) return null;
    value += (bits % 32) * factor;
    factor *= 32;
    if (bits >= 32) continue;
    values.push(value % 2 === 1 ? -(value + 1) / 2 : value / 2);
    value = 0;
    factor = 1;
  }
  if (factor !== 1 || values.length % 2 === 1 || values.length / 2 > mostPoints) return null;
  const line: LonLat[] = [];
  let lat = 0;
  let lon = 0;
  for (let i = 0; i < values.length; i += 2) {
    lat += values[i]!;
    lon += values[i + 1]!;
    line.push([lon / scale, lat / scale]);
  }
  return line;
}
