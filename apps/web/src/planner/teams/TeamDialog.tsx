import { DUTIES, SKILLS } from '@gocua/api/contract/codes';
import type { Depot, Kit, Member, Team, TeamInput, TeamSaved } from '@gocua/api/contract/teams';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Plus, Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import { http } from '../../api/http.ts';
import { newId } from '../../api/newId.ts';
import { Button } from '../../design/Button.tsx';
import { CheckboxChoices } from '../../design/Choices.tsx';
import { FormDialog } from '../../design/FormDialog.tsx';
import { IconButton } from '../../design/IconButton.tsx';
import { Select } from '../../design/Select.tsx';
import { TextField } from '../../design/TextField.tsx';
import { TEAM_COLORS } from '../../design/teamColors.ts';
import { toasts } from '../../design/toasts.ts';
import { codes } from '../../words/codes.ts';
import { common } from '../../words/common.ts';
import { RuleRefusal } from '../roster/RuleRefusal.tsx';
import { useWarnings } from '../roster/useWarnings.ts';
import { plannerWords } from '../words.ts';

const NO_KIT = '-';

/** A team: its name and colour, where it starts, what it carries, who belongs to it. */
export function TeamDialog(props: { team: Team; depots: readonly Depot[]; kits: readonly Kit[]; onClose: () => void }) {
  const { depots, kits, onClose } = props;
  const t = plannerWords.useText();
  const c = common.useText();
  const code = codes.useText();
  const queries = useQueryClient();
  const warn = useWarnings();
  const [team, setTeam] = useState(props.team);
  const commandId = useRef(newId());
  const set = (part: Partial<Team>) => setTeam((before) => ({ ...before, ...part }));
  const setMember = (id: string, part: Partial<Member>) =>
    set({ members: team.members.map((member) => (member.id === id ? { ...member, ...part } : member)) });
  const freeKits = kits.filter((kit) => kit.teamId === null || kit.teamId === team.id);
  const save = useMutation({
    mutationFn: (overrideReason: string | null) => {
      const { unitId: _unit, ...input } = team;
      const body: TeamInput = { ...input, overrideReason };
      return http.put<TeamSaved>(`/api/teams/${team.id}`, { body, commandId: commandId.current });
    },
    onSuccess: ({ breaches }) => {
      void queries.invalidateQueries({ queryKey: ['teams'] });
      toasts.show({ kind: 'done', words: t('teams.saved', { name: team.name }) });
      warn(breaches);
      onClose();
    },
    onError: () => {
      commandId.current = newId();
    },
  });
  const incomplete = !team.name.trim() || team.members.some((member) => !member.name.trim());
  return (
    <FormDialog
      title={props.team.version === 0 ? t('teams.add') : t('teams.edit', { name: props.team.name })}
      width="wide"
      isComplete={!incomplete}
      isPending={save.isPending}
      onSave={() => save.mutate(null)}
      onClose={onClose}
    >
      {(tried) => (
        <div className="team-form">
          {save.isError ? <RuleRefusal error={save.error} isPending={save.isPending} onOverride={save.mutate} /> : null}
          <div className="series-two">
            <TextField
              label={t('teams.name')}
              value={team.name}
              onChange={(name) => set({ name })}
              error={tried && !team.name.trim() ? t('teams.nameMissing') : undefined}
            />
            <Select
              label={t('teams.depot')}
              options={depots.map((depot) => ({ id: depot.id, words: depot.name }))}
              value={team.depotId}
              onChange={(depotId) => set({ depotId })}
            />
          </div>
          <div className="series-two">
            <Select
              label={t('teams.kit')}
              options={[
                { id: NO_KIT, words: c('none') },
                ...freeKits.map((kit) => ({ id: kit.id, words: `${kit.name} – ${code(`kitState.${kit.state}`)}` })),
              ]}
              value={team.kitId ?? NO_KIT}
              onChange={(id) => set({ kitId: id === NO_KIT ? null : id })}
            />
            <fieldset className="team-colors">
              <legend className="field-label">{t('teams.color')}</legend>
              {TEAM_COLORS.light.map((light, index) => (
                <button
                  key={light}
                  type="button"
                  className={`team-color team-${index}`}
                  aria-pressed={team.color === index}
                  aria-label={t('teams.colorNumber', { number: index + 1 })}
                  onClick={() => set({ color: index })}
                />
              ))}
            </fieldset>
          </div>
          <CheckboxChoices
            look="chips"
            label={t('teams.skills')}
            choices={SKILLS.map((id) => ({ id, words: code(`skill.${id}`) }))}
            value={team.skills}
            onChange={(skills) => set({ skills })}
          />
          <section>
            <h3 className="team-members-title">{t('teams.members')}</h3>
            <ul className="team-members">
              {team.members.map((member) => (
                <li key={member.id}>
                  <TextField
                    label={t('teams.memberName')}
                    value={member.name}
                    onChange={(name) => setMember(member.id, { name })}
                    error={tried && !member.name.trim() ? t('teams.nameMissing') : undefined}
                  />
                  <TextField
                    label={t('teams.memberPhone')}
                    type="tel"
                    value={member.phone}
                    onChange={(phone) => setMember(member.id, { phone })}
                  />
                  <Select
                    label={t('teams.duty')}
                    options={DUTIES.map((id) => ({ id, words: code(`duty.${id}`) }))}
                    value={member.duty}
                    onChange={(duty) => setMember(member.id, { duty })}
                  />
                  <IconButton
                    icon={Trash2}
                    name={t('teams.removeMember', { name: member.name })}
                    onPress={() => set({ members: team.members.filter((one) => one.id !== member.id) })}
                  />
                </li>
              ))}
            </ul>
            <Button
              kind="quiet"
              size="small"
              icon={Plus}
              onPress={() => set({ members: [...team.members, { id: newId(), name: '', phone: '', duty: 'officer' }] })}
            >
              {t('teams.addMember')}
            </Button>
          </section>
        </div>
      )}
    </FormDialog>
  );
}
