import { TextField } from '../../design/TextField.tsx';
import { familyWords } from '../words.ts';
import type { QuestionProps } from './question-props.ts';

export function PhoneQuestion({ draft, change, fault }: QuestionProps) {
  const t = familyWords.useText();
  return (
    <TextField
      size="touch"
      type="tel"
      label={t('phone.number')}
      help={t('phone.help')}
      value={draft.phone}
      onChange={(phone) => change({ phone })}
      autoComplete="tel"
      maxLength={24}
      error={fault('phone')}
    />
  );
}
