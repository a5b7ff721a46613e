import { Minus, Plus } from 'lucide-react';
import { useId } from 'react';
import { IconButton } from '../design/IconButton.tsx';
import { doorWords } from './door-words.ts';

/** A small whole number by two large buttons: nobody types with gloves. Null until it is touched. */
export function Stepper({
  label,
  help,
  value,
  most,
  onChange,
}: {
  label: string;
  help?: string;
  value: number | null;
  most: number;
  onChange: (value: number) => void;
}) {
  const t = doorWords.useText();
  const id = useId();
  const now = value ?? 0;
  return (
    <fieldset className="stepper" aria-describedby={help ? id : undefined}>
      <legend className="choices-label">{label}</legend>
      {help ? (
        <p id={id} className="field-help">
          {help}
        </p>
      ) : null}
      <div className="stepper-row">
        <IconButton
          icon={Minus}
          name={`${t('less')}: ${label}`}
          size="field"
          kind="plain"
          className="stepper-button"
          isDisabled={value === 0}
          onPress={() => onChange(Math.max(0, now - 1))}
        />
        <output className="stepper-value" aria-live="polite">
          {value ?? '–'}
        </output>
        <IconButton
          icon={Plus}
          name={`${t('more')}: ${label}`}
          size="field"
          kind="plain"
          className="stepper-button"
          isDisabled={now >= most}
          onPress={() => onChange(Math.min(most, value === null ? 1 : now + 1))}
        />
      </div>
    </fieldset>
  );
}
