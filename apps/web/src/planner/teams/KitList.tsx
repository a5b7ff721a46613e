import { KIT_STATES, type KitState } from '@gocua/api/contract/codes';
import type { Depot, Kit, Team } from '@gocua/api/contract/teams';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { http } from '../../api/http.ts';
import { newId } from '../../api/newId.ts';
import { Select } from '../../design/Select.tsx';
import { TeamMark } from '../../design/StateMark.tsx';
import { toasts } from '../../design/toasts.ts';
import { codes } from '../../words/codes.ts';
import { common } from '../../words/common.ts';
import { problemText } from '../../words/problems.ts';
import { usePlanner } from '../context.ts';
import { teamShortName } from '../data/useTeams.ts';
import { plannerWords } from '../words.ts';

/** The scarce machines: whose they are and whether they can go out; and where teams start. */
export function KitList({ kits, depots, teams }: { kits: readonly Kit[]; depots: readonly Depot[]; teams: readonly Team[] }) {
  const t = plannerWords.useText();
  const c = common.useText();
  const code = codes.useText();
  const { mayChange } = usePlanner();
  const queries = useQueryClient();
  const put = useMutation({
    mutationFn: (kit: Kit) => http.put<Kit>(`/api/kits/${kit.id}`, { body: kit, commandId: newId() }),
    onError: (error) => toasts.show({ kind: 'error', words: problemText(error) }),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['teams'] }),
  });
  function setState(kit: Kit, state: KitState) {
    put.mutate(
      { ...kit, state },
      {
        onSuccess: () =>
          toasts.show({
            kind: 'done',
            words: t('teams.kitSaved', { name: kit.name, state: code(`kitState.${state}`) }),
            undo: { words: c('undo'), run: () => put.mutate(kit) },
          }),
      },
    );
  }
  return (
    <section className="kits">
      <h2>{t('teams.kits')}</h2>
      <div className="kits-columns">
        <ul>
          {kits.map((kit) => {
            const team = teams.find((one) => one.kitId === kit.id);
            return (
              <li key={kit.id} className="kit">
                {team ? <TeamMark color={team.color} words={teamShortName(team)} size="small" /> : <span className="kit-free" />}
                <span className="kit-name">
                  {kit.name}
                  <span>{team ? kit.skills.map((skill) => code(`skill.${skill}`)).join(', ') : t('teams.kitFree')}</span>
                </span>
                <Select
                  label={t('teams.kitState', { name: kit.name })}
                  labelHidden
                  isDisabled={!mayChange}
                  options={KIT_STATES.map((id) => ({ id, words: code(`kitState.${id}`) }))}
                  value={kit.state}
                  onChange={(state) => state !== kit.state && setState(kit, state)}
                />
              </li>
            );
          })}
        </ul>
        <ul>
          {depots.map((depot) => (
            <li key={depot.id} className="kit">
              <span className="kit-name">
                {depot.name}
                <span>{depot.address}</span>
              </span>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
