import type { TeamAssignment } from '@gocua/api/contract/dispatch';
import { ChevronRight } from 'lucide-react';
import { Link } from 'react-router';
import { classNames } from '../design/classNames.ts';
import { Notice } from '../design/Notice.tsx';
import { codes } from '../words/codes.ts';
import { useLanguage } from '../words/defineWords.ts';
import { formatDate, formatTime, formatTimeRange } from '../words/format.ts';
import { type Evening, leftOpen, nextVisit } from './evenings.ts';
import { GuessedTimes } from './GuessedTimes.tsx';
import { usePhone } from './phone-context.ts';
import { VisitMark } from './VisitMark.tsx';
import { fieldWords } from './words.ts';

/** Every visit of every evening: the one on the screen first, those to come, then the past. */
export function VisitListPage() {
  const { evening, evenings, today } = usePhone();
  const t = fieldWords.useText();
  const left = leftOpen(evenings, today);
  const coming = evenings.filter((one) => one !== evening && one.date >= today);
  const past = evenings.filter((one) => one !== evening && one.date < today).toReversed();
  return (
    <div className="visit-days">
      <h1 className="visually-hidden">{t('tabs.list')}</h1>
      {left.length > 0 ? <Notice tone="warn" title={t('leftOpen', { count: left.length })} /> : null}
      {evening ? <Day evening={evening} /> : <p className="visit-soft">{t('emptyTitle')}</p>}
      {[...coming, ...past].map((one) => (
        <Day key={one.date} evening={one} />
      ))}
    </div>
  );
}

function Day({ evening }: { evening: Evening }) {
  const { today, zone } = usePhone();
  const t = fieldWords.useText();
  const language = useLanguage();
  const day = formatDate(evening.date, language);
  const next = nextVisit(evening);
  return (
    <section className="visit-day">
      <h2>{evening.date === today ? t('today', { day }) : day}</h2>
      <p className="visit-soft">
        {t('shift', { window: formatTimeRange(evening.opensAt, evening.closesAt, zone) })} ·{' '}
        {t('progress', { finished: evening.finishedCount, count: evening.visits.length })}
      </p>
      <GuessedTimes visits={evening.visits} />
      <ol>
        {evening.visits.map((visit, index) => (
          <Row key={visit.id} visit={visit} number={index + 1} current={visit.id === next?.id && evening.date === today} />
        ))}
      </ol>
    </section>
  );
}

function Row({ visit, number, current }: { visit: TeamAssignment; number: number; current: boolean }) {
  const { zone } = usePhone();
  const c = codes.useText();
  return (
    <li>
      <Link
        to={`/to/viec/${visit.id}`}
        className={classNames('visit-row', current && 'visit-row-current', visit.state === 'finished' && 'visit-row-done')}
      >
        <span className="visit-row-number">{number}</span>
        <span className="visit-row-words">
          <span className="visit-row-top">
            <strong>{formatTime(visit.plannedStartAt, zone)}</strong> {visit.fullName}
          </span>
          <span className="visit-row-address">{visit.address}</span>
          <span className="visit-row-marks">
            <VisitMark visit={visit} />
            <span className="visit-soft">{c(`mobility.${visit.mobility}`)}</span>
          </span>
        </span>
        <ChevronRight aria-hidden className="visit-row-arrow" />
      </Link>
    </li>
  );
}
