import type { LucideIcon } from 'lucide-react';
import type { HTMLInputTypeAttribute, Ref } from 'react';
import { FieldError } from 'react-aria-components/FieldError';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';
import { TextArea } from 'react-aria-components/TextArea';
import { TextField as AriaTextField, type TextFieldProps as AriaTextFieldProps } from 'react-aria-components/TextField';
import { classNames } from './classNames.ts';
import './field.css';

export interface TextFieldProps extends Omit<AriaTextFieldProps, 'className' | 'style' | 'children' | 'isInvalid' | 'type'> {
  label: string;
  /** Hidden labels stay for screen readers (search boxes). */
  labelHidden?: boolean;
  help?: string | undefined;
  /** A sentence that says what is wrong and what to do; its presence marks the field. */
  error?: string | undefined;
  placeholder?: string;
  /** Native kinds, including date and time. */
  type?: HTMLInputTypeAttribute;
  size?: 'desk' | 'touch';
  rows?: number;
  icon?: LucideIcon;
  min?: string | undefined;
  max?: string | undefined;
  className?: string | undefined;
  inputRef?: Ref<HTMLInputElement>;
}

export function TextField(props: TextFieldProps) {
  const {
    label,
    labelHidden,
    help,
    error,
    placeholder,
    type = 'text',
    size = 'desk',
    rows,
    icon: Icon,
    min,
    max,
    className,
    inputRef,
    ...rest
  } = props;
  const shared = { className: 'field-input', ...(placeholder ? { placeholder } : {}) };
  return (
    <AriaTextField {...rest} isInvalid={error !== undefined} className={classNames('field', `field-${size}`, className)}>
      <Label className={labelHidden ? 'visually-hidden' : 'field-label'}>{label}</Label>
      {help ? (
        <Text slot="description" className="field-help">
          {help}
        </Text>
      ) : null}
      <span className={classNames('field-box', Icon && 'field-with-icon')}>
        {Icon ? <Icon aria-hidden className="field-icon" /> : null}
        {rows ? (
          <TextArea {...shared} rows={rows} />
        ) : (
          <Input
            {...shared}
            type={type}
            {...(min ? { min } : {})}
            {...(max ? { max } : {})}
            {...(inputRef ? { ref: inputRef } : {})}
          />
        )}
      </span>
      <FieldError className="field-error">{error}</FieldError>
    </AriaTextField>
  );
}
