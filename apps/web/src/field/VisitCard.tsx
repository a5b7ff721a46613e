import type { TeamAssignment } from '@gocua/api/contract/dispatch';
import {
  Bike,
  CalendarCheck,
  CircleAlert,
  ClockAlert,
  DoorOpen,
  Footprints,
  MessageSquareText,
  Navigation2,
  Timer,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { isWalkWorthSaying } from '../directions/describe-step.ts';
import { directionWords } from '../directions/words.ts';
import { codes } from '../words/codes.ts';
import { useLanguage } from '../words/defineWords.ts';
import { ageIn, formatDistance, formatDuration, formatTime, formatTimeRange } from '../words/format.ts';
import { HomeAccess, PersonAccess } from './AccessLines.tsx';
import { CodesPart } from './CodesPart.tsx';
import { doorWords } from './door-words.ts';
import type { Evening } from './evenings.ts';
import { GuessedTimes } from './GuessedTimes.tsx';
import { NextStep } from './NextStep.tsx';
import { usePhone } from './phone-context.ts';
import { peopleAtHome, serviceTime } from './shift-rules.ts';
import { VisitMark } from './VisitMark.tsx';
import { fieldWords } from './words.ts';

/** Everything a door needs, in the order it is needed: when, where, who, what. */
export function VisitCard({ visit, evening }: { visit: TeamAssignment; evening: Evening }) {
  const { zone, view } = usePhone();
  const t = fieldWords.useText();
  const d = doorWords.useText();
  const way = directionWords.useText();
  const c = codes.useText();
  const people = peopleAtHome(visit, evening);
  const language = useLanguage();
  const number = evening.visits.indexOf(visit) + 1;
  const kitName = view.team.snapshot?.team.kitName;
  return (
    <article className="visit" aria-labelledby="visit-when">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard */}
      <section className="page-scroll" aria-labelledby="visit-when" tabIndex={0}>
        <header className="visit-head">
          <p className="visit-place">{t('position', { number, total: evening.visits.length })}</p>
          <VisitMark visit={visit} />
        </header>
        <h1 id="visit-when" className="visit-when">
          <span className="visually-hidden">{t('planned')} </span>
          {formatTime(visit.plannedStartAt, zone)}
          <span className="visit-name">{visit.fullName}</span>
        </h1>
        <PromiseLine visit={visit} />
        <TimeAtHome visit={visit} />
        <GuessedTimes visits={[visit]} />

        <section className="visit-part">
          <h2>{t('where')}</h2>
          <p className="visit-address">{visit.address}</p>
          <HomeAccess access={visit.access} />
          {visit.accessNote ? (
            <Line icon={<DoorOpen aria-hidden />} tone="warn" label={t('access')}>
              {visit.accessNote}
            </Line>
          ) : null}
          {visit.travelMetres > 0 ? (
            <Line icon={<Bike aria-hidden />} label={t('travel')}>
              {t('travelFrom', {
                duration: formatDuration(visit.travelSec, language),
                distance: formatDistance(visit.travelMetres, language),
              })}
            </Line>
          ) : null}
          {isWalkWorthSaying(visit.walkMetres) ? (
            <Line icon={<Footprints aria-hidden />} label={way('onFoot')}>
              {way('parkAndWalk', {
                distance: formatDistance(visit.walkMetres, language),
                duration: formatDuration(visit.walkSec, language),
              })}
            </Line>
          ) : null}
        </section>

        <section className="visit-part">
          <h2>{t('who')}</h2>
          <p className="visit-who">
            {c(`sex.${visit.sex}`)}, {t('age', { count: ageIn(visit.date, visit.birthYear) })} ·{' '}
            <strong>{c(`mobility.${visit.mobility}`)}</strong>
          </p>
          {people.length > 1 ? (
            <p>
              <strong>{d('people', { count: people.length })}</strong>
            </p>
          ) : null}
          {visit.contactName ? <p>{t('contact', { name: visit.contactName })}</p> : null}
          <PersonAccess access={visit.access} />
          {visit.note ? (
            <Line icon={<MessageSquareText aria-hidden />} tone="warn" label={t('note')}>
              {visit.note}
            </Line>
          ) : null}
        </section>

        <section className="visit-part">
          <h2>{t('what')}</h2>
          <ul className="visit-list">
            {visit.needs.map((need) => (
              <li key={need}>{c(`need.${need}`)}</li>
            ))}
          </ul>
          <h2>{t('bring')}</h2>
          <ul className="visit-list">
            {visit.skills.map((skill) => (
              <li key={skill}>{t(`things.${skill}`)}</li>
            ))}
            {kitName ? <li>{t('kit', { name: kitName })}</li> : null}
          </ul>
          <h2>{d('papers')}</h2>
          <ul className="visit-list">
            {visit.needs.map((need) => (
              <li key={need}>{d(`paper.${need}`)}</li>
            ))}
          </ul>
        </section>
        {visit.state === 'travelling' || visit.state === 'arrived' ? <CodesPart visit={visit} /> : null}
        {visit.state === 'arrived' || visit.state === 'finished' ? (
          <Link className="visit-cannot" to={`/to/viec/${visit.id}/them-nguoi`}>
            {d('found.link')}
          </Link>
        ) : null}
        {visit.state === 'finished' || visit.state === 'arrived' ? null : (
          <Link className="visit-cannot" to={`/to/viec/${visit.id}/ket-qua`}>
            {t('cannotCome')}
          </Link>
        )}
      </section>
      <NextStep visit={visit} evening={evening} />
    </article>
  );
}

function Line({
  icon,
  tone,
  label,
  children,
}: {
  icon: ReactNode;
  tone?: 'warn' | 'bad' | 'good';
  label: string;
  children: ReactNode;
}) {
  return (
    <p className={tone ? `visit-line tone-${tone}` : 'visit-line'}>
      {icon}
      <span>
        {label ? <span className="visually-hidden">{label}: </span> : null}
        {children}
      </span>
    </p>
  );
}

/** Minutes at the home against the plan: the next family waits. */
function TimeAtHome({ visit }: { visit: TeamAssignment }) {
  const { nowMs } = usePhone();
  const d = doorWords.useText();
  const language = useLanguage();
  const time = serviceTime(visit, nowMs);
  if (!time) return null;
  const overSec = time.spentSec - time.plannedSec;
  const spent = formatDuration(time.spentSec, language);
  return (
    <div className="visit-promise">
      <Line icon={<Timer aria-hidden />} {...(overSec > 0 ? { tone: 'warn' as const } : {})} label="">
        {overSec > 0
          ? d('time.over', { spent, over: formatDuration(overSec, language) })
          : d('time.spent', { spent, planned: formatDuration(time.plannedSec, language) })}
      </Line>
      {visit.state === 'arrived' ? (
        <span className={overSec > 0 ? 'time-track tone-warn' : 'time-track tone-accent'} aria-hidden="true">
          <span style={{ width: `${Math.min(100, (time.spentSec / Math.max(1, time.plannedSec)) * 100)}%` }} />
        </span>
      ) : null}
    </div>
  );
}

/** What the family was told, and whether it still holds. Promise and plan are two things. */
function PromiseLine({ visit }: { visit: TeamAssignment }) {
  const { zone, nowMs } = usePhone();
  const t = fieldWords.useText();
  const d = doorWords.useText();
  const language = useLanguage();
  const stillToCome = visit.state === 'assigned' || visit.state === 'acknowledged' || visit.state === 'travelling';
  const pastPromiseSec = visit.promise ? (nowMs - Date.parse(visit.promise.closesAt)) / 1000 : 0;
  const pastPlanSec = (nowMs - Date.parse(visit.plannedStartAt)) / 1000;
  return (
    <div className="visit-promise">
      {visit.promise ? (
        <Line icon={<CalendarCheck aria-hidden />} label={t('planned')}>
          {t('promised', { window: formatTimeRange(visit.promise.opensAt, visit.promise.closesAt, zone) })}
        </Line>
      ) : (
        <p className="visit-line visit-soft">{t('notPromised')}</p>
      )}
      {stillToCome && visit.etaAt ? (
        <Line icon={<Navigation2 aria-hidden />} label="">
          {d('eta', { time: formatTime(visit.etaAt, zone), spread: formatDuration(visit.etaSpreadSec ?? 0, language) })}
        </Line>
      ) : null}
      {stillToCome && pastPromiseSec > 0 ? (
        <Line icon={<CircleAlert aria-hidden />} tone="bad" label={t('planned')}>
          {t('promiseBroken', { duration: formatDuration(pastPromiseSec, language) })}
        </Line>
      ) : stillToCome && pastPlanSec > LATE_SEC ? (
        <Line icon={<ClockAlert aria-hidden />} tone="warn" label={t('planned')}>
          {t('late', { duration: formatDuration(pastPlanSec, language) })}
        </Line>
      ) : null}
    </div>
  );
}

/** Below this a delay is said by nobody: it is noise. */
const LATE_SEC = 5 * 60;
