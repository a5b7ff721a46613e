import { ASKED_NEEDS, MOBILITIES, type Mobility, type Need, SEXES, type Sex } from '@gocua/api/contract/codes';
import { type FormEvent, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { Button } from '../design/Button.tsx';
import { CheckboxChoices, RadioChoices } from '../design/Choices.tsx';
import { Notice } from '../design/Notice.tsx';
import { TextField } from '../design/TextField.tsx';
import { codes } from '../words/codes.ts';
import { doorWords } from './door-words.ts';
import { checkFoundPerson, type FoundFault, type FoundForm } from './found-person.ts';
import { usePhone } from './phone-context.ts';
import { MissingVisit, useAddressedVisit } from './VisitPage.tsx';
import { fieldWords } from './words.ts';

const EMPTY: FoundForm = { fullName: '', birthYear: '', sex: null, mobility: null, needs: [], phone: '', note: '' };

/** Somebody else at this home: becomes a case at the same address. */
export function FoundPersonPage() {
  const found = useAddressedVisit();
  const { phone } = usePhone();
  const t = doorWords.useText();
  const f = fieldWords.useText();
  const c = codes.useText();
  const navigate = useNavigate();
  const [form, setForm] = useState(EMPTY);
  const [faults, setFaults] = useState<readonly FoundFault[]>([]);
  const [hasFailed, setHasFailed] = useState(false);
  if (!found) return <MissingVisit />;
  const { visit } = found;
  const set = (change: Partial<FoundForm>) => setForm({ ...form, ...change });
  const errorOf = (fault: FoundFault) => (faults.includes(fault) ? t(`found.fault.${fault}`) : undefined);

  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    const checked = checkFoundPerson(form);
    setFaults(checked.faults);
    if (!checked.person) return;
    try {
      await phone.report({ kind: 'case-found', assignmentId: visit.id, person: checked.person });
      await navigate(`/to/viec/${visit.id}`, { replace: true });
    } catch {
      setHasFailed(true);
    }
  }

  return (
    <form className="outcome" onSubmit={onSubmit} noValidate>
      <div className="page-scroll outcome-fields">
        <h1>{t('found.title')}</h1>
        <p>{t('found.words', { address: visit.address })}</p>
        <TextField
          size="touch"
          label={t('found.name')}
          value={form.fullName}
          onChange={(fullName) => set({ fullName })}
          error={errorOf('name')}
          autoComplete="off"
          maxLength={120}
        />
        <TextField
          size="touch"
          label={t('found.year')}
          value={form.birthYear}
          onChange={(birthYear) => set({ birthYear })}
          error={errorOf('year')}
          inputMode="numeric"
          maxLength={4}
        />
        <RadioChoices<Sex>
          look="big"
          label={t('found.sex')}
          choices={SEXES.map((id) => ({ id, words: c(`sex.${id}`) }))}
          value={form.sex}
          onChange={(sex) => set({ sex })}
          error={errorOf('sex')}
        />
        <RadioChoices<Mobility>
          look="big"
          label={t('found.mobility')}
          choices={MOBILITIES.map((id) => ({ id, words: c(`mobility.${id}`) }))}
          value={form.mobility}
          onChange={(mobility) => set({ mobility })}
          error={errorOf('mobility')}
        />
        <CheckboxChoices<Need>
          look="big"
          label={t('found.needs')}
          choices={ASKED_NEEDS.map((id) => ({ id, words: c(`need.${id}`) }))}
          value={form.needs}
          onChange={(needs) => set({ needs })}
          error={errorOf('needs')}
        />
        <TextField
          size="touch"
          label={t('found.phone')}
          value={form.phone}
          onChange={(number) => set({ phone: number })}
          error={errorOf('phone')}
          inputMode="tel"
          maxLength={20}
        />
        <TextField
          size="touch"
          label={t('found.note')}
          help={f('outcomeNoteHelp')}
          value={form.note}
          onChange={(note) => set({ note })}
          rows={2}
          maxLength={1000}
        />
      </div>
      <div className="dock">
        {hasFailed ? <Notice tone="bad" title={f('saveFailed')} /> : null}
        {faults[0] ? <Notice tone="bad" title={t(`found.fault.${faults[0]}`)} /> : null}
        <div className="dock-row">
          <Link className="dock-side" to={`/to/viec/${visit.id}`}>
            <span>{f('toVisit')}</span>
          </Link>
          <Button kind="primary" size="field" type="submit" className="dock-step">
            {t('found.save')}
          </Button>
        </div>
      </div>
    </form>
  );
}
