import type { AssignmentView } from '@gocua/api/contract/dispatch';
import { Bike, Check, CheckCheck, CircleAlert, House } from 'lucide-react';
import { type KeyboardEvent, memo, useEffect, useMemo, useRef } from 'react';
import { classNames } from '../../design/classNames.ts';
import { TeamMark } from '../../design/StateMark.tsx';
import { codes } from '../../words/codes.ts';
import { useLanguage } from '../../words/defineWords.ts';
import { formatDateShort, localDate, localMinute } from '../../words/format.ts';
import { usePlanner } from '../context.ts';
import { useCases } from '../data/useCases.ts';
import { teamShortName, useTeams } from '../data/useTeams.ts';
import { hover } from '../hover.ts';
import { plannerWords } from '../words.ts';
import { DOUBTFUL_BELOW, planFactsWords } from './planFactsWords.ts';
import {
  clockOf,
  hourMarks,
  moveOnTimeline,
  type Span,
  type TimelineDay,
  type Timeline as TimelineModel,
  type TimelineRow,
} from './timelineLayout.ts';
import './timeline.css';

export interface TimelineProps {
  timeline: TimelineModel;
  chosenCase: string | null;
  onChooseCase: (id: string) => void;
  onChooseRoute?: (id: string) => void;
  /** What happened so far, by case; without it the timeline shows the intention only. */
  happened?: ReadonlyMap<string, AssignmentView>;
  /** Where the line of now stands while an evening is looked at again; else it is now. */
  atMs?: number | null;
}

/** Rows are shifts, the ruler is the evening. Blocks are buttons: one tab stop, arrows move, Enter chooses. */
export function Timeline({ timeline, chosenCase, onChooseCase, onChooseRoute, happened }: TimelineProps) {
  const t = plannerWords.useText();
  const { zone, nowMs } = usePlanner();
  const box = useRef<HTMLElement>(null);
  const today = localDate(nowMs, zone);
  const now = localMinute(nowMs, zone);
  const firstCase = timeline.days.flatMap((day) => day.rows).find((row) => row.visits.length > 0)?.visits[0]?.caseId ?? null;
  const shownCases = useMemo(
    () => new Set(timeline.days.flatMap((day) => day.rows.flatMap((row) => row.visits.map((visit) => visit.caseId)))),
    [timeline],
  );
  const tabStop = chosenCase && shownCases.has(chosenCase) ? chosenCase : firstCase;

  useEffect(() => {
    // Highlighting touches classes only: a pointer over the map must not draw three hundred blocks anew.
    const show = () => {
      const { caseId, routeId } = hover.read();
      for (const old of box.current?.querySelectorAll('.tl-hovered') ?? []) old.classList.remove('tl-hovered');
      if (caseId) box.current?.querySelector(`[data-case="${CSS.escape(caseId)}"]`)?.classList.add('tl-hovered');
      if (routeId) box.current?.querySelector(`[data-route="${CSS.escape(routeId)}"]`)?.classList.add('tl-hovered');
    };
    show();
    return hover.listen(show);
  }, []);

  useEffect(() => {
    if (chosenCase)
      box.current
        ?.querySelector(`[data-case="${CSS.escape(chosenCase)}"]`)
        ?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [chosenCase]);

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const block = (event.target as HTMLElement).closest<HTMLElement>('[data-case]');
    const row = block?.closest<HTMLElement>('[data-route]');
    if (!block?.dataset.case || !row?.dataset.route) return;
    const next = moveOnTimeline(timeline, event.key, row.dataset.route, block.dataset.case);
    if (!next) return;
    event.preventDefault();
    box.current?.querySelector<HTMLElement>(`[data-case="${CSS.escape(next.caseId)}"]`)?.focus();
  }

  return (
    <section ref={box} className="tl" aria-label={t('timeline.title')} onKeyDown={onKeyDown} onPointerLeave={() => hover.set({})}>
      {timeline.days.map((day) => (
        <Day
          key={day.date}
          day={day}
          now={day.date === today ? now : null}
          chosenCase={chosenCase}
          tabStop={tabStop}
          onChooseCase={onChooseCase}
          onChooseRoute={onChooseRoute}
          happened={happened}
        />
      ))}
    </section>
  );
}

interface Shared {
  now: number | null;
  chosenCase: string | null;
  tabStop: string | null;
  onChooseCase: (id: string) => void;
  onChooseRoute: ((id: string) => void) | undefined;
  happened: ReadonlyMap<string, AssignmentView> | undefined;
}

/** One day with its own hours, so that short evenings are as readable as long Saturdays. */
function Day({ day, now, chosenCase, tabStop, ...shared }: Shared & { day: TimelineDay }) {
  const language = useLanguage();
  const { range } = day;
  const part = useMemo(
    () => (minute: number) => `${(((minute - range.from) / (range.to - range.from)) * 100).toFixed(3)}%`,
    [range],
  );
  const marks = useMemo(() => hourMarks(range), [range]);
  return (
    <div className="tl-day">
      <div className="tl-ruler figures">
        <h2 className="tl-date">{formatDateShort(day.date, language)}</h2>
        <div className="tl-track" aria-hidden="true">
          {marks.map((mark) => (
            <span
              key={mark}
              className={classNames('tl-hour', mark === range.from && 'tl-hour-first', mark === range.to && 'tl-hour-last')}
              style={{ left: part(mark) }}
            >
              {clockOf(mark)}
            </span>
          ))}
        </div>
      </div>
      {day.rows.map((row) => (
        <Row
          key={row.routeId}
          row={row}
          dateWords={formatDateShort(day.date, language)}
          part={part}
          marks={marks}
          now={now !== null && now >= range.from && now <= range.to ? now : null}
          chosenCase={chosenCase && row.visits.some((visit) => visit.caseId === chosenCase) ? chosenCase : null}
          tabStop={tabStop && row.visits.some((visit) => visit.caseId === tabStop) ? tabStop : null}
          {...shared}
        />
      ))}
    </div>
  );
}

interface RowProps extends Shared {
  row: TimelineRow;
  dateWords: string;
  part: (minute: number) => string;
  marks: readonly number[];
}

const Row = memo(function Row(props: RowProps) {
  const { row, dateWords, part, marks, now, chosenCase, tabStop, onChooseCase, onChooseRoute, happened } = props;
  const t = plannerWords.useText();
  const f = planFactsWords.useText();
  const code = codes.useText();
  const teams = useTeams();
  const { byId } = useCases();
  const team = teams.byId.get(row.teamId);
  const style = (span: Span) => ({ left: part(span.from), width: `calc(${part(span.to)} - ${part(span.from)})` });
  const hours = `${clockOf(row.from)}–${clockOf(row.to)}`;
  return (
    <div
      className={`tl-row team-${team?.color ?? 0}`}
      data-route={row.routeId}
      onPointerEnter={() => hover.set({ routeId: row.routeId })}
    >
      <button type="button" className="tl-label" onClick={() => onChooseRoute?.(row.routeId)} tabIndex={-1}>
        <TeamMark color={team?.color ?? 0} words={teamShortName(team)} size="small" />
        <span className="tl-team">{team?.name ?? ''}</span>
        <span className="tl-count figures">{row.visits.length}</span>
      </button>
      <div className="tl-track">
        <svg className="tl-lines" aria-hidden="true">
          <title>{hours}</title>
          <rect className="tl-open" x={part(row.from)} width={style(row).width} y="0" height="100%" />
          {marks.map((mark) => (
            <line key={mark} className="tl-grid" x1={part(mark)} x2={part(mark)} y1="0" y2="100%" />
          ))}
          {row.rests.map((rest) => (
            <rect key={rest.from} className="tl-rest" x={part(rest.from)} width={style(rest).width} y="10" height="26" />
          ))}
          {row.waits.map((wait) => (
            <line key={wait.from} className="tl-wait" x1={part(wait.from)} x2={part(wait.to)} y1="24" y2="24" />
          ))}
          {row.travels.map((travel) => (
            <line key={travel.from} className="tl-travel" x1={part(travel.from)} x2={part(travel.to)} y1="24" y2="24" />
          ))}
        </svg>
        {row.visits.map((visit) =>
          visit.window ? <span key={visit.caseId} className="tl-window" style={style(visit.window)} /> : null,
        )}
        <ol
          className="tl-visits"
          aria-label={t('timeline.row', { team: team?.name ?? '', date: dateWords, hours, count: row.visits.length })}
        >
          {row.visits.map((visit) => {
            const state = happened?.get(visit.caseId);
            const name = byId.get(visit.caseId)?.fullName ?? '';
            const { onTimePercent } = visit.stop;
            const doubt = !state && onTimePercent !== null && onTimePercent < DOUBTFUL_BELOW ? onTimePercent : null;
            return (
              <li key={visit.caseId} className="tl-place" style={style(visit)}>
                <button
                  type="button"
                  data-case={visit.caseId}
                  className={classNames(
                    'tl-visit',
                    doubt !== null && 'tl-doubtful',
                    state && `tl-is-${state.state}`,
                    state?.outcome && (state.outcome === 'served' ? 'tl-served' : 'tl-other'),
                  )}
                  aria-pressed={visit.caseId === chosenCase}
                  tabIndex={visit.caseId === tabStop ? 0 : -1}
                  onClick={() => onChooseCase(visit.caseId)}
                  onPointerEnter={() => hover.set({ caseId: visit.caseId, routeId: row.routeId })}
                  onPointerLeave={() => hover.set({ routeId: row.routeId })}
                  onFocus={() => hover.set({ caseId: visit.caseId, routeId: row.routeId })}
                >
                  {state ? <StepIcon assignment={state} /> : null}
                  <span className="tl-number figures">{visit.number}</span>{' '}
                  <span className="visually-hidden">{name.slice(0, name.lastIndexOf(' ') + 1)}</span>
                  <span className="tl-name">{name.slice(name.lastIndexOf(' ') + 1)}</span>
                  {doubt === null ? null : (
                    <span className="tl-doubt figures" aria-hidden="true">
                      {doubt} %
                    </span>
                  )}
                  <span className="visually-hidden">
                    {`, ${clockOf(visit.from)}–${clockOf(visit.to)}`}
                    {doubt === null ? '' : `, ${f('onTime', { percent: doubt })}`}
                    {state
                      ? `, ${state.outcome ? code(`outcome.${state.outcome}`) : code(`assignmentState.${state.state}`)}`
                      : ''}
                  </span>
                </button>
              </li>
            );
          })}
        </ol>
        {now === null ? null : <span className="tl-now" style={{ left: part(now) }} title={clockOf(now)} />}
      </div>
    </div>
  );
});

/** The shape of what happened, so that the colour of a block is never alone. */
function StepIcon({ assignment }: { assignment: AssignmentView }) {
  const Icon =
    assignment.state === 'finished'
      ? assignment.outcome === 'served'
        ? Check
        : CircleAlert
      : assignment.state === 'travelling'
        ? Bike
        : assignment.state === 'arrived'
          ? House
          : assignment.state === 'acknowledged'
            ? CheckCheck
            : null;
  return Icon ? <Icon aria-hidden className="tl-step" /> : null;
}
