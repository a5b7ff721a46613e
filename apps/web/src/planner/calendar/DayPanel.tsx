import type { PersonView } from '@gocua/api/contract/people';
import type { Depot, DepotClosure, Team } from '@gocua/api/contract/teams';
import { CalendarX2, PartyPopper, UserX } from 'lucide-react';
import { Button } from '../../design/Button.tsx';
import { StateMark } from '../../design/StateMark.tsx';
import { useLanguage } from '../../words/defineWords.ts';
import { formatDate } from '../../words/format.ts';
import { rosterWords } from '../roster/words.ts';
import { PersonHoursCell } from './PeopleWeek.tsx';
import { ShiftChip } from './ShiftChip.tsx';
import type { ShownDay, ShownShift } from './useCalendar.ts';
import { calendarWords } from './words.ts';

/** All of one day in words: holiday, closures, who is away, shifts. */
export function DayPanel(props: {
  day: ShownDay;
  teams: ReadonlyMap<string, Team>;
  depots: readonly Depot[];
  people: ReadonlyMap<string, PersonView>;
  /** Whose days alone are drawn. */
  person: PersonView | null;
  onOpen: ((shift: ShownShift) => void) | null;
  onReopen: ((closure: DepotClosure) => void) | null;
}) {
  const { day, teams, depots, people, person, onOpen, onReopen } = props;
  const t = calendarWords.useText();
  const r = rosterWords.useText();
  const language = useLanguage();
  return (
    <section className="day-panel" aria-live="polite">
      <h2 className="day-panel-title">{formatDate(day.date, language)}</h2>
      {person ? (
        <>
          <p className="day-panel-person">{person.name}</p>
          <PersonHoursCell hours={person.hours} />
        </>
      ) : null}
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
      {day.absences.length > 0 ? (
        <ul className="day-panel-absences">
          {day.absences.map(({ id, personId, kind }) => (
            <li key={id}>
              <UserX aria-hidden />
              {t('absentPerson', { name: people.get(personId)?.name ?? r('people.unknown'), kind: r(`absenceKind.${kind}`) })}
            </li>
          ))}
        </ul>
      ) : null}
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
