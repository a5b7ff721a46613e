import type { Outcome } from '@gocua/api/contract/codes';
import type { LIMITS } from '@gocua/api/contract/common';
import { type FormEvent, useState } from 'react';
import { Link, Navigate, useNavigate } from 'react-router';
import { Button } from '../design/Button.tsx';
import { RadioChoices } from '../design/Choices.tsx';
import { Notice } from '../design/Notice.tsx';
import { TextField } from '../design/TextField.tsx';
import { codes } from '../words/codes.ts';
import { usePhone } from './phone-context.ts';
import { MissingVisit, useAddressedVisit } from './VisitPage.tsx';
import { LEARNT_FROM_AFAR, OUTCOME_GROUPS } from './visit-steps.ts';
import { fieldWords } from './words.ts';

// The type alone: the value would bring the whole schema library to the phone.
const NOTE_LENGTH: (typeof LIMITS)['noteLength'] = 1000;

/** What happened at the door: one choice of the closed list, a note only if wanted. */
export function OutcomePage() {
  const found = useAddressedVisit();
  const { phone } = usePhone();
  const t = fieldWords.useText();
  const c = codes.useText();
  const navigate = useNavigate();
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [note, setNote] = useState('');
  const [fault, setFault] = useState<'outcomeMissing' | 'saveFailed' | null>(null);
  const [saving, setSaving] = useState(false);
  if (!found) return <MissingVisit />;
  const { visit } = found;
  const atDoor = visit.state === 'arrived';
  if ((visit.state === 'finished' || visit.state === 'withdrawn') && !saving)
    return <Navigate to={`/to/viec/${visit.id}`} replace />;
  const groups = OUTCOME_GROUPS.map((group) => ({
    ...group,
    outcomes: group.outcomes.filter((one) => atDoor || saving || LEARNT_FROM_AFAR.includes(one)),
  })).filter((group) => group.outcomes.length > 0);

  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (!outcome) {
      setFault('outcomeMissing');
      return;
    }
    setSaving(true);
    try {
      await phone.step(visit.id, 'finish', outcome, note.trim());
      await navigate('/to', { replace: true });
    } catch {
      setFault('saveFailed');
      setSaving(false);
    }
  }

  return (
    <form className="outcome" onSubmit={onSubmit}>
      <div className="page-scroll outcome-fields">
        <h1>{t('outcomeTitle', { name: visit.fullName })}</h1>
        {atDoor || saving ? null : <p className="visit-soft">{t('outcomeFromAfar')}</p>}
        {groups.map((group) => (
          <RadioChoices
            key={group.id}
            look="big"
            label={t(`outcomeGroup.${group.id}`)}
            choices={group.outcomes.map((id) => ({ id, words: c(`outcome.${id}`), help: t(`outcomeHelp.${id}`) }))}
            value={outcome && group.outcomes.includes(outcome) ? outcome : null}
            onChange={(next) => {
              setOutcome(next);
              setFault(null);
            }}
          />
        ))}
        <TextField
          size="touch"
          label={t('outcomeNote')}
          help={t('outcomeNoteHelp')}
          value={note}
          onChange={setNote}
          rows={2}
          maxLength={NOTE_LENGTH}
        />
      </div>
      <div className="dock">
        {fault ? <Notice tone="bad" title={t(fault)} /> : null}
        <div className="dock-row">
          <Link className="dock-side" to={`/to/viec/${visit.id}`}>
            <span>{t('toVisit')}</span>
          </Link>
          <Button kind="primary" size="field" type="submit" className="dock-step" isDisabled={saving}>
            {t('outcomeSave')}
          </Button>
        </div>
      </div>
    </form>
  );
}
