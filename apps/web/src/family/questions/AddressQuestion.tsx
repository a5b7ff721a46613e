import type { Unit } from '@gocua/api/contract/units';
import { useQuery } from '@tanstack/react-query';
import { Check } from 'lucide-react';
import { useMemo, useState } from 'react';
import { http } from '../../api/http.ts';
import { Button } from '../../design/Button.tsx';
import { RadioChoices } from '../../design/Choices.tsx';
import { Notice } from '../../design/Notice.tsx';
import { TextField } from '../../design/TextField.tsx';
import { common } from '../../words/common.ts';
import { useLanguage } from '../../words/defineWords.ts';
import { findWards, indexWards } from '../find-ward.ts';
import { familyWords } from '../words.ts';
import type { QuestionProps } from './question-props.ts';

const SHOWN_COUNT = 6;

export function AddressQuestion({ draft, change, fault }: QuestionProps) {
  const t = familyWords.useText();
  return (
    <>
      <TextField
        size="touch"
        label={t('address.line')}
        help={t('address.lineHelp')}
        value={draft.address}
        onChange={(address) => change({ address })}
        autoComplete="off"
        maxLength={240}
        error={fault('address')}
      />
      {draft.ward ? (
        <div className="ward-chosen">
          <p role="status">
            <Check aria-hidden />
            <span>{t('address.wardChosen', { name: draft.ward.name })}</span>
          </p>
          <Button size="touch" onPress={() => change({ ward: null })}>
            {t('address.wardChange')}
          </Button>
        </div>
      ) : (
        <WardChooser onChoose={(ward) => change({ ward })} error={fault('ward')} />
      )}
    </>
  );
}

/** Typing without accents narrows 126 wards to a few large choices. */
function WardChooser({ onChoose, error }: { onChoose: (ward: { id: string; name: string }) => void; error: string | undefined }) {
  const t = familyWords.useText();
  const c = common.useText();
  const language = useLanguage();
  const [text, setText] = useState('');
  const units = useQuery({
    queryKey: ['units'],
    queryFn: ({ signal }) => http.get<{ units: Unit[] }>('/api/units', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const index = useMemo(() => indexWards(units.data?.units ?? []), [units.data]);
  const found = findWards(index, text, SHOWN_COUNT);
  const nameOf = (ward: { name: string; nameEn: string }) => (language === 'vi' ? ward.name : ward.nameEn);
  return (
    <>
      <TextField
        size="touch"
        label={t('address.ward')}
        help={t('address.wardHelp')}
        value={text}
        onChange={setText}
        autoComplete="off"
        spellCheck="false"
        error={error}
      />
      {units.isError ? (
        <Notice
          tone="warn"
          title={t('address.wardsFailed')}
          action={
            <Button size="touch" onPress={() => void units.refetch()}>
              {c('retry')}
            </Button>
          }
        />
      ) : null}
      <p className="visually-hidden" role="status">
        {text.trim() && units.data
          ? found.length > 0
            ? t('address.wardFound', { count: found.length })
            : t('address.wardNone')
          : ''}
      </p>
      {found.length > 0 ? (
        <RadioChoices
          look="big"
          label={t('address.wardPick')}
          labelHidden
          choices={found.map((ward) => ({
            id: ward.id,
            words: nameOf(ward),
            ...(ward.district ? { help: t('address.formerly', { district: nameOf(ward.district) }) } : {}),
          }))}
          value={null}
          onChange={(id) => {
            const ward = found.find((one) => one.id === id);
            if (ward) onChoose({ id: ward.id, name: ward.name });
          }}
        />
      ) : text.trim() && units.data ? (
        <p className="family-soft" aria-hidden>
          {t('address.wardNone')}
        </p>
      ) : null}
    </>
  );
}
