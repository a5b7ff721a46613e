import { Check, ChevronDown } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { FieldError } from 'react-aria-components/FieldError';
import { Label } from 'react-aria-components/Label';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Select as AriaSelect, SelectValue } from 'react-aria-components/Select';
import { classNames } from './classNames.ts';
import './field.css';

export interface SelectOption<T extends string> {
  id: T;
  words: string;
  count?: number;
}

export interface SelectProps<T extends string> {
  label: string;
  labelHidden?: boolean;
  options: readonly SelectOption<T>[];
  value: T | null;
  onChange: (value: T) => void;
  placeholder?: string;
  error?: string | undefined;
  size?: 'desk' | 'touch';
  isDisabled?: boolean;
  className?: string;
}

/** One choice out of a closed list, with type-ahead. */
export function Select<T extends string>(props: SelectProps<T>) {
  const { label, labelHidden, options, value, onChange, placeholder, error, size = 'desk', isDisabled, className } = props;
  return (
    <AriaSelect
      className={classNames('field', `field-${size}`, className)}
      value={value}
      onChange={(key) => {
        const chosen = options.find((option) => option.id === key);
        if (chosen) onChange(chosen.id);
      }}
      isInvalid={error !== undefined}
      {...(isDisabled ? { isDisabled } : {})}
      {...(placeholder ? { placeholder } : {})}
    >
      <Label className={labelHidden ? 'visually-hidden' : 'field-label'}>{label}</Label>
      <AriaButton className="field-input select-button">
        <SelectValue className="select-value">
          {({ selectedText, defaultChildren }) => selectedText || defaultChildren}
        </SelectValue>
        <ChevronDown aria-hidden className="select-chevron" />
      </AriaButton>
      <FieldError className="field-error">{error}</FieldError>
      <Popover className="popover" offset={4}>
        <ListBox className={classNames('options', size === 'touch' && 'options-touch')}>
          {options.map((option) => (
            <ListBoxItem key={option.id} id={option.id} textValue={option.words} className="option">
              <Check aria-hidden className="option-check" />
              <span>{option.words}</span>
              {option.count === undefined ? null : <span className="option-count">{option.count}</span>}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
