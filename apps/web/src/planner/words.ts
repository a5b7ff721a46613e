import { defineWords } from '../words/defineWords.ts';
import { plannerEn } from './words.en.ts';
import { plannerVi } from './words.vi.ts';

export const plannerWords = defineWords('planner', plannerVi, plannerEn);
