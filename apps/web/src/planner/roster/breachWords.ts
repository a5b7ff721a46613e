import type { Breach } from '@gocua/api/contract/people';
import { type BreachRule, RULE_UNITS } from '@gocua/api/contract/working-time-codes';
import type { Text } from '../../words/defineWords.ts';
import { formatDate, formatNumber } from '../../words/format.ts';
import type { Language } from '../../words/language.ts';
import type { rosterVi } from './words.vi.ts';

/** "9 h", "22:30", "6": a rule's number as people say it. */
export function ruleNumber(rule: BreachRule, value: number, language: Language): string {
  switch (RULE_UNITS[rule]) {
    case 'hours':
      return `${formatNumber(value, language, Number.isInteger(value) ? 0 : 1)} h`;
    case 'clock':
      return clockWords(value);
    case 'count':
      return formatNumber(value, language, Number.isInteger(value) ? 0 : 1);
  }
}

/** Minutes after midnight as a clock; past midnight it goes on from 0. */
export function clockWords(minutes: number): string {
  const within = minutes % 1440;
  return `${String(Math.floor(within / 60)).padStart(2, '0')}:${String(Math.round(within % 60)).padStart(2, '0')}`;
}

type BreachFacts = Pick<Breach, 'rule' | 'date' | 'limit' | 'value' | 'otherDate'>;

/** A broken rule as a sentence with its numbers. */
export function breachWords(t: Text<typeof rosterVi>, breach: BreachFacts, language: Language): string {
  const { rule, date, limit, value, otherDate } = breach;
  return t(`breach.${rule}`, {
    date: formatDate(date, language),
    value: ruleNumber(rule, value, language),
    limit: ruleNumber(rule, limit, language),
    other: otherDate ? formatDate(otherDate, language) : '',
  });
}
