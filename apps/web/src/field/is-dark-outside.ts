const DEGREE = Math.PI / 180;
const DAY_MS = 86_400_000;
/** The upper edge of the sun at the horizon with mean refraction (sunset as almanacs print it), in degrees. */
const SUNSET_ALTITUDE = -0.833;

/** Whether the sun is down at a place. Low-precision solar position of the Astronomical Almanac: within a minute or two. */
export function isDarkOutside(instant: Date, lat: number, lon: number): boolean {
  return sunAltitude(instant, lat, lon) < SUNSET_ALTITUDE;
}

/** Degrees above the horizon. */
export function sunAltitude(instant: Date, lat: number, lon: number): number {
  const days = instant.getTime() / DAY_MS - 10_957.5; // since 2000-01-01 12:00 UTC
  const meanLongitude = (280.46 + 0.9856474 * days) * DEGREE;
  const anomaly = (357.528 + 0.9856003 * days) * DEGREE;
  const longitude = meanLongitude + (1.915 * Math.sin(anomaly) + 0.02 * Math.sin(2 * anomaly)) * DEGREE;
  const obliquity = (23.439 - 0.0000004 * days) * DEGREE;
  const declination = Math.asin(Math.sin(obliquity) * Math.sin(longitude));
  const rightAscension = Math.atan2(Math.cos(obliquity) * Math.sin(longitude), Math.cos(longitude));
  const siderealTime = (280.46062 + 360.985647366 * days + lon) * DEGREE;
  const hourAngle = siderealTime - rightAscension;
  const sine =
    Math.sin(lat * DEGREE) * Math.sin(declination) + Math.cos(lat * DEGREE) * Math.cos(declination) * Math.cos(hourAngle);
  return Math.asin(sine) / DEGREE;
}
