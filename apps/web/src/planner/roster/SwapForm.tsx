import type { CrewView, SwapInput } from '@gocua/api/contract/people';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { http } from '../../api/http.ts';
import { newId } from '../../api/newId.ts';
import { Button } from '../../design/Button.tsx';
import { Select } from '../../design/Select.tsx';
import { toasts } from '../../design/toasts.ts';
import { useLanguage } from '../../words/defineWords.ts';
import { formatDateShort } from '../../words/format.ts';
import { teamShortName, useTeams } from '../data/useTeams.ts';
import { RuleRefusal } from './RuleRefusal.tsx';
import { rosterWords } from './words.ts';

/** Two people change places between this shift and another one. */
export function SwapForm(props: {
  crew: CrewView;
  others: readonly CrewView[];
  nameOf: (personId: string) => string;
  onDone: () => void;
}) {
  const { crew, others, nameOf, onDone } = props;
  const t = rosterWords.useText();
  const language = useLanguage();
  const queries = useQueryClient();
  const { byId: teams } = useTeams();
  const [who, setWho] = useState<string | null>(null);
  const [withWhom, setWithWhom] = useState<string | null>(null);
  const present = (one: CrewView) => one.people.filter(({ absence }) => !absence).map(({ personId }) => personId);
  const options = others
    .filter((other) => other.shiftId !== crew.shiftId)
    .flatMap((other) =>
      present(other)
        .filter((id) => !crew.people.some(({ personId }) => personId === id))
        .map((personId) => ({
          id: `${other.shiftId} ${personId}`,
          words: t('crews.swapOption', {
            name: nameOf(personId),
            team: teamShortName(teams.get(other.teamId)),
            date: formatDateShort(other.date, language),
          }),
          other,
          personId,
        })),
    );
  const swap = useMutation({
    mutationFn: (overrideReason: string | null) => {
      const chosen = options.find(({ id }) => id === withWhom)!;
      const side = ({ shiftId, date, version }: CrewView, personId: string) => ({ shiftId, date, version, personId });
      const body: SwapInput = { one: side(crew, who!), other: side(chosen.other, chosen.personId), overrideReason };
      return http.post<unknown>('/api/swaps', { body, commandId: newId() });
    },
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['teams'] });
      toasts.show({ kind: 'done', words: t('crews.swapped') });
      onDone();
    },
  });
  return (
    <section className="swap">
      <h3>{t('crews.swap')}</h3>
      {swap.isError ? <RuleRefusal error={swap.error} isPending={swap.isPending} onOverride={swap.mutate} /> : null}
      <div className="swap-row">
        <Select
          label={t('crews.swapWho')}
          options={crew.people.map(({ personId }) => ({ id: personId, words: nameOf(personId) }))}
          value={who}
          onChange={setWho}
          placeholder={t('crews.swapChoose')}
        />
        <Select
          label={t('crews.swapWith')}
          options={options}
          value={withWhom}
          onChange={setWithWhom}
          placeholder={t('crews.swapChoose')}
        />
        <Button isDisabled={!who || !withWhom} isPending={swap.isPending} onPress={() => swap.mutate(null)}>
          {t('crews.swapDo')}
        </Button>
      </div>
    </section>
  );
}
