import type { CrewView } from '@gocua/api/contract/people';
import { CalendarX2, CircleAlert, CircleCheck, CircleDashed, Pencil, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { EmptyState } from '../../design/EmptyState.tsx';
import { IconButton } from '../../design/IconButton.tsx';
import { Notice } from '../../design/Notice.tsx';
import { Skeleton } from '../../design/Progress.tsx';
import { StateMark, TeamMark } from '../../design/StateMark.tsx';
import { common } from '../../words/common.ts';
import { useLanguage } from '../../words/defineWords.ts';
import { addDays, formatDate, formatTimeRange } from '../../words/format.ts';
import { problemText } from '../../words/problems.ts';
import { usePlanner } from '../context.ts';
import { teamShortName, useTeams } from '../data/useTeams.ts';
import { BreachList } from './BreachList.tsx';
import { CrewDialog } from './CrewDialog.tsx';
import { useCrews, usePeople } from './usePeople.ts';
import { rosterWords } from './words.ts';

const DAYS = 14;
const MARKS = {
  full: ['good', CircleCheck],
  short: ['warn', TriangleAlert],
  lost: ['bad', CircleAlert],
  unnamed: ['plain', CircleDashed],
} as const;

/** The shifts of two weeks with who comes, what is missing and what is broken. */
export function CrewsTab() {
  const t = rosterWords.useText();
  const c = common.useText();
  const language = useLanguage();
  const { today, zone, mayChange, units } = usePlanner();
  const crews = useCrews(today, addDays(today, DAYS - 1));
  const { byId: people } = usePeople(today);
  const { byId: teams, kits, vehicles } = useTeams();
  const [editing, setEditing] = useState<CrewView | null>(null);
  const nameOf = (id: string) => people.get(id)?.name ?? id;
  const dates = [...new Set(crews.data?.map(({ date }) => date) ?? [])];
  return (
    <section className="people-panel">
      {crews.isPending ? <Skeleton label={c('loading')} lines={8} /> : null}
      {crews.isError ? <Notice tone="bad" title={problemText(crews.error)} /> : null}
      {crews.isSuccess && dates.length === 0 ? <EmptyState icon={CalendarX2} title={t('crews.none')} /> : null}
      {dates.map((date) => (
        <section key={date} className="crew-day">
          <h2 className="crew-date">{formatDate(date, language)}</h2>
          <ul>
            {crews.data
              ?.filter((crew) => crew.date === date)
              .map((crew) => {
                const team = teams.get(crew.teamId);
                const [tone, icon] = MARKS[crew.state];
                const kit = kits.find(({ id }) => id === crew.kitId);
                const vehicle = vehicles.find(({ id }) => id === crew.vehicleId);
                return (
                  <li key={crew.shiftId} className="crew">
                    {team ? <TeamMark color={team.color} words={teamShortName(team)} /> : null}
                    <span className="crew-words">
                      <span className="crew-title">
                        <strong>{team?.name}</strong>
                        <span className="figures">{formatTimeRange(crew.opensAt, crew.closesAt, zone)}</span>
                        {crew.forUnitId ? <span>{t('crews.for', { unit: units.name(crew.forUnitId, language) })}</span> : null}
                        {crew.hasOwnPeople ? <span className="crew-own">{t('crews.own')}</span> : null}
                      </span>
                      <span>
                        {crew.people
                          .map(({ personId, absence }) =>
                            absence
                              ? t('crews.absent', { name: nameOf(personId), kind: t(`absenceKind.${absence}`) })
                              : nameOf(personId),
                          )
                          .join(', ')}
                      </span>
                      <span className="crew-things">{[kit?.name, vehicle?.name].filter(Boolean).join(' · ')}</span>
                      {crew.equipmentFaults.map((fault) => (
                        <span key={fault} className="breach breach-hard">
                          {t(`crews.kitFault.${fault}`)}
                        </span>
                      ))}
                      <BreachList breaches={crew.breaches} most={2} nameOf={nameOf} />
                    </span>
                    <StateMark tone={tone} icon={icon}>
                      {t(`crewState.${crew.state}`)}
                    </StateMark>
                    {mayChange && team ? (
                      <IconButton
                        icon={Pencil}
                        size="small"
                        name={t('crews.edit', { team: team.name, date: formatDate(date, language) })}
                        onPress={() => setEditing(crew)}
                      />
                    ) : null}
                  </li>
                );
              })}
          </ul>
        </section>
      ))}
      {editing ? <CrewDialog crew={editing} others={crews.data ?? []} onClose={() => setEditing(null)} /> : null}
    </section>
  );
}
