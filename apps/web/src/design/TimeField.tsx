import { Time } from '@internationalized/date';
import { FieldError } from 'react-aria-components/FieldError';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { Label } from 'react-aria-components/Label';
import { TimeField as AriaTimeField, DateInput, DateSegment } from 'react-aria-components/TimeField';
import './field.css';

/** Wall-clock time in 24 hours whatever the browser's language is; value "18:30", "" while it is not complete. */
export function TimeField(props: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  error?: string | undefined;
}) {
  const { label, value, onChange, error } = props;
  const [hour, minute] = value.split(':').map(Number);
  return (
    <I18nProvider locale="en-GB">
      <AriaTimeField
        className="field"
        hourCycle={24}
        shouldForceLeadingZeros
        value={hour !== undefined && minute !== undefined && value !== '' ? new Time(hour, minute) : null}
        onChange={(time) => onChange(time ? `${String(time.hour).padStart(2, '0')}:${String(time.minute).padStart(2, '0')}` : '')}
        isInvalid={error !== undefined}
      >
        <Label className="field-label">{label}</Label>
        <DateInput className="field-input field-segments figures">
          {(segment) => <DateSegment segment={segment} className="field-segment" />}
        </DateInput>
        <FieldError className="field-error">{error}</FieldError>
      </AriaTimeField>
    </I18nProvider>
  );
}
