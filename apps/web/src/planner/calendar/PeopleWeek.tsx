import type { PersonHours, PersonView } from '@gocua/api/contract/people';
import type { Team } from '@gocua/api/contract/teams';
import { classNames } from '../../design/classNames.ts';
import { TeamMark } from '../../design/StateMark.tsx';
import { useLanguage } from '../../words/defineWords.ts';
import { formatDateShort, formatNumber } from '../../words/format.ts';
import { usePlanner } from '../context.ts';
import { teamShortName } from '../data/useTeams.ts';
import { rosterWords } from '../roster/words.ts';
import { ShiftChip } from './ShiftChip.tsx';
import type { ShownDay, ShownShift } from './useCalendar.ts';
import { useTodayInView } from './useTodayInView.ts';
import { calendarWords } from './words.ts';

/** The week of people: a row for each, with their shifts in whatever team, absences, hours and what remains to each cap. */
export function PeopleWeek(props: {
  dates: readonly string[];
  day: (date: string) => ShownDay;
  people: readonly PersonView[];
  teams: ReadonlyMap<string, Team>;
  teamOf: (person: PersonView) => Team | undefined;
  peopleOf: ReadonlyMap<string, readonly string[]>;
  onOpen: ((shift: ShownShift) => void) | null;
}) {
  const { dates, day, people, teams, teamOf, peopleOf, onOpen } = props;
  const t = calendarWords.useText();
  const r = rosterWords.useText();
  const language = useLanguage();
  const { today } = usePlanner();
  const scrolled = useTodayInView(dates[0]!);
  const look = (date: string) => classNames(date === today && 'week-today', day(date).holiday && 'week-holiday');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls sideways must be reachable by keyboard
    <section className="week" aria-label={t('peopleTable')} tabIndex={0} ref={scrolled}>
      <table className="week-table people-week">
        <caption className="visually-hidden">{t('peopleTable')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('person')}</th>
            {dates.map((date) => (
              <th key={date} scope="col" className={classNames('figures', look(date))}>
                {formatDateShort(date, language)}
                {day(date).holiday ? <span>{day(date).holiday}</span> : null}
              </th>
            ))}
            <th scope="col">{t('week')}</th>
            <th scope="col">{t('overtimeMonth')}</th>
            <th scope="col">{t('overtimeYear')}</th>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => {
            const team = teamOf(person);
            return (
              <tr key={person.id}>
                <th scope="row">
                  <span className="week-team">
                    {team ? <TeamMark color={team.color} words={teamShortName(team)} size="small" /> : null}
                    <span className="people-week-name">
                      {person.name}
                      {team ? null : <span className="people-week-soft">{t('noTeam')}</span>}
                    </span>
                  </span>
                </th>
                {dates.map((date) => {
                  const away = day(date).absences.find(({ personId }) => personId === person.id);
                  return (
                    <td key={date} className={look(date)}>
                      {away ? (
                        <span className="people-week-away">{t('absent', { kind: r(`absenceKind.${away.kind}`) })}</span>
                      ) : null}
                      {day(date)
                        .shifts.filter(({ id }) => peopleOf.get(id)?.includes(person.id))
                        .map((shift) => (
                          <ShiftChip
                            key={shift.id}
                            shift={shift}
                            team={teams.get(shift.teamId)}
                            withTeam={shift.teamId !== team?.id}
                            onOpen={onOpen}
                          />
                        ))}
                    </td>
                  );
                })}
                <HoursCell hours={person.hours.week} left={person.hours.weekLeft} />
                <HoursCell hours={person.hours.monthOvertime} left={person.hours.monthOvertimeLeft} />
                <HoursCell hours={person.hours.yearOvertime} left={person.hours.yearOvertimeLeft} />
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function useHoursWords() {
  const t = calendarWords.useText();
  const language = useLanguage();
  return (value: number) => t('overtime', { hours: formatNumber(value, language, Number.isInteger(value) ? 0 : 1) });
}

/** What remains of hours to a cap, or by how much they are over it; nothing where there is no cap. */
function HoursLeft({ left }: { left: number | null }) {
  const t = calendarWords.useText();
  const words = useHoursWords();
  if (left === null) return null;
  return (
    <span className={classNames('people-week-soft', left < 0 && 'people-week-over')}>
      {left < 0 ? t('hoursOver', { hours: words(-left) }) : t('hoursLeft', { hours: words(left) })}
    </span>
  );
}

function HoursCell({ hours, left }: { hours: number; left: number | null }) {
  const words = useHoursWords();
  return (
    <td className="people-week-hour figures">
      <span>{words(hours)}</span>
      <HoursLeft left={left} />
    </td>
  );
}

/** Hours of the week, overtime of month and year, each with what remains to its cap. */
export function PersonHoursCell({ hours }: { hours: PersonHours }) {
  const t = calendarWords.useText();
  const words = useHoursWords();
  return (
    <dl className="people-week-hours figures">
      <dt>{t('week')}</dt>
      <dd>
        {words(hours.week)} <HoursLeft left={hours.weekLeft} />
      </dd>
      <dt>{t('overtimeMonth')}</dt>
      <dd>
        {words(hours.monthOvertime)} <HoursLeft left={hours.monthOvertimeLeft} />
      </dd>
      <dt>{t('overtimeYear')}</dt>
      <dd>
        {words(hours.yearOvertime)} <HoursLeft left={hours.yearOvertimeLeft} />
      </dd>
    </dl>
  );
}
