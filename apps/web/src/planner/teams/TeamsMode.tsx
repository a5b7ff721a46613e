import type { Team } from '@gocua/api/contract/teams';
import { CalendarPlus, Pencil, Plus, Users } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { newId } from '../../api/newId.ts';
import { Button } from '../../design/Button.tsx';
import { EmptyState } from '../../design/EmptyState.tsx';
import { IconButton } from '../../design/IconButton.tsx';
import { Notice } from '../../design/Notice.tsx';
import { Skeleton } from '../../design/Progress.tsx';
import { TeamMark } from '../../design/StateMark.tsx';
import { codes } from '../../words/codes.ts';
import { common } from '../../words/common.ts';
import { useLanguage } from '../../words/defineWords.ts';
import { problemText } from '../../words/problems.ts';
import { usePlanner } from '../context.ts';
import { teamShortName, useShiftSeries, useTeams } from '../data/useTeams.ts';
import { plannerWords } from '../words.ts';
import { SeriesDialog, type SeriesDraft } from './SeriesDialog.tsx';
import { SeriesWords } from './SeriesWords.tsx';
import { TeamDialog } from './TeamDialog.tsx';
import './teams.css';

/** The teams: who belongs to them, with what they set out, and their recurring shifts. */
export function TeamsMode() {
  const t = plannerWords.useText();
  const c = common.useText();
  const code = codes.useText();
  const _language = useLanguage();
  const { today, zone, mayChange } = usePlanner();
  const { query, teams, depots, kits } = useTeams();
  const series = useShiftSeries();
  const [editing, setEditing] = useState<Team | null>(null);
  const [draft, setDraft] = useState<SeriesDraft | null>(null);

  const newTeam = (): Team => ({
    id: newId(),
    unitId: '',
    name: t('teams.defaultName', { number: teams.length + 1 }),
    color: teams.length % 12,
    depotId: depots[0]?.id ?? '',
    kitId: null,
    vehicleId: null,
    crewSize: 2,
    skills: ['intake'],
    members: [],
    active: true,
    version: 0,
  });
  const newSeries = (team: Team): SeriesDraft => ({
    team,
    known: null,
    form: {
      weekdays: [1, 2, 3, 4, 5],
      from: '18:30',
      to: '21:30',
      firstDate: today,
      untilDate: '',
      skipHolidays: true,
      rest: null,
    },
    id: newId(),
    zone,
  });

  return (
    <div className="stage-page teams-mode">
      <header className="teams-head">
        <h1 className="panel-title">{t('teams.title')}</h1>
        <nav className="teams-links" aria-label={t('teams.links')}>
          <Link to="/dieu-phoi/lich">{t('teams.toCalendar')}</Link>
          <Link to="/dieu-phoi/nhan-su?phan=equipment">{t('teams.toEquipment')}</Link>
        </nav>
        {mayChange && depots.length > 0 ? (
          <Button kind="primary" icon={Plus} onPress={() => setEditing(newTeam())}>
            {t('teams.add')}
          </Button>
        ) : null}
      </header>
      {query.isPending ? <Skeleton label={c('loading')} lines={8} /> : null}
      {query.isError ? (
        <Notice
          tone="bad"
          title={problemText(query.error)}
          action={<Button onPress={() => void query.refetch()}>{c('retry')}</Button>}
        />
      ) : null}
      {query.isSuccess && teams.length === 0 ? (
        <EmptyState icon={Users} title={t('teams.none')}>
          {t('teams.noneWords')}
        </EmptyState>
      ) : null}
      {teams.length > 0 ? (
        <div className="teams-body">
          <ul className="team-list">
            {teams.map((team) => {
              const depot = depots.find((one) => one.id === team.depotId);
              const kit = kits.find((one) => one.id === team.kitId);
              const own = series.data?.filter((one) => one.teamId === team.id) ?? [];
              return (
                <li key={team.id} className="team-entry">
                  <header className="team-entry-head">
                    <TeamMark color={team.color} words={teamShortName(team)} />
                    <h2>{team.name}</h2>
                    {mayChange ? (
                      <IconButton
                        icon={Pencil}
                        size="small"
                        name={t('teams.edit', { name: team.name })}
                        onPress={() => setEditing(team)}
                      />
                    ) : null}
                  </header>
                  <dl className="team-facts">
                    <dt>{t('teams.members')}</dt>
                    <dd>
                      {team.members.length === 0
                        ? c('none')
                        : team.members.map((member) => `${member.name} (${code(`duty.${member.duty}`)})`).join(', ')}
                    </dd>
                    <dt>{t('teams.kit')}</dt>
                    <dd>{kit ? `${kit.name} – ${code(`kitState.${kit.state}`)}` : c('none')}</dd>
                    <dt>{t('teams.skills')}</dt>
                    <dd>
                      {[...new Set([...team.skills, ...(kit?.state === 'ready' ? kit.skills : [])])]
                        .map((skill) => code(`skill.${skill}`))
                        .join(', ') || c('none')}
                    </dd>
                    <dt>{t('teams.depot')}</dt>
                    <dd>{depot?.name ?? c('none')}</dd>
                  </dl>
                  <ul className="series-list">
                    {own.map((one) => (
                      <li key={one.id}>
                        <SeriesWords
                          series={one}
                          onEdit={mayChange ? (form) => setDraft({ team, known: one, form, id: one.id, zone: one.zone }) : null}
                        />
                      </li>
                    ))}
                    {own.length === 0 && series.isSuccess ? <li className="series-none">{t('teams.noSeries')}</li> : null}
                  </ul>
                  {mayChange ? (
                    <Button kind="quiet" size="small" icon={CalendarPlus} onPress={() => setDraft(newSeries(team))}>
                      {t('teams.addSeries')}
                    </Button>
                  ) : null}
                </li>
              );
            })}
          </ul>
        </div>
      ) : null}
      {editing ? <TeamDialog team={editing} depots={depots} kits={kits} onClose={() => setEditing(null)} /> : null}
      {draft ? <SeriesDialog draft={draft} onClose={() => setDraft(null)} /> : null}
    </div>
  );
}
