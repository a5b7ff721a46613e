import { z } from 'zod';
import { ALLEYS, BEDS, FLOORS, HEARINGS } from './codes.ts';
import { LIMITS } from './common.ts';

/**
 * How one gets to a person: what a team wants to know before it stands in the alley with the case in its hand. Null: nobody has said. The first four are of the home, the last two of the person.
 */
export const AccessFacts = z.object({
  alley: z.enum(ALLEYS).nullable(),
  floor: z.number().int().min(FLOORS.lowest).max(FLOORS.highest).nullable(),
  lift: z.boolean().nullable(),
  dog: z.boolean().nullable(),
  bed: z.enum(BEDS).nullable(),
  hearing: z.enum(HEARINGS).nullable(),
});
export type AccessFacts = z.infer<typeof AccessFacts>;

export const NO_ACCESS_FACTS: AccessFacts = { alley: null, floor: null, lift: null, dog: null, bed: null, hearing: null };

/** A dispatcher writes down how one gets in; the teams that go there hear of it. */
export const AccessChange = z.object({
  access: AccessFacts,
  accessNote: z.string().trim().max(LIMITS.noteLength),
  version: z.number().int(),
});
export type AccessChange = z.infer<typeof AccessChange>;
