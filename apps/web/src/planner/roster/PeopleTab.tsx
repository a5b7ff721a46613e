import type { PersonView } from '@gocua/api/contract/people';
import { Pencil, Plus, Users } from 'lucide-react';
import { useState } from 'react';
import { newId } from '../../api/newId.ts';
import { Button } from '../../design/Button.tsx';
import { classNames } from '../../design/classNames.ts';
import { EmptyState } from '../../design/EmptyState.tsx';
import { IconButton } from '../../design/IconButton.tsx';
import { Notice } from '../../design/Notice.tsx';
import { Skeleton } from '../../design/Progress.tsx';
import { TeamMark } from '../../design/StateMark.tsx';
import { common } from '../../words/common.ts';
import { useLanguage } from '../../words/defineWords.ts';
import { formatNumber } from '../../words/format.ts';
import { problemText } from '../../words/problems.ts';
import { usePlanner } from '../context.ts';
import { teamShortName, useTeams } from '../data/useTeams.ts';
import { BreachList } from './BreachList.tsx';
import { inOrderOfTeams } from './inOrderOfTeams.ts';
import { PersonDialog } from './PersonDialog.tsx';
import { usePeople } from './usePeople.ts';
import { rosterWords } from './words.ts';

/** Everybody with their hours across all teams and the office, and what remains to the caps. */
export function PeopleTab() {
  const t = rosterWords.useText();
  const c = common.useText();
  const { today, mayChange } = usePlanner();
  const { query, people: everybody } = usePeople(today);
  const { teams, byId } = useTeams();
  const people = inOrderOfTeams(everybody, byId, today);
  const [editing, setEditing] = useState<PersonView | null>(null);
  const teamOf = (person: PersonView) => {
    const now = person.memberships.find(({ fromDate, toDate }) => fromDate <= today && (toDate === null || toDate >= today));
    return now ? byId.get(now.teamId) : undefined;
  };
  return (
    <section className="people-panel">
      {mayChange ? (
        <div className="people-actions">
          <Button kind="primary" icon={Plus} onPress={() => setEditing(newPerson())}>
            {t('people.add')}
          </Button>
        </div>
      ) : null}
      {query.isPending ? <Skeleton label={c('loading')} lines={8} /> : null}
      {query.isError ? <Notice tone="bad" title={problemText(query.error)} /> : null}
      {query.isSuccess && people.length === 0 ? (
        <EmptyState icon={Users} title={t('people.none')}>
          {t('people.noneWords')}
        </EmptyState>
      ) : null}
      {people.length > 0 ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than the screen is scrolled with the keyboard
        <section className="people-scroll" aria-label={t('tab.people')} tabIndex={0}>
          <table className="people-table">
            <thead>
              <tr>
                <th scope="col">{t('people.name')}</th>
                <th scope="col">{t('people.week')}</th>
                <th scope="col">{t('people.overtimeMonth')}</th>
                <th scope="col">{t('people.overtimeYear')}</th>
                <th scope="col">{t('people.evenings')}</th>
                <th scope="col">{t('people.weekends')}</th>
                <th scope="col">{t('people.trouble')}</th>
              </tr>
            </thead>
            <tbody>
              {people.map((person) => {
                const team = teamOf(person);
                const { hours } = person;
                return (
                  <tr key={person.id} className={person.active ? undefined : 'person-away'}>
                    <th scope="row">
                      <span className="person-name">
                        {team ? (
                          <TeamMark color={team.color} words={teamShortName(team)} size="small" />
                        ) : (
                          <span className="kit-free" />
                        )}
                        <span>
                          {person.name}
                          <span className="person-team">{team?.name ?? t('people.noTeam')}</span>
                        </span>
                        {mayChange ? (
                          <IconButton
                            icon={Pencil}
                            size="small"
                            name={t('people.edit', { name: person.name })}
                            onPress={() => setEditing(person)}
                          />
                        ) : null}
                      </span>
                    </th>
                    <td>
                      <Hours used={hours.week} left={hours.weekLeft} />
                    </td>
                    <td>
                      <Hours used={hours.monthOvertime} left={hours.monthOvertimeLeft} />
                    </td>
                    <td>
                      <Hours used={hours.yearOvertime} left={hours.yearOvertimeLeft} />
                    </td>
                    <td className="figures">{hours.monthEvenings}</td>
                    <td className="figures">{hours.monthWeekendDays}</td>
                    <td>
                      {person.breaches.length === 0 ? (
                        <span className="person-fine">{t('people.fine')}</span>
                      ) : (
                        <BreachList breaches={person.breaches} most={2} />
                      )}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </section>
      ) : null}
      {editing ? <PersonDialog person={editing} teams={teams} onClose={() => setEditing(null)} /> : null}
    </section>
  );
}

/** Hours with what remains to the cap: a bar for the eye, words for everybody. */
function Hours({ used, left }: { used: number; left: number | null }) {
  const t = rosterWords.useText();
  const language = useLanguage();
  const digits = (value: number) => formatNumber(value, language, Number.isInteger(value) ? 0 : 1);
  const cap = left === null ? null : used + left;
  const share = cap && cap > 0 ? Math.min(1, used / cap) : 0;
  return (
    <span className="hours figures">
      <span className="hours-used">{t('people.hours', { hours: digits(used) })}</span>
      {left === null ? null : (
        <>
          <span aria-hidden className={classNames('hours-bar', left < 0 && 'hours-bar-over')}>
            <span style={{ inlineSize: `${share * 100}%` }} />
          </span>
          <span className={classNames('hours-left', left < 0 && 'hours-left-over')}>
            {left < 0 ? t('people.over', { over: digits(-left) }) : t('people.left', { left: digits(left) })}
          </span>
        </>
      )}
    </span>
  );
}

function newPerson(): PersonView {
  return {
    id: newId(),
    unitId: '',
    name: '',
    phone: '',
    sex: null,
    skills: ['officer', 'vneid'],
    officeHours: [],
    wishes: { avoidWeekdays: [], likeWeekdays: [] },
    active: true,
    version: 0,
    memberships: [],
    hours: {
      week: 0,
      weekLeft: null,
      monthOvertime: 0,
      monthOvertimeLeft: null,
      yearOvertime: 0,
      yearOvertimeLeft: null,
      monthFieldHours: 0,
      monthEvenings: 0,
      monthWeekendDays: 0,
    },
    breaches: [],
  };
}
