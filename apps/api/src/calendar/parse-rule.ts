import { ProblemError } from '../problem.ts';

/** A recurrence rule that was read in full: nothing in it is unknown, contradictory or more often than daily. */
export interface ParsedRule {
  /** Without UNTIL, as RFC 5545 writes it. */
  readonly text: string;
  /** The last wall time that may begin an occurrence, or the last instant, or the last date; null = for ever (or COUNT). */
  readonly until: { readonly kind: 'instant' | 'wall' | 'date'; readonly value: string } | null;
}

const FREQUENCIES = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'];
const SUB_DAILY = ['SECONDLY', 'MINUTELY', 'HOURLY'];
const WEEKDAY = '(?:MO|TU|WE|TH|FR|SA|SU)';
const UNTIL = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z)?)?$/;
const TIME_PARTS = { BYHOUR: 23, BYMINUTE: 59, BYSECOND: 59 } as const;

/** Largest absolute values of lists of numbers that may be counted from the end, never 0. */
const SIGNED_LISTS: Record<string, number> = { BYMONTHDAY: 31, BYYEARDAY: 366, BYWEEKNO: 53, BYSETPOS: 366 };

/** Reads "FREQ=WEEKLY;BYDAY=MO,TU"; refuses with `rule-invalid` or `rule-too-dense`, naming the part. */
export function parseRule(text: string): ParsedRule {
  const parts = new Map<string, string>();
  for (const piece of text
    .trim()
    .replace(/^RRULE:/i, '')
    .replace(/;$/, '')
    .split(';')) {
    const [name = '', value = '', ...rest] = piece.toUpperCase().split('=');
    if (name === '' || value === '' || rest.length > 0) refuse(piece, 'a part is NAME=VALUE');
    if (parts.has(name)) refuse(name, 'stands twice');
    parts.set(name, value);
  }
  const freq = parts.get('FREQ') ?? refuse('FREQ', 'is missing');
  if (SUB_DAILY.includes(freq)) tooDense(freq);
  if (!FREQUENCIES.includes(freq)) refuse('FREQ', `must be one of ${FREQUENCIES.join(', ')}`);
  for (const [name, value] of parts) checkPart(name, value, freq);
  if (parts.has('COUNT') && parts.has('UNTIL')) refuse('COUNT', 'and UNTIL exclude each other');
  if (parts.has('BYSETPOS') && ![...parts.keys()].some((name) => name.startsWith('BY') && name !== 'BYSETPOS'))
    refuse('BYSETPOS', 'needs another BY… part to choose from');
  if (freq === 'DAILY' && parts.has('BYSETPOS')) refuse('BYSETPOS', 'has nothing to choose from with FREQ=DAILY');
  const until = parts.get('UNTIL');
  parts.delete('UNTIL');
  return { text: [...parts].map(([name, value]) => `${name}=${value}`).join(';'), until: until ? parseUntil(until) : null };
}

function checkPart(name: string, value: string, freq: string): void {
  const items = value.split(',');
  const numbers = items.map(Number);
  const isWhole = items.every((item) => /^[+-]?\d{1,4}$/.test(item));
  switch (name) {
    case 'FREQ':
    case 'UNTIL':
      return;
    case 'INTERVAL':
    case 'COUNT':
      if (!/^\d{1,4}$/.test(value) || Number(value) < 1) refuse(name, 'must be a whole number from 1 to 9999');
      return;
    case 'WKST':
      if (!new RegExp(`^${WEEKDAY}$`).test(value)) refuse(name, 'must be a day of the week');
      return;
    case 'BYDAY': {
      if (!items.every((item) => new RegExp(`^(?:[+-]?[1-9]\\d?)?${WEEKDAY}$`).test(item)))
        refuse(name, 'must be days of the week such as MO or 2TU');
      const hasOrdinal = items.some((item) => item.length > 2);
      if (hasOrdinal && freq !== 'MONTHLY' && freq !== 'YEARLY') refuse(name, `has no numbers with FREQ=${freq}`);
      return;
    }
    case 'BYMONTH':
      if (!isWhole || numbers.some((number) => number < 1 || number > 12)) refuse(name, 'must be months from 1 to 12');
      return;
    case 'BYHOUR':
    case 'BYMINUTE':
    case 'BYSECOND':
      if (!isWhole || numbers.some((number) => number < 0 || number > TIME_PARTS[name])) refuse(name, 'is out of range');
      if (items.length > 1) tooDense(name);
      return;
    default: {
      const most = SIGNED_LISTS[name];
      if (most === undefined) refuse(name, 'is not known');
      if (!isWhole || numbers.some((number) => number === 0 || Math.abs(number) > most))
        refuse(name, `must be numbers from 1 to ${most}, or from -${most} to -1`);
      if (name === 'BYWEEKNO' && freq !== 'YEARLY') refuse(name, 'goes with FREQ=YEARLY only');
      if (name === 'BYYEARDAY' && freq !== 'YEARLY') refuse(name, 'goes with FREQ=YEARLY only');
      if (name === 'BYMONTHDAY' && freq === 'WEEKLY') refuse(name, 'does not go with FREQ=WEEKLY');
    }
  }
}

function parseUntil(value: string): ParsedRule['until'] {
  const match = UNTIL.exec(value);
  if (!match) refuse('UNTIL', 'must be a date or a time such as 20261231T235959Z');
  const [, year, month, day, hour, minute, second, utc] = match!;
  const date = `${year}-${month}-${day}`;
  const time = `${hour ?? '00'}:${minute ?? '00'}:${second ?? '00'}`;
  const read = new Date(`${date}T${time}Z`);
  if (Number.isNaN(read.getTime()) || !read.toISOString().startsWith(date)) refuse('UNTIL', 'is no date of the calendar');
  if (hour === undefined) return { kind: 'date', value: date };
  return { kind: utc ? 'instant' : 'wall', value: utc ? `${date}T${time}Z` : `${date}T${time}` };
}

function refuse(part: string, why: string): never {
  throw new ProblemError('rule-invalid', {
    detail: `${part} ${why}.`,
    errors: [{ pointer: '/rule', code: 'rule-invalid', message: `${part} ${why}.`, params: { part } }],
    params: { part },
  });
}

function tooDense(part: string): never {
  const message = `${part} would start several shifts a day; a series starts one.`;
  throw new ProblemError('rule-too-dense', {
    detail: message,
    errors: [{ pointer: '/rule', code: 'rule-too-dense', message, params: { part } }],
    params: { part },
  });
}
