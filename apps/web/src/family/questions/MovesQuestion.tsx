import { MOBILITIES } from '@gocua/api/contract/codes';
import { RadioChoices } from '../../design/Choices.tsx';
import { TextField } from '../../design/TextField.tsx';
import { familyWords } from '../words.ts';
import type { QuestionProps } from './question-props.ts';

export function MovesQuestion({ draft, change, fault }: QuestionProps) {
  const t = familyWords.useText();
  return (
    <>
      <RadioChoices
        look="big"
        label={t('moves.title')}
        labelHidden
        choices={MOBILITIES.toReversed().map((id) => ({ id, words: t(`moves.mobility.${id}`) }))}
        value={draft.mobility}
        onChange={(mobility) => change({ mobility })}
        error={fault('mobility')}
      />
      <TextField
        size="touch"
        label={t('moves.note')}
        help={t('moves.noteHelp')}
        value={draft.note}
        onChange={(note) => change({ note })}
        rows={3}
        maxLength={1000}
      />
    </>
  );
}
