import type { CaseDetail } from '@gocua/api/contract/cases';
import { REQUIREMENTS, type Requirement } from '@gocua/api/contract/codes';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { http } from '../../api/http.ts';
import { newId } from '../../api/newId.ts';
import { CheckboxChoices } from '../../design/Choices.tsx';
import { toasts } from '../../design/toasts.ts';
import { codes } from '../../words/codes.ts';
import { problemText } from '../../words/problems.ts';
import { usePlanner } from '../context.ts';
import { rosterWords } from '../roster/words.ts';

/** What a visit asks of its crew besides what its needs ask; each press is saved at once. */
export function CrewRequirements({ one }: { one: CaseDetail }) {
  const t = rosterWords.useText();
  const code = codes.useText();
  const { mayChange } = usePlanner();
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: (requirements: Requirement[]) =>
      http.put<CaseDetail>(`/api/cases/${one.id}/requirements`, {
        body: { requirements, version: one.version },
        commandId: newId(),
      }),
    onSuccess: (after) => {
      queries.setQueryData(['case', one.id], after);
      void queries.invalidateQueries({ queryKey: ['cases'] });
    },
    onError: (error) => toasts.show({ kind: 'error', words: problemText(error) }),
  });
  if (!mayChange) {
    return <>{one.requirements.map((skill) => code(`skill.${skill}`)).join(', ') || t('requirement.none')}</>;
  }
  return (
    <CheckboxChoices
      look="chips"
      label={t('requirement.title')}
      labelHidden
      choices={REQUIREMENTS.map((id) => ({ id, words: code(`skill.${id}`) }))}
      value={one.requirements}
      onChange={(requirements) => save.mutate(requirements)}
    />
  );
}
