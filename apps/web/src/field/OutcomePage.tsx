import type { Outcome } from '@gocua/api/contract/codes';
import type { TeamAssignment } from '@gocua/api/contract/dispatch';
import { missingFacts, type OutcomeFact, type OutcomeFacts } from '@gocua/api/contract/outcome-rules';
import { type FormEvent, useState } from 'react';
import { Link, Navigate, useNavigate } from 'react-router';
import { Button } from '../design/Button.tsx';
import { RadioChoices } from '../design/Choices.tsx';
import { Notice } from '../design/Notice.tsx';
import { codes } from '../words/codes.ts';
import { doorWords } from './door-words.ts';
import type { Evening } from './evenings.ts';
import { NO_FACTS, OutcomeFactFields } from './OutcomeFacts.tsx';
import { usePhone } from './phone-context.ts';
import { peopleAtHome } from './shift-rules.ts';
import { MissingVisit, useAddressedVisit } from './VisitPage.tsx';
import { LEARNT_FROM_AFAR, OUTCOME_GROUPS } from './visit-steps.ts';
import { fieldWords } from './words.ts';

/** What happened with one person: one choice of the closed list, then only what that choice asks for. */
export function OutcomePage() {
  const found = useAddressedVisit();
  // Another person of the same home begins with an empty page.
  return found ? <OutcomeForm key={found.visit.id} {...found} /> : <MissingVisit />;
}

type Fault = 'outcomeMissing' | 'saveFailed' | OutcomeFact;

function OutcomeForm({ visit, evening }: { visit: TeamAssignment; evening: Evening }) {
  const { phone } = usePhone();
  const t = fieldWords.useText();
  const d = doorWords.useText();
  const c = codes.useText();
  const navigate = useNavigate();
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [facts, setFacts] = useState<OutcomeFacts>(NO_FACTS);
  const [fault, setFault] = useState<Fault | null>(null);
  const [saving, setSaving] = useState(false);
  const atDoor = visit.state === 'arrived' || saving;
  const people = peopleAtHome(visit, evening);
  const nextPerson = people.find((one) => one.id !== visit.id && one.state === 'arrived');
  if ((visit.state === 'finished' || visit.state === 'withdrawn') && !saving)
    return <Navigate to={`/to/viec/${visit.id}`} replace />;

  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    const missing = outcome ? missingFacts(outcome, facts)[0] : undefined;
    if (!outcome || missing) {
      setFault(missing ?? 'outcomeMissing');
      return;
    }
    setSaving(true);
    const { note, ...detail } = facts;
    try {
      await phone.step(visit.id, 'finish', {
        outcome,
        note: note.trim(),
        detail: { ...detail, manualEntry: detail.manualEntry?.trim() ?? null, photoIds: [...detail.photoIds] },
      });
      await navigate(nextPerson ? `/to/viec/${nextPerson.id}/ket-qua` : '/to', { replace: true });
    } catch {
      setFault('saveFailed');
      setSaving(false);
    }
  }

  return (
    <form className="outcome" onSubmit={onSubmit}>
      <div className="page-scroll outcome-fields">
        <h1>{t('outcomeTitle', { name: visit.fullName })}</h1>
        {people.length > 1 ? <PeopleAtHome people={people} now={visit.id} /> : null}
        {atDoor ? null : <p className="visit-soft">{t('outcomeFromAfar')}</p>}
        {outcome === null ? (
          OUTCOME_GROUPS.map((group) => ({
            ...group,
            outcomes: group.outcomes.filter((one) => atDoor || LEARNT_FROM_AFAR.includes(one)),
          }))
            .filter((group) => group.outcomes.length > 0)
            .map((group) => (
              <RadioChoices
                key={group.id}
                look="big"
                label={t(`outcomeGroup.${group.id}`)}
                choices={group.outcomes.map((id) => ({ id, words: c(`outcome.${id}`), help: t(`outcomeHelp.${id}`) }))}
                value={null}
                onChange={(next) => {
                  setOutcome(next);
                  setFault(null);
                }}
              />
            ))
        ) : (
          <>
            <div className="outcome-chosen">
              <h2>{d('chosen', { outcome: c(`outcome.${outcome}`) })}</h2>
              <Button size="touch" onPress={() => setOutcome(null)}>
                {d('change')}
              </Button>
            </div>
            <OutcomeFactFields
              assignmentId={visit.id}
              outcome={outcome}
              atDoor={atDoor}
              facts={facts}
              onChange={(next) => {
                setFacts(next);
                setFault(null);
              }}
            />
          </>
        )}
      </div>
      <div className="dock">
        {fault ? (
          <Notice tone="bad" title={fault === 'outcomeMissing' || fault === 'saveFailed' ? t(fault) : d(`missing.${fault}`)} />
        ) : null}
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

/** One stop, an outcome for each person. */
function PeopleAtHome({ people, now }: { people: readonly TeamAssignment[]; now: string }) {
  const t = doorWords.useText();
  return (
    <section className="people">
      <p>{t('people', { count: people.length })}</p>
      <ol>
        {people.map((person) => (
          <li key={person.id} aria-current={person.id === now ? 'true' : undefined}>
            {person.id === now || person.state === 'finished' ? (
              <span>{person.fullName}</span>
            ) : (
              <Link to={`/to/viec/${person.id}/ket-qua`}>{person.fullName}</Link>
            )}
            {' · '}
            {t(person.id === now ? 'personNow' : person.state === 'finished' ? 'personDone' : 'personLeft')}
          </li>
        ))}
      </ol>
    </section>
  );
}
