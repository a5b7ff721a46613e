import { findIana } from 'windows-iana';
import { isKnownZone } from '../zoned-time.ts';

/** The IANA zone that a TZID means: its own name, one with a path before it, or Windows' name for it (Outlook); else null. */
export function zoneOfTzid(tzid: string, ownZone: string): string | null {
  const parts = tzid.split('/').filter((part) => part !== '');
  for (let from = 0; from < parts.length; from++) {
    const name = parts.slice(from).join('/');
    if (isKnownZone(name)) return name;
  }
  const names: readonly string[] = findIana(tzid);
  return names.includes(ownZone) ? ownZone : (names.find(isKnownZone) ?? null);
}
