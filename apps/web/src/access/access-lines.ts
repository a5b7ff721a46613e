import type { AccessFacts } from '@gocua/api/contract/access';
import { Accessibility, Bed, Building2, Dog, Ear, type LucideIcon, Signpost } from 'lucide-react';
import type { Text } from '../words/defineWords.ts';
import type { accessWords } from './words.ts';

export interface AccessLine {
  key: string;
  icon: LucideIcon;
  words: string;
  /** Makes the visit harder: seen at a glance. */
  isHard: boolean;
}

type AccessText = Text<typeof accessWords.trees.vi>;

/** How one gets to the door: alley, floor and lift, dog. What nobody has said is not there. */
export function homeLines({ alley, floor, lift, dog }: AccessFacts, t: AccessText): AccessLine[] {
  const lines: AccessLine[] = [];
  if (alley) lines.push({ key: 'alley', icon: Signpost, words: t(`alley.${alley}`), isHard: alley === 'foot' });
  if (floor !== null || lift !== null) {
    const climbs = floor !== null && floor !== 1 && lift !== true;
    const words = [floor === null ? null : floorWords(floor, t), lift === null ? null : t(lift ? 'lift' : 'noLift')];
    lines.push({ key: 'floor', icon: Building2, words: words.filter(Boolean).join(', '), isHard: climbs });
  }
  if (dog !== null) lines.push({ key: 'dog', icon: Dog, words: t(dog ? 'dog' : 'noDog'), isHard: dog });
  return lines;
}

/** What matters beside the person: room for the machine, hearing. */
export function personLines({ bed, hearing }: AccessFacts, t: AccessText): AccessLine[] {
  const lines: AccessLine[] = [];
  if (bed) lines.push({ key: 'bed', icon: bed === 'mat' ? Accessibility : Bed, words: t(`bed.${bed}`), isHard: bed !== 'roomy' });
  if (hearing) lines.push({ key: 'hearing', icon: Ear, words: t(`hearing.${hearing}`), isHard: hearing !== 'good' });
  return lines;
}

function floorWords(floor: number, t: AccessText): string {
  return floor < 1 ? t('cellar', { floor: 1 - floor }) : t('floor', { floor });
}
