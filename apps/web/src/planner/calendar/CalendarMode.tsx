import type { DepotClosure, ShiftSeries } from '@gocua/api/contract/teams';
import { useQueryClient } from '@tanstack/react-query';
import { CalendarPlus, CalendarX2, ChevronLeft, ChevronRight, Share2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../design/Button.tsx';
import { IconButton } from '../../design/IconButton.tsx';
import { Notice } from '../../design/Notice.tsx';
import { Skeleton } from '../../design/Progress.tsx';
import { Select } from '../../design/Select.tsx';
import { common } from '../../words/common.ts';
import { useLanguage } from '../../words/defineWords.ts';
import { addDays, formatDayMonth, weekdayOf } from '../../words/format.ts';
import { problemText } from '../../words/problems.ts';
import { useAddress } from '../address.ts';
import { usePlanner } from '../context.ts';
import { useShiftSeries, useTeams } from '../data/useTeams.ts';
import { inOrderOfTeams } from '../roster/inOrderOfTeams.ts';
import { membershipOn } from '../roster/person-form.ts';
import { usePeople } from '../roster/usePeople.ts';
import { ClosureDialog, reopen } from './ClosureDialog.tsx';
import { DayPanel } from './DayPanel.tsx';
import { ExchangeDialog } from './ExchangeDialog.tsx';
import { firstShown, MonthGrid } from './MonthGrid.tsx';
import { NewShiftDialog } from './NewShiftDialog.tsx';
import { PeopleWeek } from './PeopleWeek.tsx';
import { ShiftDialog } from './ShiftDialog.tsx';
import { type ShownShift, useDays } from './useCalendar.ts';
import { WeekTable } from './WeekTable.tsx';
import { calendarWords } from './words.ts';
import '../teams/teams.css';
import './calendar.css';

type View = 'month' | 'week';
const ALL = '-';
const SWAP_CHOICES = 40;

/** Month and week of teams and of people, with holidays, closed depots and absences, and the three kinds of edit from any shift. */
export function CalendarMode() {
  const t = calendarWords.useText();
  const c = common.useText();
  const language = useLanguage();
  const queries = useQueryClient();
  const { today, mayChange } = usePlanner();
  const [view, setView] = useAddress('xem');
  const [date, setDate] = useAddress('ngay');
  const [teamFilter, setTeamFilter] = useAddress('to');
  const [rowsOf, setRowsOf] = useAddress('hang');
  const [personFilter, setPersonFilter] = useAddress('nguoi');
  /** The series as it was when its shift was opened: news of another's edit must not make this one pass for newer than that. */
  const [openedWith, setOpened] = useState<{ shift: ShownShift; series: ShiftSeries } | null>(null);
  const opened = openedWith?.shift ?? null;
  const [dialog, setDialog] = useState<'one' | 'closure' | 'exchange' | null>(null);
  const { query: teamQuery, teams: allTeams, depots, byId } = useTeams();
  const series = useShiftSeries();

  const shown: View = view === 'tuan' ? 'week' : 'month';
  const chosen = date && /^\d{4}-\d\d-\d\d$/.test(date) ? date : today;
  const month = chosen.slice(0, 7);
  const monday = addDays(chosen, 1 - weekdayOf(chosen));
  const from = shown === 'month' ? firstShown(month) : monday;
  const to = addDays(from, shown === 'month' ? 41 : 6);
  const { people: everybody, byId: peopleById } = usePeople(monday);
  const people = inOrderOfTeams(everybody, byId, chosen);
  const isByPerson = rowsOf === 'nguoi' && people.length > 0;
  const person = isByPerson ? (peopleById.get(personFilter ?? '') ?? (shown === 'month' ? people[0]! : null)) : null;
  const drawn = person ? { personId: person.id } : teamFilter && !isByPerson ? { teamId: teamFilter } : null;
  const { query, day, peopleOf } = useDays(from, to, drawn);
  const teams = allTeams.filter(({ active }) => active);
  const seriesOf = (shift: ShownShift): ShiftSeries | undefined => series.data?.find(({ id }) => id === shift.seriesId);
  const step = (by: number) =>
    setDate(shown === 'week' ? addDays(chosen, 7 * by) : `${addDays(`${month}-15`, 30 * by).slice(0, 7)}-01`);
  const title =
    shown === 'month'
      ? t('monthWords', { month: Number(month.slice(5)), year: month.slice(0, 4) })
      : `${formatDayMonth(monday, language)} – ${formatDayMonth(addDays(monday, 6), language)}`;

  /** Shifts of other teams within two weeks, which the opened one could swap with. */
  const others = opened
    ? (query.data?.shifts ?? [])
        .filter(
          (one) =>
            one.teamId !== opened.teamId &&
            one.date >= today &&
            one.date >= addDays(opened.date, -7) &&
            one.date <= addDays(opened.date, 7),
        )
        .flatMap((shift) => {
          const own = seriesOf(shift);
          return own ? [{ shift, series: own }] : [];
        })
        .slice(0, SWAP_CHOICES)
    : [];
  const depotName = (closure: DepotClosure) => depots.find(({ id }) => id === closure.depotId)?.name ?? '';
  const weekDates = Array.from({ length: 7 }, (_, index) => addDays(monday, index));
  const open = (shift: ShownShift) => {
    const own = seriesOf(shift);
    if (own) setOpened({ shift, series: own });
  };
  const onOpen = mayChange ? open : null;
  const failed = query.error ?? teamQuery.error;

  return (
    <div className="stage-page calendar-mode">
      <header className="calendar-head">
        <h1 className="panel-title">{t('title')}</h1>
        {/* biome-ignore lint/a11y/useSemanticElements: two buttons are no form */}
        <div role="group" aria-label={t('views')} className="calendar-views">
          {(['month', 'week'] as const).map((id) => (
            <Button
              key={id}
              kind={shown === id ? 'plain' : 'quiet'}
              aria-pressed={shown === id}
              onPress={() => setView(id === 'week' ? 'tuan' : null)}
            >
              {t(id)}
            </Button>
          ))}
        </div>
        <div className="calendar-steps">
          <IconButton icon={ChevronLeft} name={t(`before.${shown}`)} onPress={() => step(-1)} />
          <span className="calendar-words figures">{title}</span>
          <IconButton icon={ChevronRight} name={t(`after.${shown}`)} onPress={() => step(1)} />
          <Button kind="quiet" onPress={() => setDate(null)}>
            {t('today')}
          </Button>
        </div>
        {/* biome-ignore lint/a11y/useSemanticElements: two buttons are no form */}
        <div role="group" aria-label={t('rows')} className="calendar-views">
          {(['byTeam', 'byPerson'] as const).map((id) => (
            <Button
              key={id}
              kind={isByPerson === (id === 'byPerson') ? 'plain' : 'quiet'}
              aria-pressed={isByPerson === (id === 'byPerson')}
              onPress={() => setRowsOf(id === 'byPerson' ? 'nguoi' : null)}
            >
              {t(id)}
            </Button>
          ))}
        </div>
        {isByPerson ? (
          <Select
            className="calendar-filter"
            label={t('personFilter')}
            labelHidden
            options={[
              ...(shown === 'week' ? [{ id: ALL, words: t('allPeople') }] : []),
              ...people.map(({ id, name }) => ({ id, words: name })),
            ]}
            value={person?.id ?? ALL}
            onChange={(id) => setPersonFilter(id === ALL ? null : id)}
          />
        ) : (
          <Select
            className="calendar-filter"
            label={t('teamFilter')}
            labelHidden
            options={[{ id: ALL, words: t('allTeams') }, ...teams.map(({ id, name }) => ({ id, words: name }))]}
            value={teamFilter ?? ALL}
            onChange={(id) => setTeamFilter(id === ALL ? null : id)}
          />
        )}
        {mayChange && teams.length > 0 ? (
          <div className="calendar-actions">
            <Button icon={CalendarPlus} onPress={() => setDialog('one')}>
              {t('addOne')}
            </Button>
            <Button icon={CalendarX2} onPress={() => setDialog('closure')}>
              {t('close')}
            </Button>
            <IconButton icon={Share2} name={t('exchange')} onPress={() => setDialog('exchange')} />
          </div>
        ) : null}
      </header>
      {query.isPending || teamQuery.isPending ? <Skeleton label={c('loading')} lines={10} /> : null}
      {failed ? (
        <Notice
          tone="bad"
          title={problemText(failed)}
          action={<Button onPress={() => void query.refetch()}>{c('retry')}</Button>}
        />
      ) : null}
      {query.isSuccess && teamQuery.isSuccess ? (
        shown === 'month' ? (
          <div className="calendar-body calendar-month">
            <MonthGrid month={month} day={day} teams={byId} depots={depots} chosen={chosen} onChoose={(next) => setDate(next)} />
            <DayPanel
              day={day(chosen)}
              teams={byId}
              depots={depots}
              people={peopleById}
              person={person}
              onOpen={onOpen}
              onReopen={
                mayChange ? (closure) => reopen(queries, closure, t('closureDialog.opened', { depot: depotName(closure) })) : null
              }
            />
          </div>
        ) : (
          <div className="calendar-body">
            {isByPerson ? (
              <PeopleWeek
                dates={weekDates}
                day={day}
                people={person ? [person] : people}
                teams={byId}
                teamOf={(one) => byId.get(membershipOn(one.memberships, chosen)?.teamId ?? '')}
                peopleOf={peopleOf}
                onOpen={onOpen}
              />
            ) : (
              <WeekTable
                dates={weekDates}
                day={day}
                teams={teamFilter ? teams.filter(({ id }) => id === teamFilter) : teams}
                onOpen={onOpen}
              />
            )}
          </div>
        )
      ) : null}
      {openedWith ? (
        <ShiftDialog
          key={openedWith.shift.id}
          shift={openedWith.shift}
          series={openedWith.series}
          teams={teams}
          others={others}
          onClose={() => setOpened(null)}
        />
      ) : null}
      {dialog === 'one' ? (
        <NewShiftDialog
          date={chosen < today ? today : chosen}
          teamId={teamFilter ?? teams[0]!.id}
          teams={teams}
          onClose={() => setDialog(null)}
        />
      ) : null}
      {dialog === 'closure' ? (
        <ClosureDialog date={chosen < today ? today : chosen} depots={depots} onClose={() => setDialog(null)} />
      ) : null}
      {dialog === 'exchange' ? (
        <ExchangeDialog teams={teams} teamId={teamFilter ?? teams[0]!.id} onClose={() => setDialog(null)} />
      ) : null}
    </div>
  );
}
