import { DUTIES, PERSON_SKILLS, SEXES, type Sex } from '@gocua/api/contract/codes';
import type { Membership, PersonInput, PersonView } from '@gocua/api/contract/people';
import type { Team } from '@gocua/api/contract/teams';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { http } from '../../api/http.ts';
import { newId } from '../../api/newId.ts';
import { CheckboxChoices, YesNo } from '../../design/Choices.tsx';
import { DateField } from '../../design/DateField.tsx';
import { FormDialog } from '../../design/FormDialog.tsx';
import { Select } from '../../design/Select.tsx';
import { TextField } from '../../design/TextField.tsx';
import { toasts } from '../../design/toasts.ts';
import { codes } from '../../words/codes.ts';
import { useLanguage } from '../../words/defineWords.ts';
import { addDays, weekdayShort } from '../../words/format.ts';
import { weeklyWindowWords } from '../cases/weeklyWindowWords.ts';
import { usePlanner } from '../context.ts';
import { changeTeam, membershipOn, OFFICE_HOURS, officeKind } from './person-form.ts';
import { RuleRefusal } from './RuleRefusal.tsx';
import { rosterWords } from './words.ts';

const WEEKDAY_IDS = ['1', '2', '3', '4', '5', '6', '7'] as const;
const NOTHING = '-';

/** A person: who they are, what they can do, when the office has them, what they wish, and where they belong from when on. */
export function PersonDialog({
  person: start,
  teams,
  onClose,
}: {
  person: PersonView;
  teams: readonly Team[];
  onClose: () => void;
}) {
  const t = rosterWords.useText();
  const code = codes.useText();
  const language = useLanguage();
  const { today } = usePlanner();
  const queries = useQueryClient();
  const [person, setPerson] = useState<PersonInput>(() => {
    const { unitId: _unit, hours: _hours, breaches: _breaches, ...input } = start;
    return input;
  });
  const now = membershipOn(start.memberships, today);
  const [place, setPlace] = useState({ teamId: now?.teamId ?? NOTHING, duty: now?.duty ?? ('officer' as const), from: today });
  const commandId = useRef(newId());
  const set = (part: Partial<PersonInput>) => setPerson((before) => ({ ...before, ...part }));
  const kind = officeKind(person.officeHours);
  const save = useMutation({
    mutationFn: (overrideReason: string | null) => {
      const memberships: Membership[] = changeTeam(start.memberships, {
        ...place,
        teamId: place.teamId === NOTHING ? null : place.teamId,
        dayBefore: addDays(place.from, -1),
        newId,
      });
      const body: PersonInput = { ...person, memberships, overrideReason };
      return http.put<PersonView>(`/api/people/${person.id}`, { body, commandId: commandId.current });
    },
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['teams'] });
      toasts.show({ kind: 'done', words: t('people.saved', { name: person.name }) });
      onClose();
    },
    onError: () => {
      commandId.current = newId();
    },
  });
  const weekdays = WEEKDAY_IDS.map((id) => ({ id, words: weekdayShort(Number(id), language) }));
  const toDays = (ids: string[]) => ids.map(Number) as PersonInput['wishes']['avoidWeekdays'];
  return (
    <FormDialog
      title={start.version === 0 ? t('people.add') : t('people.edit', { name: start.name })}
      width="wide"
      isComplete={person.name.trim() !== ''}
      isPending={save.isPending}
      onSave={() => save.mutate(null)}
      onClose={onClose}
    >
      {(tried) => (
        <div className="team-form">
          {save.isError ? <RuleRefusal error={save.error} isPending={save.isPending} onOverride={save.mutate} /> : null}
          <div className="series-two">
            <TextField
              label={t('people.name')}
              value={person.name}
              onChange={(name) => set({ name })}
              error={tried && !person.name.trim() ? t('people.nameMissing') : undefined}
            />
            <TextField label={t('people.phone')} type="tel" value={person.phone} onChange={(phone) => set({ phone })} />
          </div>
          <div className="series-two">
            <Select<Sex | '-'>
              label={t('people.sex')}
              options={[{ id: NOTHING, words: t('people.sexUnknown') }, ...SEXES.map((id) => ({ id, words: code(`sex.${id}`) }))]}
              value={person.sex ?? NOTHING}
              onChange={(sex) => set({ sex: sex === NOTHING ? null : sex })}
            />
            <Select
              label={t('people.office')}
              options={[
                ...(['none', 'afternoons', 'full'] as const).map((id) => ({ id, words: t(`people.officeKind.${id}`) })),
                ...(kind === 'own'
                  ? [
                      {
                        id: 'own' as const,
                        words: t('people.officeKind.own', { words: weeklyWindowWords(person.officeHours, language).join('; ') }),
                      },
                    ]
                  : []),
              ]}
              value={kind}
              onChange={(id) => id !== 'own' && set({ officeHours: OFFICE_HOURS[id] })}
            />
          </div>
          <CheckboxChoices
            look="chips"
            label={t('people.skills')}
            choices={PERSON_SKILLS.map((id) => ({ id, words: code(`skill.${id}`) }))}
            value={person.skills}
            onChange={(skills) => set({ skills })}
          />
          <CheckboxChoices
            look="chips"
            label={t('people.avoid')}
            choices={weekdays}
            value={WEEKDAY_IDS.filter((id) => person.wishes.avoidWeekdays.some((day) => day === Number(id)))}
            onChange={(days) => set({ wishes: { ...person.wishes, avoidWeekdays: toDays(days) } })}
          />
          <CheckboxChoices
            look="chips"
            label={t('people.like')}
            choices={weekdays}
            value={WEEKDAY_IDS.filter((id) => person.wishes.likeWeekdays.some((day) => day === Number(id)))}
            onChange={(days) => set({ wishes: { ...person.wishes, likeWeekdays: toDays(days) } })}
          />
          <div className="series-three">
            <Select
              label={t('people.membership')}
              options={[{ id: NOTHING, words: t('people.noTeam') }, ...teams.map((team) => ({ id: team.id, words: team.name }))]}
              value={place.teamId}
              onChange={(teamId) => setPlace({ ...place, teamId })}
            />
            <Select
              label={t('people.duty')}
              options={DUTIES.map((id) => ({ id, words: code(`duty.${id}`) }))}
              value={place.duty}
              onChange={(duty) => setPlace({ ...place, duty })}
            />
            <DateField
              label={t('people.since')}
              value={place.from}
              onChange={(from) => setPlace({ ...place, from: from || today })}
            />
          </div>
          <YesNo words={t('people.active')} value={person.active} onChange={(active) => set({ active })} />
        </div>
      )}
    </FormDialog>
  );
}
