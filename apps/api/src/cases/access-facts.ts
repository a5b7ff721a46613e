import type { AccessFacts } from '../contract/access.ts';

/** How one gets to a person, from the columns of the home and of the case. They hold the codes of the contract: only this slice writes them. */
export function accessFactsOf(
  home: { alley: string | null; floor: number | null; lift: boolean | null; dog: boolean | null },
  person: { bed: string | null; hearing: string | null },
): AccessFacts {
  const { alley, floor, lift, dog } = home;
  const { bed, hearing } = person;
  return { alley, floor, lift, dog, bed, hearing } as AccessFacts;
}
