import type { CaseBonds, CaseDetail } from '@gocua/api/contract/cases';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { http } from '../../api/http.ts';
import { newId } from '../../api/newId.ts';
import { Button } from '../../design/Button.tsx';
import { CheckboxChoices } from '../../design/Choices.tsx';
import { Select } from '../../design/Select.tsx';
import { toasts } from '../../design/toasts.ts';
import { problemText } from '../../words/problems.ts';
import { CASE_PARAM, useAddress } from '../address.ts';
import { usePlanner } from '../context.ts';
import { bondWords } from './bondWords.ts';

const SECOND = 'second';
const NEVER = 'never';
const DAYS = [1, 3, 7, 14, 21, 30];

/** What a case takes besides its own visit: a second team at the same moment, the card brought days later. Each press is saved. */
export function BoundVisits({ one }: { one: CaseDetail }) {
  const t = bondWords.useText();
  const { mayChange } = usePlanner();
  const queries = useQueryClient();
  const [, chooseCase] = useAddress(CASE_PARAM);
  const save = useMutation({
    mutationFn: (bonds: CaseBonds) => http.put<CaseDetail>(`/api/cases/${one.id}/bonds`, { body: bonds, commandId: newId() }),
    onSuccess: (after) => {
      queries.setQueryData(['case', one.id], after);
      void queries.invalidateQueries({ queryKey: ['cases'] });
    },
    onError: (error) => toasts.show({ kind: 'error', words: problemText(error) }),
  });
  const { bonds, boundTo } = one;
  if (boundTo) {
    return (
      <>
        {t(boundTo.bond)}{' '}
        <Button kind="quiet" onPress={() => chooseCase(boundTo.caseId)}>
          {t('first')}
        </Button>
      </>
    );
  }
  const isOpen = one.state === 'waiting' || one.state === 'scheduled' || one.state === 'blocked';
  if (!mayChange || !isOpen) {
    const said = [
      ...(bonds.secondTeam ? [t('secondTeam')] : []),
      ...(bonds.returnAfterDays === null ? [] : [`${t('card')}: ${t('after', { count: bonds.returnAfterDays })}`]),
    ];
    return <>{said.join(', ') || t('none')}</>;
  }
  const offered = [...new Set([...DAYS, ...(bonds.returnAfterDays === null ? [] : [bonds.returnAfterDays])])].sort(
    (a, b) => a - b,
  );
  return (
    <>
      <CheckboxChoices
        look="chips"
        label={t('title')}
        labelHidden
        choices={[{ id: SECOND, words: t('secondTeam') }]}
        value={bonds.secondTeam ? [SECOND] : []}
        onChange={(chosen) => save.mutate({ ...bonds, secondTeam: chosen.length > 0 })}
      />
      <Select
        label={t('card')}
        options={[
          { id: NEVER, words: t('never') },
          ...offered.map((count) => ({ id: String(count), words: t('after', { count }) })),
        ]}
        value={bonds.returnAfterDays === null ? NEVER : String(bonds.returnAfterDays)}
        onChange={(id) => save.mutate({ ...bonds, returnAfterDays: id === NEVER ? null : Number(id) })}
      />
    </>
  );
}
