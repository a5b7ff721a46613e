import type { RosterInput, RosterView } from '@gocua/api/contract/rosters';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { CalendarCheck } from 'lucide-react';
import { useState } from 'react';
import { http } from '../../api/http.ts';
import { newId } from '../../api/newId.ts';
import { EmptyState } from '../../design/EmptyState.tsx';
import { Notice } from '../../design/Notice.tsx';
import { Skeleton } from '../../design/Progress.tsx';
import { Select } from '../../design/Select.tsx';
import { toasts } from '../../design/toasts.ts';
import { common } from '../../words/common.ts';
import { useLanguage } from '../../words/defineWords.ts';
import { formatDayMonth } from '../../words/format.ts';
import { problemText } from '../../words/problems.ts';
import { useAddress } from '../address.ts';
import { usePlanner } from '../context.ts';
import { DemandForm } from './DemandForm.tsx';
import { RosterPanel } from './RosterPanel.tsx';
import { useRoster, useRosters } from './usePeople.ts';
import { rosterWords } from './words.ts';

/** From wanted evenings to a roster: say what is wanted, look at the proposal, change it, accept it; undo. */
export function RosterTab() {
  const t = rosterWords.useText();
  const c = common.useText();
  const language = useLanguage();
  const { mayChange } = usePlanner();
  const queries = useQueryClient();
  const rosters = useRosters();
  const [chosen, setChosen] = useAddress('ban');
  const id = chosen ?? rosters.data?.find(({ state }) => state === 'proposed' || state === 'accepted')?.id ?? null;
  const roster = useRoster(id);
  const [seed, setSeed] = useState(1);
  const propose = useMutation({
    mutationFn: (demand: RosterInput['demand']) => {
      const body: RosterInput = { id: newId(), demand, seed };
      return http.post<RosterView>('/api/rosters', { body, commandId: newId() });
    },
    onSuccess: (view) => {
      setSeed(seed + 1);
      queries.setQueryData(['teams', 'roster', view.id], view);
      void queries.invalidateQueries({ queryKey: ['teams', 'rosters'] });
      setChosen(view.id);
      toasts.show({ kind: 'done', words: t('roster.proposed', { count: view.entries.length }) });
    },
  });
  return (
    <section className="people-panel roster">
      {mayChange ? (
        <DemandForm
          key={roster.data?.id ?? ''}
          known={roster.data?.demand ?? null}
          isPending={propose.isPending}
          onPropose={(demand) => propose.mutate(demand)}
        />
      ) : null}
      {propose.isError ? <Notice tone="bad" title={problemText(propose.error)} /> : null}
      {rosters.data && rosters.data.length > 0 ? (
        <Select
          className="roster-choice"
          label={t('roster.list')}
          options={rosters.data.map((one) => ({
            id: one.id,
            words: `${t(`rosterState.${one.state}`)} · ${t('roster.listLine', {
              from: formatDayMonth(one.fromDate, language),
              to: formatDayMonth(one.toDate, language),
              count: one.entryCount,
            })}`,
          }))}
          value={id}
          onChange={(next) => setChosen(next)}
        />
      ) : null}
      {rosters.data?.length === 0 ? (
        <EmptyState icon={CalendarCheck} title={t('roster.none')}>
          {t('roster.noneWords')}
        </EmptyState>
      ) : null}
      {roster.isLoading ? <Skeleton label={c('loading')} lines={6} /> : null}
      {roster.isError ? <Notice tone="bad" title={problemText(roster.error)} /> : null}
      {roster.data ? <RosterPanel roster={roster.data} /> : null}
    </section>
  );
}
