/** Words of people, rules, rosters and equipment. */
import { defineWords } from '../../words/defineWords.ts';
import { rosterEn } from './words.en.ts';
import { rosterVi } from './words.vi.ts';

export const rosterWords = defineWords('roster', rosterVi, rosterEn);
