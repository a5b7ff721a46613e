/** Between the cells of the rules' form and the numbers of a policy. Pure. */
import { RULE_UNITS, type WorkingTimeRule } from '@gocua/api/contract/working-time-codes';
import { clockWords } from './breachWords.ts';

/** "" for none; a clock as "22:00". */
export function writeNumber(rule: WorkingTimeRule, value: number | null): string {
  if (value === null) return '';
  return RULE_UNITS[rule] === 'clock' ? clockWords(value) : String(value);
}

/** The number in a cell, null when it is empty, undefined when it is none. Decimal comma or point. */
export function readNumber(rule: WorkingTimeRule, text: string): number | null | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  if (RULE_UNITS[rule] === 'clock') {
    const clock = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(trimmed);
    return clock ? Number(clock[1]) * 60 + Number(clock[2]) : undefined;
  }
  const value = Number(trimmed.replace(',', '.'));
  return Number.isFinite(value) && value >= 0 ? value : undefined;
}
