import { SEXES } from '@gocua/api/contract/codes';
import { RadioChoices } from '../../design/Choices.tsx';
import { TextField } from '../../design/TextField.tsx';
import { codes } from '../../words/codes.ts';
import { familyWords } from '../words.ts';
import type { QuestionProps } from './question-props.ts';

export function PersonQuestion({ draft, change, fault }: QuestionProps) {
  const t = familyWords.useText();
  const c = codes.useText();
  return (
    <>
      <TextField
        size="touch"
        label={t('person.name')}
        value={draft.fullName}
        onChange={(fullName) => change({ fullName })}
        autoComplete={draft.relation === 'self' ? 'name' : 'off'}
        maxLength={120}
        error={fault('fullName')}
      />
      <TextField
        size="touch"
        label={t('person.year')}
        help={t('person.yearHelp')}
        value={draft.birthYear}
        onChange={(birthYear) => change({ birthYear })}
        inputMode="numeric"
        maxLength={4}
        className="question-short"
        error={fault('birthYear')}
      />
      <RadioChoices
        look="big"
        label={t('person.sex')}
        className="question-row"
        choices={SEXES.map((id) => ({ id, words: c(`sex.${id}`) }))}
        value={draft.sex}
        onChange={(sex) => change({ sex })}
        error={fault('sex')}
      />
    </>
  );
}
