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
      <span aria-hidden className="strip-line">
        {nowPart >= 0 && nowPart <= 1 ? <span className="strip-now" style={{ left: `${nowPart * 100}%` }} /> : null}
        {evening.visits.map((visit, index) => (
          <Block key={visit.id} visit={visit} number={index + 1} current={visit.id === next?.id} part={part} />
        ))}
      </span>
      <span aria-hidden className="strip-hour">
        {formatTime(evening.closesAt, zone)}
      </span>
    </Link>
  );
}

function Block(props: { visit: TeamAssignment; number: number; current: boolean; part: (instantMs: number) => number }) {
  const { visit, number, current, part } = props;
  const from = part(Date.parse(visit.plannedStartAt));
  const to = part(Date.parse(visit.plannedEndAt));
  const done = visit.state === 'finished';
  return (
    <span
      className={classNames('strip-block', done && 'strip-block-done', current && 'strip-block-current')}
      style={{ left: `${from * 100}%`, width: `${Math.max(0, to - from) * 100}%` }}
    >
      {done ? <Check aria-hidden /> : number}
    </span>
  );
}
