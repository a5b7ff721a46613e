import type { Team } from '@gocua/api/contract/teams';
import { Ban, CirclePlus, PencilLine } from 'lucide-react';
import { classNames } from '../../design/classNames.ts';
import { useLanguage } from '../../words/defineWords.ts';
import { formatDate, formatTimeRange, localDate } from '../../words/format.ts';
import { usePlanner } from '../context.ts';
import { teamShortName } from '../data/useTeams.ts';
import type { ShownShift } from './useCalendar.ts';
import { calendarWords } from './words.ts';

/** One shift as a button, or as plain words where nothing can be changed. `words` says more than its hours. */
export function ShiftChip(props: {
  shift: ShownShift;
  team: Team | undefined;
  withTeam: boolean;
  onOpen: ((shift: ShownShift) => void) | null;
}) {
  const { shift, team, withTeam, onOpen } = props;
  const t = calendarWords.useText();
  const language = useLanguage();
  const { zone } = usePlanner();
  const time = formatTimeRange(shift.opensAt, shift.closesAt, zone);
  const isNextDay = localDate(shift.closesAt, zone) > shift.date;
  const state = useStateWords(shift);
  const Icon = shift.because ? Ban : shift.change === 'extra' ? CirclePlus : shift.change === 'changed' ? PencilLine : null;
  const inside = (
    <>
      {withTeam ? <span className="chip-team">{team?.name ?? teamShortName(undefined)}</span> : null}{' '}
      <span className={classNames('chip-time figures', isNextDay && 'chip-next-day')}>{time}</span>{' '}
      {Icon ? <Icon aria-hidden className="chip-icon" /> : null}
      {state ? <span className="chip-state">{state}</span> : null}
    </>
  );
  const className = classNames('chip', `team-${team?.color ?? 0}`, shift.because && 'chip-lost');
  if (!onOpen || shift.because) return <span className={className}>{inside}</span>;
  // What is seen is said first and in one piece (WCAG 2.5.3): whoever steers by voice reads it aloud.
  const said = [state, formatDate(shift.date, language), isNextDay ? t('nextDay') : ''].filter(Boolean).join(', ');
  return (
    <button
      type="button"
      className={className}
      aria-label={t('openShift', { team: team?.name ?? '', time, said })}
      onClick={() => onOpen(shift)}
    >
      {inside}
    </button>
  );
}

export function useStateWords(shift: ShownShift): string {
  const t = calendarWords.useText();
  if (shift.because) return t(shift.because === 'holiday' ? 'lostHoliday' : 'lostClosure');
  return shift.change === 'none' ? '' : t(shift.change);
}
