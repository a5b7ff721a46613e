import { House, Phone, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../design/Button.tsx';
import { Notice } from '../design/Notice.tsx';
import { type Text, useLanguage } from '../words/defineWords.ts';
import { formatDuration, formatTime } from '../words/format.ts';
import { eveningFacts, type Panic, panicOf } from './evening-reports.ts';
import { HoldButton } from './HoldButton.tsx';
import { usePhone } from './phone-context.ts';
import { shiftWords } from './shift-words.ts';
import { fieldWords } from './words.ts';

/** Calling for help, and saying that everybody is back. Works without a signal as far as a phone can: it keeps, sends again, and calls. */
export function SafetyPage() {
  const { phone, view, evening, zone } = usePhone();
  const t = shiftWords.useText();
  const f = fieldWords.useText();
  const language = useLanguage();
  const [hasFailed, setHasFailed] = useState(false);
  const { snapshot } = view.team;
  if (!snapshot) return null;
  const panic = panicOf(snapshot, view.reports.waiting);
  const facts = evening ? eveningFacts(snapshot, view.reports.waiting, evening.date) : null;
  const hasBegun = facts?.beganAt || evening?.visits.some(({ travellingAt, arrivedAt }) => travellingAt ?? arrivedAt);

  function keep(report: Parameters<typeof phone.report>[0]) {
    phone.report(report).then(
      () => setHasFailed(false),
      () => setHasFailed(true),
    );
  }

  return (
    <div className="more">
      <h1>{t('safety.title')}</h1>
      {hasFailed ? <Notice tone="bad" title={f('saveFailed')} /> : null}
      <section>
        <h2>{t('safety.panicTitle')}</h2>
        {panic ? (
          <>
            <Notice tone={panic.reach === 'dispatcher' ? 'good' : 'bad'} title={panicWords(panic, t, zone)} />
            <Calls />
            <Button size="touch" wide icon={ShieldCheck} onPress={() => keep({ kind: 'panic-over' })}>
              {t('safety.over')}
            </Button>
          </>
        ) : (
          <>
            <HoldButton
              words={{ hold: t('safety.hold'), holding: t('safety.holding'), again: t('safety.tapAgain') }}
              onDone={() => keep({ kind: 'panic', place: phone.lastPlace() })}
            />
            <p className="visit-soft">{t('safety.words')}</p>
            <Calls />
          </>
        )}
      </section>
      {evening && facts ? (
        <section>
          <h2>{t('safety.homeTitle')}</h2>
          {facts.homeAt ? (
            <Notice tone="good" title={t('safety.homeAt', { time: formatTime(facts.homeAt, zone) })} />
          ) : (
            <>
              <Button
                size="field"
                wide
                icon={House}
                isDisabled={!hasBegun}
                onPress={() => keep({ kind: 'home-reached', date: evening.date })}
              >
                {t('safety.home')}
              </Button>
              <p className="visit-soft">
                {hasBegun
                  ? t('safety.homeWords', { duration: formatDuration(snapshot.settings.homeWithinSec, language) })
                  : t('safety.homeLater')}
              </p>
            </>
          )}
        </section>
      ) : null}
    </div>
  );
}

/** How far the call for help is, in words. */
export function panicWords({ reach, raisedAt, takenAt }: Panic, t: Text<typeof shiftWords.trees.vi>, zone: string): string {
  if (reach === 'phone') return t('safety.onPhone');
  const time = formatTime(takenAt ?? raisedAt, zone);
  return t(reach === 'server' ? 'safety.received' : 'safety.taken', { time });
}

/** A voice call needs no data. */
const CALLS = [
  { number: '113', who: 'police' },
  { number: '115', who: 'ambulance' },
] as const;

function Calls() {
  const t = shiftWords.useText();
  return (
    <div className="calls">
      {CALLS.map(({ number, who }) => (
        <a key={number} className="button button-plain button-touch call" href={`tel:${number}`}>
          <Phone aria-hidden className="button-icon" />
          <span className="call-words">
            <strong>{t('safety.call', { number })}</strong>
            <small>{t(`safety.${who}`)}</small>
          </span>
        </a>
      ))}
    </div>
  );
}
