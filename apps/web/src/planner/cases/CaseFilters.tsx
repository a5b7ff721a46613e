import type { CaseSummary } from '@gocua/api/contract/cases';
import { CASE_STATES, MOBILITIES, NEEDS } from '@gocua/api/contract/codes';
import { PIN_DOUBTS } from '@gocua/api/contract/pin-doubts';
import { useMemo } from 'react';
import { CheckboxChoices } from '../../design/Choices.tsx';
import { Select } from '../../design/Select.tsx';
import { codes } from '../../words/codes.ts';
import { useLanguage } from '../../words/defineWords.ts';
import { usePlanner } from '../context.ts';
import { pinWords } from '../pins/words.ts';
import { plannerWords } from '../words.ts';
import { AGE_BANDS, type CaseFilter, REMAINING } from './caseFilter.ts';

const EVERYWHERE = '*';

/** Choices that narrow list and map at once. */
export function CaseFilters(props: { filter: CaseFilter; onChange: (next: CaseFilter) => void; cases: readonly CaseSummary[] }) {
  const { filter, onChange, cases } = props;
  const t = plannerWords.useText();
  const code = codes.useText();
  const pin = pinWords.useText();
  const language = useLanguage();
  const { units } = usePlanner();
  const wards = useMemo(() => {
    const counts = new Map<string, number>();
    for (const one of cases) if (filter.states.includes(one.state)) counts.set(one.unitId, (counts.get(one.unitId) ?? 0) + 1);
    if (filter.unitId && !counts.has(filter.unitId)) counts.set(filter.unitId, 0);
    const collator = new Intl.Collator(language);
    return [...counts]
      .map(([id, count]) => ({ id, words: units.name(id, language) || id, count }))
      .sort((a, b) => collator.compare(a.words, b.words));
  }, [cases, filter.states, filter.unitId, units, language]);

  return (
    <div className="case-filters">
      <Select
        label={t('cases.ward')}
        options={[{ id: EVERYWHERE, words: t('cases.allWards') }, ...wards]}
        value={filter.unitId ?? EVERYWHERE}
        onChange={(id) => onChange({ ...filter, unitId: id === EVERYWHERE ? null : id })}
      />
      <CheckboxChoices
        look="chips"
        label={t('cases.state')}
        choices={CASE_STATES.map((id) => ({ id, words: code(`caseState.${id}`) }))}
        value={filter.states}
        onChange={(states) => onChange({ ...filter, states: states.length > 0 ? states : REMAINING })}
      />
      <CheckboxChoices
        look="chips"
        label={t('cases.need')}
        choices={NEEDS.map((id) => ({ id, words: code(`needShort.${id}`) }))}
        value={filter.needs}
        onChange={(needs) => onChange({ ...filter, needs })}
      />
      <CheckboxChoices
        look="chips"
        label={t('cases.mobility')}
        choices={MOBILITIES.map((id) => ({ id, words: code(`mobility.${id}`) }))}
        value={filter.mobilities}
        onChange={(mobilities) => onChange({ ...filter, mobilities })}
      />
      <CheckboxChoices
        look="chips"
        label={t('cases.age')}
        choices={AGE_BANDS.map((id) => ({ id, words: t(`cases.ages.${id}`) }))}
        value={filter.ages}
        onChange={(ages) => onChange({ ...filter, ages })}
      />
      <CheckboxChoices
        look="chips"
        label={pin('filter')}
        choices={PIN_DOUBTS.map((id) => ({ id, words: pin(`doubt.${id}`) }))}
        value={filter.doubts}
        onChange={(doubts) => onChange({ ...filter, doubts })}
      />
    </div>
  );
}
