import { parseDate } from '@internationalized/date';
import { DateField as AriaDateField, DateInput, DateSegment } from 'react-aria-components/DateField';
import { FieldError } from 'react-aria-components/FieldError';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { Label } from 'react-aria-components/Label';
import './field.css';

/** A calendar date, day before month as people here write it; value "2026-11-26", "" for none. */
export function DateField(props: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  error?: string | undefined;
}) {
  const { label, value, onChange, error } = props;
  return (
    <I18nProvider locale="en-GB">
      <AriaDateField
        className="field"
        shouldForceLeadingZeros
        value={/^\d{4}-\d\d-\d\d$/.test(value) ? parseDate(value) : null}
        onChange={(date) => onChange(date ? date.toString() : '')}
        isInvalid={error !== undefined}
      >
        <Label className="field-label">{label}</Label>
        <DateInput className="field-input field-segments figures">
          {(segment) => <DateSegment segment={segment} className="field-segment" />}
        </DateInput>
        <FieldError className="field-error">{error}</FieldError>
      </AriaDateField>
    </I18nProvider>
  );
}
