import type { Need } from '@gocua/api/contract/codes';
import { CheckboxChoices, YesNo } from '../../design/Choices.tsx';
import { familyWords } from '../words.ts';
import type { QuestionProps } from './question-props.ts';

/** A family does not know about iris scanners: that need follows from unreadable prints. */
const ASKED = ['id_card', 'digital_identity', 'population_check'] as const satisfies readonly Need[];

export function NeedsQuestion({ draft, change, fault }: QuestionProps) {
  const t = familyWords.useText();
  return (
    <>
      <CheckboxChoices
        look="big"
        label={t('needs.title')}
        labelHidden
        choices={ASKED.map((id) => ({ id, words: t(`needs.need.${id}`), help: t(`needs.needHelp.${id}`) }))}
        value={ASKED.filter((need) => draft.needs.includes(need))}
        onChange={(needs) => change({ needs })}
        error={fault('needs')}
      />
      {draft.needs.includes('id_card') ? (
        <YesNo
          words={t('needs.prints')}
          help={t('needs.printsHelp')}
          value={draft.printsFailed}
          onChange={(printsFailed) => change({ printsFailed })}
        />
      ) : null}
    </>
  );
}
