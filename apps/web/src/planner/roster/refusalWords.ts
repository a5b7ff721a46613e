import { BREACH_RULES } from '@gocua/api/contract/working-time-codes';
import { ProblemError } from '../../api/http.ts';
import type { Text } from '../../words/defineWords.ts';
import type { Language } from '../../words/language.ts';
import { breachWords } from './breachWords.ts';
import type { rosterVi } from './words.vi.ts';

/** The rules behind a refusal as sentences with names and numbers; none when it was refused for something else. */
export function refusalWords(
  t: Text<typeof rosterVi>,
  error: unknown,
  nameOf: (personId: string) => string,
  language: Language,
): string[] {
  if (!(error instanceof ProblemError) || error.code !== 'working-time-broken') return [];
  return error.items.flatMap(({ code, params = {} }) => {
    const rule = BREACH_RULES.find((one) => one === code);
    if (!rule) return [];
    const facts = {
      rule,
      date: String(params.date),
      limit: Number(params.limit),
      value: Number(params.value),
      otherDate: params.otherDate === undefined ? null : String(params.otherDate),
    };
    return [`${nameOf(String(params.personId))}: ${breachWords(t, facts, language)}`];
  });
}
