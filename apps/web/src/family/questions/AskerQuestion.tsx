import { RELATIONS } from '@gocua/api/contract/codes';
import { RadioChoices } from '../../design/Choices.tsx';
import { TextField } from '../../design/TextField.tsx';
import { familyWords } from '../words.ts';
import type { QuestionProps } from './question-props.ts';

export function AskerQuestion({ draft, change, fault }: QuestionProps) {
  const t = familyWords.useText();
  return (
    <>
      <RadioChoices
        look="big"
        label={t('asker.title')}
        labelHidden
        choices={RELATIONS.map((id) => ({ id, words: t(`asker.relation.${id}`) }))}
        value={draft.relation}
        onChange={(relation) => change({ relation })}
        error={fault('relation')}
      />
      {draft.relation && draft.relation !== 'self' ? (
        <TextField
          size="touch"
          label={t('asker.name')}
          value={draft.requesterName}
          onChange={(requesterName) => change({ requesterName })}
          autoComplete="name"
          maxLength={120}
          error={fault('requesterName')}
        />
      ) : null}
    </>
  );
}
