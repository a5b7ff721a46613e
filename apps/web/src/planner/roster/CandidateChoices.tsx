import type { Candidate } from '@gocua/api/contract/people';
import { CheckboxChoices } from '../../design/Choices.tsx';
import { useLanguage } from '../../words/defineWords.ts';
import { formatNumber } from '../../words/format.ts';
import { breachWords } from './breachWords.ts';
import { rosterWords } from './words.ts';

/** Everybody who could come, best first, each with what speaks against it in words and numbers. */
export function CandidateChoices(props: {
  label: string;
  candidates: readonly Candidate[];
  nameOf: (personId: string) => string;
  value: readonly string[];
  onChange: (personIds: string[]) => void;
}) {
  const { label, candidates, nameOf, value, onChange } = props;
  const t = rosterWords.useText();
  const language = useLanguage();
  const helpOf = ({ breaches, isMember, monthFieldHours }: Candidate) =>
    [
      isMember ? '' : t('crews.borrowed'),
      t('crews.monthHours', { hours: formatNumber(monthFieldHours, language, Number.isInteger(monthFieldHours) ? 0 : 1) }),
      ...breaches.map((breach) => breachWords(t, breach, language)),
    ]
      .filter(Boolean)
      .join(' · ');
  return (
    <CheckboxChoices
      label={label}
      className="candidates"
      choices={candidates.map((one) => ({
        id: one.personId,
        words: nameOf(one.personId),
        help: helpOf(one),
        // Nobody is at two places, or absent and there; every other rule may be let be with a reason.
        isDisabled:
          !value.includes(one.personId) && one.breaches.some(({ rule }) => rule === 'absent' || rule === 'double_booked'),
      }))}
      value={value}
      onChange={onChange}
    />
  );
}
