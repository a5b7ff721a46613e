import type { Depot, Team } from '@gocua/api/contract/teams';
import { type KeyboardEvent, useRef } from 'react';
import { classNames } from '../../design/classNames.ts';
import { useLanguage } from '../../words/defineWords.ts';
import { addDays, formatDate, formatTime, weekdayName, weekdayOf, weekdayShort } from '../../words/format.ts';
import { usePlanner } from '../context.ts';
import { teamShortName } from '../data/useTeams.ts';
import type { ShownDay } from './useCalendar.ts';
import { calendarWords } from './words.ts';

/** So many shifts are drawn in a day; the day itself lists all. */
const SHOWN_COUNT = 8;

/**
 * Six weeks of days. One of them can be reached by Tab and the arrow keys go from there (WAI-ARIA: grid); choosing a day lists its
 * shifts beside the grid, where each is a button. So nothing inside a day needs a keyboard of its own.
 */
export function MonthGrid(props: {
  month: string;
  day: (date: string) => ShownDay;
  teams: ReadonlyMap<string, Team>;
  depots: readonly Depot[];
  chosen: string;
  onChoose: (date: string) => void;
}) {
  const { month, day, teams, depots, chosen, onChoose } = props;
  const t = calendarWords.useText();
  const language = useLanguage();
  const { today, zone } = usePlanner();
  const table = useRef<HTMLTableElement>(null);
  const first = firstShown(month);
  const weeks = Array.from({ length: 6 }, (_, week) => Array.from({ length: 7 }, (_, index) => addDays(first, week * 7 + index)));

  function move(event: KeyboardEvent<HTMLElement>, date: string) {
    const days = STEPS[event.key];
    const target =
      days !== undefined
        ? addDays(date, days)
        : event.key === 'Home'
          ? addDays(date, 1 - weekdayOf(date))
          : event.key === 'End'
            ? addDays(date, 7 - weekdayOf(date))
            : null;
    if (target === null) return;
    event.preventDefault();
    onChoose(target);
    // The day may lie in another month, which is drawn first.
    requestAnimationFrame(() => table.current?.querySelector<HTMLElement>(`[data-date="${target}"]`)?.focus());
  }

  function nameOf({ date, shifts, holiday, closures, absences }: ShownDay): string {
    const held = shifts.filter(({ because }) => because === undefined).length;
    const more = [
      holiday ? t('holiday', { name: holiday }) : '',
      ...closures.map(({ depotId, reason }) =>
        t('closure', { depot: depots.find(({ id }) => id === depotId)?.name ?? '', reason }),
      ),
      absences.length > 0 ? t('absentCount', { count: absences.length }) : '',
    ];
    return t('dayName', {
      date: formatDate(date, language),
      shifts: held > 0 ? t('shiftCount', { count: held }) : t('noShift'),
      more: more
        .filter(Boolean)
        .map((words) => `. ${words}`)
        .join(''),
    });
  }

  return (
    // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the grid pattern on a table, as the WAI-ARIA practices show it
    <table className="month" role="grid" aria-label={t('grid')} ref={table}>
      <thead>
        <tr>
          {weeks[0]!.map((date) => (
            <th key={date} scope="col" abbr={weekdayName(weekdayOf(date), language)}>
              {weekdayShort(weekdayOf(date), language)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]}>
            {week.map((date) => {
              const shown = day(date);
              const { shifts, holiday, closures, absences } = shown;
              return (
                <td
                  key={date}
                  className={classNames(
                    'day',
                    !date.startsWith(month) && 'day-outside',
                    (holiday || closures.length > 0) && 'day-off',
                  )}
                >
                  <button
                    type="button"
                    data-date={date}
                    tabIndex={date === chosen ? 0 : -1}
                    aria-pressed={date === chosen}
                    aria-label={nameOf(shown)}
                    {...(date === today ? { 'aria-current': 'date' as const } : {})}
                    className={classNames('day-button', date === chosen && 'day-chosen', date === today && 'day-today')}
                    onClick={() => onChoose(date)}
                    onKeyDown={(event) => move(event, date)}
                  >
                    <span className="day-number figures">{Number(date.slice(8))}</span>
                  </button>
                  <div aria-hidden className="day-content">
                    {holiday ? <span className="day-holiday">{holiday}</span> : null}
                    {closures.map((closure) => (
                      <span key={closure.id} className="day-closure">
                        {t('closureShort', { depot: depots.find(({ id }) => id === closure.depotId)?.name ?? '' })}
                      </span>
                    ))}
                    {absences.length > 0 ? (
                      <span className="day-absent">{t('absentCount', { count: absences.length })}</span>
                    ) : null}
                    <span className="day-shifts">
                      {shifts.slice(0, shifts.length > SHOWN_COUNT ? SHOWN_COUNT - 1 : SHOWN_COUNT).map((shift) => {
                        const team = teams.get(shift.teamId);
                        return (
                          <span
                            key={shift.id}
                            className={classNames(
                              'day-shift',
                              `team-${team?.color ?? 0}`,
                              shift.because && 'day-shift-lost',
                              shift.change !== 'none' && 'day-shift-changed',
                            )}
                          >
                            <span className="day-shift-team">{teamShortName(team)}</span>
                            <span className="day-shift-time figures">{formatTime(shift.opensAt, zone)}</span>
                          </span>
                        );
                      })}
                      {shifts.length > SHOWN_COUNT ? (
                        <span className="day-more">{t('more', { count: shifts.length - SHOWN_COUNT + 1 })}</span>
                      ) : null}
                    </span>
                  </div>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  ArrowUp: -7,
  ArrowDown: 7,
  PageUp: -28,
  PageDown: 28,
};

/** The Monday on or before the first of a month, "2026-11". */
export function firstShown(month: string): string {
  const first = `${month}-01`;
  return addDays(first, 1 - weekdayOf(first));
}
