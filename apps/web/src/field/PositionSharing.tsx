import { MapPin } from 'lucide-react';
import { useEffect, useSyncExternalStore } from 'react';
import { YesNo } from '../design/Choices.tsx';
import { Notice } from '../design/Notice.tsx';
import { eveningFacts } from './evening-reports.ts';
import { usePhone } from './phone-context.ts';
import { isInShift } from './place-rules.ts';
import { shiftWords } from './shift-words.ts';

/** Tells the sharer when the shift runs, and shows as long as a place is shared. */
export function PositionMark() {
  const { phone, view, evening, nowMs } = usePhone();
  const t = shiftWords.useText();
  const { kind } = useSyncExternalStore(phone.positions.listen, phone.positions.read);
  const { snapshot } = view.team;
  const facts = snapshot && evening ? eveningFacts(snapshot, view.reports.waiting, evening.date) : null;
  const settings = isInShift(evening, facts, nowMs) ? (snapshot?.settings ?? null) : null;
  useEffect(() => phone.positions.shift(settings), [phone, settings]);
  return kind === 'on' ? (
    <p className="position-mark">
      <MapPin aria-hidden />
      {t('position.on')}
    </p>
  ) : null;
}

/** The switch, in words that say who sees it and for how long. */
export function PositionSwitch() {
  const { phone, view } = usePhone();
  const t = shiftWords.useText();
  const { kind } = useSyncExternalStore(phone.positions.listen, phone.positions.read);
  const hours = view.team.snapshot?.settings.positionKeptHours ?? 24;
  return (
    <section>
      <h2>{t('position.title')}</h2>
      <YesNo
        words={t('position.share')}
        help={t('position.words', { hours })}
        value={kind !== 'off'}
        onChange={(on) => phone.positions.want(on)}
      />
      {kind === 'denied' ? <Notice tone="warn" title={t('position.denied')} /> : null}
      {kind === 'waiting' ? <p className="visit-soft">{t('position.waiting')}</p> : null}
    </section>
  );
}
