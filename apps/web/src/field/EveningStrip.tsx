import type { TeamAssignment } from '@gocua/api/contract/dispatch';
import { Check } from 'lucide-react';
import { Link } from 'react-router';
import { classNames } from '../design/classNames.ts';
import { useLanguage } from '../words/defineWords.ts';
import { formatDate, formatTime } from '../words/format.ts';
import { nextVisit } from './evenings.ts';
import { usePhone } from './phone-context.ts';
import { fieldWords } from './words.ts';

/** The evening as a thin line of time: each visit at its planned hour, what is done, and where now is. Leads to the list. */
export function EveningStrip() {
  const { evening, zone, nowMs } = usePhone();
  const t = fieldWords.useText();
  const language = useLanguage();
  if (!evening) return null;
  const opensMs = Date.parse(evening.opensAt);
  const lengthMs = Math.max(1, Date.parse(evening.closesAt) - opensMs);
  const part = (instantMs: number) => Math.min(1, Math.max(0, (instantMs - opensMs) / lengthMs));
  const nowPart = (nowMs - opensMs) / lengthMs;
  const next = nextVisit(evening);
  const isDense = closestParts(evening.visits.map((visit) => part(Date.parse(visit.plannedStartAt)))) < READABLE_PART;
  const label = t('strip', {
    day: formatDate(evening.date, language),
    count: evening.visits.length,
    finished: evening.finishedCount,
  });
  return (
    <Link to="/to/danh-sach" className="strip">
      <span className="visually-hidden">{label}</span>
      <span aria-hidden className="strip-hour">
        {formatTime(evening.opensAt, zone)}
      </span>
      {isDense ? (
        <span aria-hidden className="strip-row">
          {evening.visits.map((visit, index) => (
            <span key={visit.id} className={lookOf(visit, visit.id === next?.id)}>
              {evening.visits.length > MOST_NUMBERS ? null : <Face visit={visit} number={index + 1} />}
            </span>
          ))}
        </span>
      ) : (
        <span aria-hidden className="strip-line">
          {nowPart >= 0 && nowPart <= 1 ? <span className="strip-now" style={{ left: `${nowPart * 100}%` }} /> : null}
          {evening.visits.map((visit, index) => {
            const from = part(Date.parse(visit.plannedStartAt));
            const to = part(Date.parse(visit.plannedEndAt));
            return (
              <span
                key={visit.id}
                className={lookOf(visit, visit.id === next?.id)}
                style={{ left: `${from * 100}%`, width: `${Math.max(0, to - from) * 100}%` }}
              >
                <Face visit={visit} number={index + 1} />
              </span>
            );
          })}
        </span>
      )}
      <span aria-hidden className="strip-hour">
        {formatTime(evening.closesAt, zone)}
      </span>
    </Link>
  );
}

function lookOf(visit: TeamAssignment, current: boolean): string {
  return classNames('strip-block', visit.state === 'finished' && 'strip-block-done', current && 'strip-block-current');
}

function Face({ visit, number }: { visit: TeamAssignment; number: number }) {
  return visit.state === 'finished' ? <Check aria-hidden /> : number;
}

/** Visits nearer to each other than this part of the line would cover one another on a narrow phone: then they stand in a row. */
const READABLE_PART = 0.12;
/** More blocks in a row than this have no room for a number. */
const MOST_NUMBERS = 9;

function closestParts(starts: readonly number[]): number {
  return starts.slice(1).reduce((least, start, index) => Math.min(least, start - starts[index]!), 1);
}
