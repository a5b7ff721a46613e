import type { Depot, DepotClosure, Team } from '@gocua/api/contract/teams';
import { CalendarX2, PartyPopper } from 'lucide-react';
import { Button } from '../../design/Button.tsx';
import { StateMark } from '../../design/StateMark.tsx';
import { useLanguage } from '../../words/defineWords.ts';
import { formatDate } from '../../words/format.ts';
import { ShiftChip } from './ShiftChip.tsx';
import type { ShownDay, ShownShift } from './useCalendar.ts';
import { calendarWords } from './words.ts';

/** All of one day in words: holiday, closures, shifts. */
export function DayPanel(props: {
  day: ShownDay;
  teams: ReadonlyMap<string, Team>;
  depots: readonly Depot[];
  onOpen: ((shift: ShownShift) => void) | null;
  onReopen: ((closure: DepotClosure) => void) | null;
}) {
  const { day, teams, depots, onOpen, onReopen } = props;
  const t = calendarWords.useText();
  const language = useLanguage();
  return (
    <section className="day-panel" aria-live="polite">
      <h2 className="day-panel-title">{formatDate(day.date, language)}</h2>
      {day.holiday ? (
        <StateMark tone="warn" icon={PartyPopper}>
          {t('holiday', { name: day.holiday })}
        </StateMark>
      ) : null}
      {day.closures.map((closure) => (
        <p key={closure.id} className="day-panel-closure">
          <StateMark tone="warn" icon={CalendarX2}>
            {t('closure', { depot: depots.find(({ id }) => id === closure.depotId)?.name ?? '', reason: closure.reason })}
          </StateMark>
          {onReopen ? (
            <Button size="small" kind="quiet" onPress={() => onReopen(closure)}>
              {t('closureDialog.open')}
            </Button>
          ) : null}
        </p>
      ))}
      {day.shifts.length === 0 ? <p className="day-panel-empty">{t('dayEmpty')}</p> : null}
      <ul className="day-panel-shifts">
        {day.shifts.map((shift) => (
          <li key={shift.id}>
            <ShiftChip shift={shift} team={teams.get(shift.teamId)} withTeam onOpen={onOpen} />
          </li>
        ))}
      </ul>
    </section>
  );
}
