import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { Checkbox } from 'react-aria-components/Checkbox';
import { CheckboxGroup } from 'react-aria-components/CheckboxGroup';
import { FieldError } from 'react-aria-components/FieldError';
import { Label } from 'react-aria-components/Label';
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup';
import { Text } from 'react-aria-components/Text';
import { classNames } from './classNames.ts';
import './choices.css';

export interface Choice<T extends string> {
  id: T;
  words: string;
  help?: string;
  isDisabled?: boolean;
}

interface ChoicesProps<T extends string> {
  label: string;
  labelHidden?: boolean;
  help?: string;
  error?: string | undefined;
  choices: readonly Choice<T>[];
  /** big: one choice a row for tired eyes and gloves; chips: many small ones beside each other (filters, weekdays). */
  look?: 'big' | 'chips' | 'rows';
  className?: string;
}

function GroupFrame({
  label,
  labelHidden,
  help,
  error,
  children,
}: Omit<ChoicesProps<string>, 'choices'> & { children: ReactNode }) {
  return (
    <>
      <Label className={labelHidden ? 'visually-hidden' : 'choices-label'}>{label}</Label>
      {help ? (
        <Text slot="description" className="field-help">
          {help}
        </Text>
      ) : null}
      <div className="choices-list">{children}</div>
      <FieldError className="field-error">{error}</FieldError>
    </>
  );
}

function ChoiceWords({ choice, round }: { choice: Choice<string>; round: boolean }) {
  return (
    <>
      <span aria-hidden className={classNames('choice-mark', round && 'choice-mark-round')}>
        {round ? null : <Check />}
      </span>
      <span className="choice-text">
        <span className="choice-words">{choice.words}</span>
        {choice.help ? <span className="choice-help">{choice.help}</span> : null}
      </span>
    </>
  );
}

/** Exactly one of a few. */
export function RadioChoices<T extends string>(
  props: ChoicesProps<T> & { value: T | null; onChange: (value: T) => void; name?: string },
) {
  const { choices, value, onChange, look = 'rows', className, name, ...frame } = props;
  return (
    <RadioGroup
      className={classNames('choices', `choices-${look}`, className)}
      value={value}
      onChange={(next) => {
        const chosen = choices.find((choice) => choice.id === next);
        if (chosen) onChange(chosen.id);
      }}
      isInvalid={frame.error !== undefined}
      {...(name ? { name } : {})}
    >
      <GroupFrame {...frame}>
        {choices.map((choice) => (
          <Radio key={choice.id} value={choice.id} className="choice" isDisabled={choice.isDisabled ?? false}>
            <ChoiceWords choice={choice} round />
          </Radio>
        ))}
      </GroupFrame>
    </RadioGroup>
  );
}

/** Any number of a few. */
export function CheckboxChoices<T extends string>(
  props: ChoicesProps<T> & { value: readonly T[]; onChange: (value: T[]) => void },
) {
  const { choices, value, onChange, look = 'rows', className, ...frame } = props;
  return (
    <CheckboxGroup
      className={classNames('choices', `choices-${look}`, className)}
      value={[...value]}
      onChange={(next) => onChange(choices.filter((choice) => next.includes(choice.id)).map((choice) => choice.id))}
      isInvalid={frame.error !== undefined}
    >
      <GroupFrame {...frame}>
        {choices.map((choice) => (
          <Checkbox key={choice.id} value={choice.id} className="choice" isDisabled={choice.isDisabled ?? false}>
            <ChoiceWords choice={choice} round={false} />
          </Checkbox>
        ))}
      </GroupFrame>
    </CheckboxGroup>
  );
}

/** One yes or no. */
export function YesNo({
  words,
  help,
  value,
  onChange,
}: {
  words: string;
  help?: string;
  value: boolean;
  onChange: (on: boolean) => void;
}) {
  return (
    <Checkbox className="choice choice-alone" isSelected={value} onChange={onChange}>
      <ChoiceWords choice={{ id: 'on', words, ...(help ? { help } : {}) }} round={false} />
    </Checkbox>
  );
}
