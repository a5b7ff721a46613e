import type { Outcome } from '@gocua/api/contract/codes';
import type { LIMITS } from '@gocua/api/contract/common';
import { FIELD_LIMITS } from '@gocua/api/contract/field-codes';
import { FOLLOW_UPS, LEAST_ATTEMPTS, OUTCOME_NEEDS, type OutcomeFacts } from '@gocua/api/contract/outcome-rules';
import { Camera } from 'lucide-react';
import { useId, useState } from 'react';
import { YesNo } from '../design/Choices.tsx';
import { Notice } from '../design/Notice.tsx';
import { TextField } from '../design/TextField.tsx';
import { makeDoorPhoto } from './door-photo.ts';
import { doorWords } from './door-words.ts';
import { usePhone } from './phone-context.ts';
import { Stepper } from './Stepper.tsx';
import { fieldWords } from './words.ts';

// The type alone: the value would bring the whole schema library to the phone.
const NOTE_LENGTH: (typeof LIMITS)['noteLength'] = 1000;
const MANUAL_LENGTH = 200;
/** Where data were taken, they may have been typed. */
const MAY_BE_MANUAL: readonly Outcome[] = ['served', 'partly_served', 'unreadable_prints'];
/** Where a picture of the door says that the team was there. */
const DOOR_HELPS: readonly Outcome[] = ['no_answer', 'not_possible_today', 'moved_away', 'refused'];

export const NO_FACTS: OutcomeFacts = {
  note: '',
  consent: null,
  attempts: null,
  fingersMissing: null,
  manualEntry: null,
  photoIds: [],
};

interface Props {
  assignmentId: string;
  outcome: Outcome;
  atDoor: boolean;
  facts: OutcomeFacts;
  onChange: (facts: OutcomeFacts) => void;
}

/** What the chosen outcome asks of the team, nothing else; and what follows from it by rule. */
export function OutcomeFactFields({ assignmentId, outcome, atDoor, facts, onChange }: Props) {
  const t = doorWords.useText();
  const f = fieldWords.useText();
  const needs = OUTCOME_NEEDS[outcome];
  const set = (change: Partial<OutcomeFacts>) => onChange({ ...facts, ...change });
  return (
    <>
      {needs.includes('consent') ? (
        <YesNo
          words={t('consent')}
          help={t('consentHelp')}
          value={facts.consent === true}
          onChange={(consent) => set({ consent })}
        />
      ) : null}
      {needs.includes('attempts') ? (
        <Stepper
          label={t('attempts')}
          help={t('attemptsHelp', { count: LEAST_ATTEMPTS })}
          value={facts.attempts}
          most={50}
          onChange={(attempts) => set({ attempts })}
        />
      ) : null}
      {needs.includes('fingersMissing') ? (
        <Stepper
          label={t('fingers')}
          value={facts.fingersMissing}
          most={10}
          onChange={(fingersMissing) => set({ fingersMissing })}
        />
      ) : null}
      {MAY_BE_MANUAL.includes(outcome) ? (
        <YesNo
          words={t('manual')}
          help={t('manualHelp')}
          value={facts.manualEntry !== null}
          onChange={(on) => set({ manualEntry: on ? '' : null })}
        />
      ) : null}
      {facts.manualEntry === null ? null : (
        <TextField
          size="touch"
          label={t('manualWhy')}
          value={facts.manualEntry}
          onChange={(manualEntry) => set({ manualEntry })}
          maxLength={MANUAL_LENGTH}
        />
      )}
      <TextField
        size="touch"
        label={t(needs.includes('note') ? 'note.needed' : 'note.optional')}
        help={f('outcomeNoteHelp')}
        value={facts.note}
        onChange={(note) => set({ note })}
        rows={2}
        maxLength={NOTE_LENGTH}
      />
      {atDoor && DOOR_HELPS.includes(outcome) ? (
        <DoorPhotos assignmentId={assignmentId} photoIds={facts.photoIds} onChange={(photoIds) => set({ photoIds })} />
      ) : null}
      <p className="outcome-follow">{t(`follow.${FOLLOW_UPS[outcome] ?? 'none'}`)}</p>
    </>
  );
}

function DoorPhotos({
  assignmentId,
  photoIds,
  onChange,
}: {
  assignmentId: string;
  photoIds: readonly string[];
  onChange: (photoIds: readonly string[]) => void;
}) {
  const { phone } = usePhone();
  const t = doorWords.useText();
  const id = useId();
  const [isBusy, setIsBusy] = useState(false);
  const [hasFailed, setHasFailed] = useState(false);
  const isFull = photoIds.length >= FIELD_LIMITS.photosPerVisit;

  async function keep(file: File | undefined) {
    if (!file) return;
    setIsBusy(true);
    try {
      const photoId = await phone.addPhoto(assignmentId, await makeDoorPhoto(file));
      onChange([...photoIds, photoId]);
      setHasFailed(false);
    } catch {
      setHasFailed(true);
    }
    setIsBusy(false);
  }

  return (
    <fieldset className="door-photos">
      <legend className="choices-label">{t('photo.title')}</legend>
      <p className="door-photos-rule">{t('photo.rule')}</p>
      {isFull ? (
        <p className="visit-soft">{t('photo.limit', { count: FIELD_LIMITS.photosPerVisit })}</p>
      ) : (
        <>
          <input
            id={id}
            className="visually-hidden door-photos-input"
            type="file"
            accept="image/*"
            capture="environment"
            disabled={isBusy}
            onChange={(event) => {
              void keep(event.target.files?.[0]);
              event.target.value = '';
            }}
          />
          <label htmlFor={id} className="button button-plain button-touch button-wide">
            <Camera aria-hidden className="button-icon" />
            <span className="button-words">{t('photo.take')}</span>
          </label>
        </>
      )}
      <p role="status" className="visit-soft">
        {photoIds.length > 0 ? t('photo.taken', { count: photoIds.length }) : ''}
      </p>
      {hasFailed ? <Notice tone="bad" title={t('photo.failed')} /> : null}
    </fieldset>
  );
}
