import type { Draft } from '../draft.ts';

export interface QuestionProps {
  draft: Draft;
  change: (part: Partial<Omit<Draft, 'id' | 'token'>>) => void;
  /** The sentence for a fault of a field, once the family tried to go on. */
  fault: (field: keyof Draft) => string | undefined;
}
