import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { z } from 'zod';
import type { ProblemItem } from '../contract/problems.ts';
import type { RequestInput } from '../contract/requests.ts';
import { ProblemError } from '../problem.ts';
import type { Places } from '../travel/places.ts';
import type { RequestFacts } from './store.ts';

const OLDEST_AGE = 130;

/**
 * What a family sent, as it is stored: phone as E.164, names in NFC. All faults are named at once; a pin far away is refused with
 * `place-outside-area`, `place-in-water`. `ward`: the unit that was named, if it exists.
 */
export function checkRequest(
  input: z.output<typeof RequestInput>,
  ward: { kind: string; country: string } | null,
  places: Pick<Places, 'judgePin'>,
  now: Date,
): RequestFacts {
  const faults: ProblemItem[] = [];
  if (ward?.kind !== 'ward') faults.push({ pointer: '/unitId', code: 'unknown-ward', message: 'Choose a ward or commune.' });
  const phone = parsePhoneNumberFromString(input.phone, (ward?.country ?? 'VN') as 'VN');
  if (!phone?.isPossible()) {
    faults.push({ pointer: '/phone', code: 'phone-unreadable', message: 'Write for example 0912 345 678 or +84 912 345 678.' });
  }
  const year = now.getUTCFullYear();
  if (input.birthYear > year || input.birthYear < year - OLDEST_AGE) {
    const params = { from: year - OLDEST_AGE, to: year };
    faults.push({
      pointer: '/birthYear',
      code: 'birth-year-impossible',
      message: `Must lie between ${params.from} and ${year}.`,
      params,
    });
  }
  if (faults.length > 0) throw new ProblemError('invalid-input', { errors: faults });
  if (input.coordinates) {
    const place = places.judgePin(input.coordinates.lon, input.coordinates.lat);
    if (!place.insideArea) throw new ProblemError('place-outside-area');
    if (place.inWater) throw new ProblemError('place-in-water');
  }
  return {
    id: input.id,
    unitId: input.unitId,
    requesterName: input.requesterName.normalize('NFC'),
    relation: input.relation,
    phone: phone!.number,
    fullName: input.fullName.normalize('NFC'),
    birthYear: input.birthYear,
    sex: input.sex,
    address: input.address.normalize('NFC'),
    lat: input.coordinates?.lat ?? null,
    lon: input.coordinates?.lon ?? null,
    mobility: input.mobility,
    needs: [...new Set(input.needs)],
    windows: input.windows,
    note: input.note.normalize('NFC'),
  };
}
