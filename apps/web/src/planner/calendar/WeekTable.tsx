import type { Team } from '@gocua/api/contract/teams';
import { classNames } from '../../design/classNames.ts';
import { TeamMark } from '../../design/StateMark.tsx';
import { useLanguage } from '../../words/defineWords.ts';
import { formatDateShort } from '../../words/format.ts';
import { usePlanner } from '../context.ts';
import { teamShortName } from '../data/useTeams.ts';
import { ShiftChip } from './ShiftChip.tsx';
import type { ShownDay, ShownShift } from './useCalendar.ts';
import { useTodayInView } from './useTodayInView.ts';
import { calendarWords } from './words.ts';

/** The shifts of one week as they fall: a row for each team, holidays named. */
export function WeekTable(props: {
  dates: readonly string[];
  day: (date: string) => ShownDay;
  teams: readonly Team[];
  onOpen: ((shift: ShownShift) => void) | null;
}) {
  const { dates, day, teams, onOpen } = props;
  const t = calendarWords.useText();
  const language = useLanguage();
  const { today } = usePlanner();
  const scrolled = useTodayInView(dates[0]!);
  const look = (date: string) => classNames(date === today && 'week-today', day(date).holiday && 'week-holiday');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls sideways must be reachable by keyboard
    <section className="week" aria-label={t('weekTable')} tabIndex={0} ref={scrolled}>
      <table className="week-table">
        <caption className="visually-hidden">{t('weekTable')}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">{t('teamFilter')}</span>
            </th>
            {dates.map((date) => (
              <th key={date} scope="col" className={classNames('figures', look(date))}>
                {formatDateShort(date, language)}
                {day(date).holiday ? <span>{day(date).holiday}</span> : null}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {teams.map((team) => (
            <tr key={team.id}>
              <th scope="row">
                <span className="week-team">
                  <TeamMark color={team.color} words={teamShortName(team)} size="small" />
                  {team.name}
                </span>
              </th>
              {dates.map((date) => (
                <td key={date} className={look(date)}>
                  {day(date)
                    .shifts.filter(({ teamId }) => teamId === team.id)
                    .map((shift) => (
                      <ShiftChip key={shift.id} shift={shift} team={team} withTeam={false} onOpen={onOpen} />
                    ))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
