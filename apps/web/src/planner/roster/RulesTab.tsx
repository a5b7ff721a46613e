import type { PolicyInput, PolicyView, WorkingTimeRules } from '@gocua/api/contract/people';
import { RULE_UNITS, SHORT_SHIFTS, WORKING_TIME_RULES } from '@gocua/api/contract/working-time-codes';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { http, ProblemError } from '../../api/http.ts';
import { newId } from '../../api/newId.ts';
import { Button } from '../../design/Button.tsx';
import { RadioChoices } from '../../design/Choices.tsx';
import { Notice } from '../../design/Notice.tsx';
import { Skeleton } from '../../design/Progress.tsx';
import { TextField } from '../../design/TextField.tsx';
import { TimeField } from '../../design/TimeField.tsx';
import { toasts } from '../../design/toasts.ts';
import { common } from '../../words/common.ts';
import { useLanguage } from '../../words/defineWords.ts';
import { formatDate, localDate } from '../../words/format.ts';
import { problemText } from '../../words/problems.ts';
import { usePlanner } from '../context.ts';
import { useNewerVersion } from '../useNewerVersion.ts';
import { breachWords } from './breachWords.ts';
import { readNumber, writeNumber } from './rule-form.ts';
import { useOverrides, usePeople, usePolicy } from './usePeople.ts';
import { rosterWords } from './words.ts';

/** The unit's working-time rules: what counts now, a form for the next version, earlier versions, exceptions on record. */
export function RulesTab() {
  const c = common.useText();
  const policy = usePolicy();
  return (
    <section className="people-panel">
      {policy.isPending ? <Skeleton label={c('loading')} lines={8} /> : null}
      {policy.isError ? <Notice tone="bad" title={problemText(policy.error)} /> : null}
      {policy.data ? <RulesForm view={policy.data} /> : null}
    </section>
  );
}

type Cells = Record<string, string>;
const cellsOf = (rules: WorkingTimeRules): Cells =>
  Object.fromEntries(
    WORKING_TIME_RULES.flatMap((rule) => [
      [`${rule} limit`, writeNumber(rule, rules.limits[rule].limit)],
      [`${rule} warnAt`, writeNumber(rule, rules.limits[rule].warnAt)],
    ]),
  );

/** What the form holds, as it stands in its fields. */
const typedOf = (rules: WorkingTimeRules) => ({
  rules,
  cells: cellsOf(rules),
  day: String(rules.ordinaryHoursADay),
  week: String(rules.ordinaryHoursAWeek),
});

function RulesForm({ view }: { view: PolicyView }) {
  const t = rosterWords.useText();
  const language = useLanguage();
  const { me, zone } = usePlanner();
  const queries = useQueryClient();
  const { policy, history, defaults } = view;
  const [typed, setTyped] = useState(() => typedOf(policy.rules));
  const { rules, cells, day, week } = typed;
  const [note, setNote] = useState('');
  const mayWrite = me.role === 'dispatcher' || me.role === 'chief';
  const fill = (next: WorkingTimeRules) => setTyped(typedOf(next));
  const newer = useNewerVersion({
    newest: policy,
    idOf: ({ unitId, version }) => `${unitId} ${version}`,
    isTouched: (since) => note !== '' || JSON.stringify(typed) !== JSON.stringify(typedOf(since.rules)),
    fill: (version) => {
      fill(version.rules);
      setNote('');
    },
  });
  const read = (): WorkingTimeRules | null => {
    const limits = { ...rules.limits };
    for (const rule of WORKING_TIME_RULES) {
      const limit = readNumber(rule, cells[`${rule} limit`] ?? '');
      const warnAt = readNumber(rule, cells[`${rule} warnAt`] ?? '');
      if (limit === undefined || warnAt === undefined) return null;
      limits[rule] = { limit, warnAt };
    }
    const [dayHours, weekHours] = [Number(day.replace(',', '.')), Number(week.replace(',', '.'))];
    if (!(dayHours > 0) || !(weekHours > 0)) return null;
    return { ...rules, ordinaryHoursADay: dayHours, ordinaryHoursAWeek: weekHours, limits };
  };
  const next = read();
  const save = useMutation({
    mutationFn: (body: PolicyInput) => http.put<PolicyView>('/api/working-time-policy', { body, commandId: newId() }),
    onSuccess: (after) => {
      queries.setQueryData(['teams', 'policy'], after);
      void queries.invalidateQueries({ queryKey: ['teams'] });
      newer.take(after.policy);
      toasts.show({ kind: 'done', words: t('rules.saved', { version: after.policy.version }) });
    },
    onError: () => void queries.invalidateQueries({ queryKey: ['teams', 'policy'] }),
  });
  const dateOf = (at: string | null) => (at ? formatDate(localDate(at, zone), language) : '');
  return (
    <div className="rules">
      <div className="rules-form">
        <p className="rules-intro">{t('rules.intro')}</p>
        <p className="rules-intro">
          {policy.version === 0
            ? t('rules.defaults')
            : t('rules.from', {
                version: policy.version,
                unit: policy.unitName,
                name: policy.byName ?? '',
                date: dateOf(policy.createdAt),
              })}
        </p>
        <table className="rules-table">
          <thead>
            <tr>
              <th scope="col">{t('rules.rule')}</th>
              <th scope="col">{t('rules.limit')}</th>
              <th scope="col">{t('rules.warnAt')}</th>
            </tr>
          </thead>
          <tbody>
            {WORKING_TIME_RULES.map((rule) => (
              <tr key={rule}>
                <th scope="row">
                  {t(`rule.${rule}`)}
                  {RULE_UNITS[rule] === 'count' ? null : (
                    <span className="rules-unit"> ({t(`rules.unit.${RULE_UNITS[rule]}`)})</span>
                  )}
                </th>
                {(['limit', 'warnAt'] as const).map((field) => (
                  <td key={field}>
                    <TextField
                      label={t(field === 'limit' ? 'rules.limitOf' : 'rules.warnOf', { rule: t(`rule.${rule}`) })}
                      labelHidden
                      className="rules-cell figures"
                      inputMode={rule === 'latest_end' ? 'text' : 'decimal'}
                      isReadOnly={!mayWrite}
                      value={cells[`${rule} ${field}`] ?? ''}
                      onChange={(value) => setTyped({ ...typed, cells: { ...cells, [`${rule} ${field}`]: value } })}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        <p className="rules-intro">{t('rules.empty')}</p>
        <div className="rules-more">
          <TextField
            label={t('rules.ordinaryDay')}
            inputMode="decimal"
            value={day}
            onChange={(value) => setTyped({ ...typed, day: value })}
            isReadOnly={!mayWrite}
          />
          <TextField
            label={t('rules.ordinaryWeek')}
            inputMode="decimal"
            value={week}
            onChange={(value) => setTyped({ ...typed, week: value })}
            isReadOnly={!mayWrite}
          />
          <TimeField
            label={t('rules.eveningFrom')}
            value={rules.eveningFrom}
            onChange={(eveningFrom) => mayWrite && eveningFrom && setTyped({ ...typed, rules: { ...rules, eveningFrom } })}
          />
        </div>
        <RadioChoices
          label={t('rules.shortShift')}
          choices={SHORT_SHIFTS.map((id) => ({ id, words: t(`shortShift.${id}`), isDisabled: !mayWrite }))}
          value={rules.shortShift}
          onChange={(shortShift) => setTyped({ ...typed, rules: { ...rules, shortShift } })}
        />
        {mayWrite ? (
          <>
            <TextField label={t('rules.note')} value={note} onChange={setNote} rows={2} className="rules-note" />
            {next === null ? <Notice tone="warn" title={t('rules.wrongNumber')} /> : null}
            {newer.isOutdated ? (
              <Notice
                tone="warn"
                title={t('rules.newer', { name: policy.byName ?? '', version: policy.version })}
                action={<Button onPress={() => newer.take(policy)}>{t('rules.takeNewer')}</Button>}
              >
                {t('rules.newerWords')}
              </Notice>
            ) : save.isError ? (
              <Notice tone="bad" title={problemText(save.error)}>
                {save.error instanceof ProblemError && save.error.code === 'invalid-input' ? t('rules.wrongNumber') : null}
              </Notice>
            ) : null}
            <div className="people-actions">
              <Button kind="quiet" onPress={() => fill(defaults)}>
                {t('rules.byDefaults')}
              </Button>
              <Button
                kind="primary"
                isDisabled={next === null}
                isPending={save.isPending}
                onPress={() => next && save.mutate({ version: history[0]?.version ?? 0, rules: next, note })}
              >
                {t('rules.save')}
              </Button>
            </div>
          </>
        ) : null}
      </div>
      <div className="rules-record">
        {history.length > 0 ? (
          <section>
            <h2 className="crew-date">{t('rules.history')}</h2>
            <ul className="rules-history">
              {history.map((one) => (
                <li key={one.version}>
                  <span>
                    {t('rules.historyLine', { version: one.version, name: one.byName ?? '', date: dateOf(one.createdAt) })}
                    {one.note ? <span className="person-team">{one.note}</span> : null}
                  </span>
                  {mayWrite ? (
                    <Button kind="quiet" size="small" onPress={() => fill(one.rules)}>
                      {t('rules.again')}
                    </Button>
                  ) : null}
                </li>
              ))}
            </ul>
          </section>
        ) : null}
        <Overrides />
      </div>
    </div>
  );
}

function Overrides() {
  const t = rosterWords.useText();
  const language = useLanguage();
  const { today, zone } = usePlanner();
  const overrides = useOverrides();
  const { byId } = usePeople(today);
  return (
    <section>
      <h2 className="crew-date">{t('rules.overrides')}</h2>
      {overrides.data?.length === 0 ? <p className="rules-intro">{t('rules.noOverrides')}</p> : null}
      <ul className="rules-history">
        {overrides.data?.map((one) => (
          <li key={one.id}>
            <span>
              {breachWords(t, { ...one, otherDate: null }, language)}
              <span className="person-team">
                {t('rules.overrideLine', {
                  person: byId.get(one.personId)?.name ?? one.personId,
                  reason: one.reason,
                  name: one.byName,
                  date: formatDate(localDate(one.createdAt, zone), language),
                })}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
