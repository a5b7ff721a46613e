import { PLAN_WEIGHTS, type PlanWeight, POLICY_LIMITS } from '@gocua/api/contract/codes';
import type { PlanPolicy, PolicyInput, PolicyTerms } from '@gocua/api/contract/plan-policy';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { http } from '../../api/http.ts';
import { newId } from '../../api/newId.ts';
import { Button } from '../../design/Button.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import { Notice } from '../../design/Notice.tsx';
import { Skeleton } from '../../design/Progress.tsx';
import { Select } from '../../design/Select.tsx';
import { TextField } from '../../design/TextField.tsx';
import { toasts } from '../../design/toasts.ts';
import { common } from '../../words/common.ts';
import { problemText } from '../../words/problems.ts';
import { usePlanner } from '../context.ts';
import { useNewerVersion } from '../useNewerVersion.ts';
import { usePolicy } from './usePolicy.ts';
import { policyWords } from './words.ts';
import './policy.css';

/** What the unit's plans weigh: to look at, and for a dispatcher to change. */
export function PolicyDialog({ onClose }: { onClose: () => void }) {
  const t = policyWords.useText();
  const c = common.useText();
  const policy = usePolicy();
  if (policy.data) return <PolicyForm policy={policy.data} onClose={onClose} />;
  return (
    <Dialog title={t('title')} isOpen onClose={onClose}>
      {policy.isError ? <Notice tone="bad" title={problemText(policy.error)} /> : <Skeleton label={c('loading')} lines={6} />}
    </Dialog>
  );
}

type NumberTerm = keyof typeof POLICY_LIMITS;
type WeightTerm = Exclude<keyof PolicyTerms, NumberTerm>;
/** As they stand in the dialog. */
const GROUPS = [
  { title: 'promisesTitle', numbers: ['mostChanged', 'noticeHours'], weights: ['promises'] },
  { title: 'peopleTitle', numbers: ['longestWeeks'], weights: ['waiting', 'continuity'] },
  { title: 'teamsTitle', numbers: ['overtimeMinutes'], weights: ['overtime', 'balance'] },
] as const satisfies { title: string; numbers: readonly NumberTerm[]; weights: readonly WeightTerm[] }[];

const WEIGHTS = GROUPS.flatMap((group): readonly WeightTerm[] => group.weights);

function numbersOf({ mostChanged, noticeHours, overtimeMinutes, longestWeeks }: PolicyTerms): Record<NumberTerm, string> {
  return {
    mostChanged: String(mostChanged),
    noticeHours: String(noticeHours),
    overtimeMinutes: String(overtimeMinutes),
    longestWeeks: String(longestWeeks),
  };
}

function PolicyForm({ policy, onClose }: { policy: PlanPolicy; onClose: () => void }) {
  const t = policyWords.useText();
  const { me, mayChange } = usePlanner();
  const queries = useQueryClient();
  const [weights, setWeights] = useState<Record<WeightTerm, PlanWeight>>(policy.terms);
  const [numbers, setNumbers] = useState<Record<NumberTerm, string>>(() => numbersOf(policy.terms));
  const newer = useNewerVersion({
    newest: policy,
    idOf: ({ unitId, version }) => `${unitId} ${version}`,
    isTouched: ({ terms }) =>
      Object.entries(numbersOf(terms)).some(([term, typed]) => numbers[term as NumberTerm] !== typed) ||
      WEIGHTS.some((term) => weights[term] !== terms[term]),
    fill: ({ terms }) => {
      setWeights(terms);
      setNumbers(numbersOf(terms));
    },
  });
  const commandId = useRef(newId());
  const isOwn = policy.unitId === me.unitId;
  const isRight = (term: NumberTerm): boolean => /^\d{1,4}$/.test(numbers[term]) && Number(numbers[term]) <= POLICY_LIMITS[term];
  const save = useMutation({
    mutationFn: () => {
      const { promises, overtime, continuity, waiting, balance } = weights;
      const terms: PolicyTerms = {
        ...{ promises, overtime, continuity, waiting, balance },
        mostChanged: Number(numbers.mostChanged),
        noticeHours: Number(numbers.noticeHours),
        overtimeMinutes: Number(numbers.overtimeMinutes),
        longestWeeks: Number(numbers.longestWeeks),
      };
      const body: PolicyInput = { unitId: me.unitId, baseVersion: isOwn ? policy.version : 0, terms };
      return http.put<PlanPolicy>('/api/plan-policy', { body, commandId: commandId.current });
    },
    onSuccess: () => {
      toasts.show({ kind: 'done', words: t('saved') });
      onClose();
    },
    onError: () => {
      commandId.current = newId();
    },
    onSettled: () => void queries.invalidateQueries({ queryKey: ['plan-policy'] }),
  });
  return (
    <Dialog
      title={t('title')}
      isOpen
      onClose={onClose}
      isDismissable={false}
      actions={
        mayChange ? (
          <Button
            kind="primary"
            isDisabled={!Object.keys(numbers).every((term) => isRight(term as NumberTerm))}
            isPending={save.isPending}
            onPress={() => save.mutate()}
          >
            {t('save')}
          </Button>
        ) : null
      }
    >
      <p>{t('intro')}</p>
      <p className="policy-soft">
        {policy.unitId === null ? t('defaults') : isOwn ? t('version', { version: policy.version }) : t('inherited')}
      </p>
      {GROUPS.map((group) => (
        <section key={group.title} className="policy-group" aria-label={t(group.title)}>
          <h3>{t(group.title)}</h3>
          <div className="policy-fields">
            {group.numbers.map((term) => (
              <TextField
                key={term}
                label={t(term)}
                help={t(`${term}Help`)}
                inputMode="numeric"
                value={numbers[term]}
                isReadOnly={!mayChange}
                onChange={(typed) => setNumbers({ ...numbers, [term]: typed.trim() })}
                error={isRight(term) ? undefined : t('wrong', { most: POLICY_LIMITS[term] })}
              />
            ))}
            {group.weights.map((term) => (
              <Select
                key={term}
                label={t(term)}
                options={PLAN_WEIGHTS.map((id) => ({ id, words: t(`level.${id}`) }))}
                value={weights[term]}
                isDisabled={!mayChange}
                onChange={(weight) => setWeights({ ...weights, [term]: weight })}
              />
            ))}
          </div>
        </section>
      ))}
      {newer.isOutdated ? (
        <Notice tone="warn" title={t('newer')} action={<Button onPress={() => newer.take(policy)}>{t('takeNewer')}</Button>}>
          {t('newerWords')}
        </Notice>
      ) : save.isError ? (
        <Notice tone="bad" title={problemText(save.error)} />
      ) : null}
    </Dialog>
  );
}
