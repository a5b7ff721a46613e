import type { RepairEvent } from '@gocua/api/contract/repair';
import { Select } from '../../design/Select.tsx';
import { useLanguage } from '../../words/defineWords.ts';
import { formatDateShort, formatTime } from '../../words/format.ts';
import { usePlanner } from '../context.ts';
import { useCases } from '../data/useCases.ts';
import { usePlan, usePlans } from '../data/usePlans.ts';
import { useTeams } from '../data/useTeams.ts';
import { repairWords } from './words.ts';

const MINUTES = [15, 30, 40, 60, 90, 120];
const USUAL_MINUTES = 40;
/** So many days ahead an evening can be repaired here; what is later is planned again. */
const DAYS_SHOWN = 7;

/** The evening, and whom or which team it is about. */
export function EventFields(props: {
  kind: RepairEvent['kind'];
  date: string;
  event: RepairEvent | null;
  onDate: (date: string) => void;
  onChange: (event: RepairEvent) => void;
}) {
  const { kind, date, event, onDate, onChange } = props;
  const t = repairWords.useText();
  const language = useLanguage();
  const { today, zone } = usePlanner();
  const teams = useTeams();
  const { cases, byId } = useCases();
  const published = usePlans().data?.plans.find(({ state }) => state === 'published');
  const routes = usePlan(published?.id ?? null).data?.routes ?? [];
  const ofEvening = routes.filter((route) => route.date === date);
  const dates = [...new Set([today, date, ...routes.map((route) => route.date).filter((one) => one >= today)])].sort();
  const minutes = event?.kind === 'visitLate' ? event.minutes : USUAL_MINUTES;
  const visits = ofEvening.flatMap(({ teamId, stops }) =>
    stops.flatMap(({ caseId, startAt }) => (caseId === null ? [] : [{ caseId, teamId, startAt }])),
  );
  const nameOf = (caseId: string): string => byId.get(caseId)?.fullName ?? '';
  const planned = new Set(visits.map(({ caseId }) => caseId));
  return (
    <div className="repair-fields">
      <Select
        label={t('evening')}
        options={dates.slice(0, DAYS_SHOWN).map((id) => ({ id, words: formatDateShort(id, language) }))}
        value={date}
        onChange={onDate}
      />
      {kind === 'teamLost' ? (
        <Select
          label={t('team')}
          placeholder={t('choose')}
          options={teams.teams
            .filter(({ id }) => ofEvening.length === 0 || ofEvening.some(({ teamId }) => teamId === id))
            .map(({ id, name }) => ({ id, words: name }))}
          value={event?.kind === 'teamLost' ? event.teamId : null}
          onChange={(teamId) => onChange({ kind, teamId, date })}
        />
      ) : null}
      {kind === 'visitLate' ? (
        <>
          <Select
            label={t('visit')}
            placeholder={t('choose')}
            options={visits.map(({ caseId, teamId, startAt }) => ({
              id: caseId,
              words: `${formatTime(startAt, zone)} · ${nameOf(caseId)} · ${teams.byId.get(teamId)?.name ?? ''}`,
            }))}
            value={event?.kind === 'visitLate' ? event.caseId : null}
            onChange={(caseId) => onChange({ kind, caseId, minutes, date })}
          />
          <Select
            label={t('minutes')}
            options={[...new Set([...MINUTES, minutes])]
              .sort((a, b) => a - b)
              .map((count) => ({ id: String(count), words: t('minuteCount', { count }) }))}
            value={String(minutes)}
            isDisabled={event === null}
            onChange={(id) => event?.kind === 'visitLate' && onChange({ ...event, minutes: Number(id) })}
          />
        </>
      ) : null}
      {kind === 'urgentCase' ? (
        <Select
          label={t('case')}
          placeholder={t('choose')}
          options={cases
            .filter(({ id, state }) => state === 'waiting' && !planned.has(id))
            .map(({ id, fullName, address }) => ({ id, words: `${fullName}, ${address}` }))}
          value={event?.kind === 'urgentCase' ? event.caseId : null}
          onChange={(caseId) => onChange({ kind, caseId, date })}
        />
      ) : null}
    </div>
  );
}
