import type { Shift, Team } from '@gocua/api/contract/teams';
import { classNames } from '../../design/classNames.ts';
import { TeamMark } from '../../design/StateMark.tsx';
import { useLanguage } from '../../words/defineWords.ts';
import { addDays, formatDateShort, formatTimeRange } from '../../words/format.ts';
import { usePlanner } from '../context.ts';
import { teamShortName, useShifts } from '../data/useTeams.ts';
import { plannerWords } from '../words.ts';

/** The shifts of one week as they fall, holidays named. */
export function WeekGrid({ monday, teams }: { monday: string; teams: readonly Team[] }) {
  const t = plannerWords.useText();
  const language = useLanguage();
  const { today, zone } = usePlanner();
  const dates = Array.from({ length: 7 }, (_, index) => addDays(monday, index));
  const { data } = useShifts(monday, dates[6]!);
  const holidays = new Map(data?.holidays.map((holiday) => [holiday.date, language === 'vi' ? holiday.name : holiday.nameEn]));
  const shiftsOf = (teamId: string, date: string): Shift[] =>
    (data?.shifts ?? [])
      .filter((shift) => shift.teamId === teamId && shift.date === date)
      .sort((a, b) => a.opensAt.localeCompare(b.opensAt));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls sideways must be reachable by keyboard
    <section className="week" aria-label={t('teams.week')} tabIndex={0}>
      <table className="week-table">
        <caption className="visually-hidden">{t('teams.week')}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">{t('teams.team')}</span>
            </th>
            {dates.map((date) => (
              <th
                key={date}
                scope="col"
                className={classNames('figures', date === today && 'week-today', holidays.has(date) && 'week-holiday')}
              >
                {formatDateShort(date, language)}
                {holidays.has(date) ? <span>{holidays.get(date)}</span> : null}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {teams.map((team) => (
            <tr key={team.id} className={`team-${team.color}`}>
              <th scope="row">
                <span className="week-team">
                  <TeamMark color={team.color} words={teamShortName(team)} size="small" />
                  {team.name}
                </span>
              </th>
              {dates.map((date) => (
                <td key={date} className={classNames(date === today && 'week-today', holidays.has(date) && 'week-holiday')}>
                  {shiftsOf(team.id, date).map((shift) => (
                    <span key={shift.id} className="week-shift figures">
                      {formatTimeRange(shift.opensAt, shift.closesAt, zone)}
                    </span>
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
