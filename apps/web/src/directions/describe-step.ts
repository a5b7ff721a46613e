import type { StepModifier } from '@gocua/api/contract/codes';
import type { Drive, DriveStep } from '@gocua/api/contract/drives';
import { formatDistance } from '../words/format.ts';
import type { Language } from '../words/language.ts';
import { directionWords } from './words.ts';

const TURNS = {
  straight: 'turn.straight',
  'slight right': 'turn.slightRight',
  right: 'turn.right',
  'sharp right': 'turn.sharpRight',
  uturn: 'turn.uturn',
  'sharp left': 'turn.sharpLeft',
  left: 'turn.left',
  'slight left': 'turn.slightLeft',
} as const satisfies Record<StepModifier, string>;

/** Below this many metres nobody parks for the walk: the door stands at the street. */
const WALK_METRES = 20;

/** One instruction as a sentence. */
export function describeStep(step: DriveStep, language?: Language): string {
  const t = (key: Parameters<typeof directionWords.text>[0], values?: Record<string, string | number>): string =>
    directionWords.text(key, values, language);
  const { kind, modifier, street, exit } = step;
  const isSide = modifier === 'left' || modifier === 'right';
  switch (kind) {
    case 'depart':
      return street ? t('departOn', { street }) : t('depart');
    case 'arrive':
      return isSide ? t('arriveSide', { side: t(`side.${modifier}`) }) : t('arrive');
    case 'new name':
      return t('newName', { street });
    case 'roundabout':
      return street ? t('roundaboutOn', { exit: exit ?? 1, street }) : t('roundabout', { exit: exit ?? 1 });
    default: {
      const turn = t(TURNS[modifier]);
      const words = kind === 'end of road' ? t('endOfRoad', { words: turn }) : turn;
      const sentence = street && modifier !== 'uturn' ? t('onStreet', { words, street }) : words;
      return sentence.charAt(0).toLocaleUpperCase(language) + sentence.slice(1);
    }
  }
}

/** Whether the last metres are a walk worth saying. */
export const isWalkWorthSaying = (metres: number | undefined): boolean => metres !== undefined && metres >= WALK_METRES;

/** The way in sentences, each with the metres that follow it. Where the vehicle is left short of the door, that is where one has not arrived. */
export function describeWay({ steps, walkMetres }: Drive, language: Language): { words: string; metres: number }[] {
  return steps.map((step) => {
    const isLeft = step.kind === 'arrive' && isWalkWorthSaying(walkMetres);
    if (!isLeft) return { words: describeStep(step, language), metres: step.metres };
    const distance = formatDistance(walkMetres, language);
    return { words: directionWords.text('walk', { distance }, language), metres: 0 };
  });
}
