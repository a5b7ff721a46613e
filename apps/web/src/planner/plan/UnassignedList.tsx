import { UNASSIGNED_REASONS } from '@gocua/api/contract/codes';
import type { Unassigned } from '@gocua/api/contract/planning';
import { CircleCheck } from 'lucide-react';
import { EmptyState } from '../../design/EmptyState.tsx';
import { Badge } from '../../design/StateMark.tsx';
import { codes } from '../../words/codes.ts';
import { useCases } from '../data/useCases.ts';
import { hover } from '../hover.ts';
import { plannerWords } from '../words.ts';

/** Who is in no route, by reason, with what to do about it. */
export function UnassignedList(props: {
  unassigned: readonly Unassigned[];
  chosen: string | null;
  onChoose: (id: string) => void;
}) {
  const { unassigned, chosen, onChoose } = props;
  const t = plannerWords.useText();
  const code = codes.useText();
  const { byId } = useCases();
  if (unassigned.length === 0) return <EmptyState icon={CircleCheck} title={t('plan.allPlaced')} />;
  return (
    <div className="plan-list">
      {UNASSIGNED_REASONS.map((reason) => {
        const those = unassigned.filter((one) => one.reason === reason);
        if (those.length === 0) return null;
        return (
          <section key={reason} className="plan-reason">
            <h3>
              {code(`unassigned.${reason}`)} <Badge tone="warn">{those.length}</Badge>
            </h3>
            <p className="plan-reason-fix">{code(`unassignedFix.${reason}`)}</p>
            <ul>
              {those.map(({ caseId }) => {
                const one = byId.get(caseId);
                return (
                  <li key={caseId}>
                    <button
                      type="button"
                      className="plan-case"
                      aria-pressed={caseId === chosen}
                      onClick={() => onChoose(caseId)}
                      onPointerEnter={() => hover.set({ caseId })}
                      onPointerLeave={() => hover.set({})}
                    >
                      {one?.fullName ?? t('plan.goneCase')}
                      <span>{one?.address}</span>
                    </button>
                  </li>
                );
              })}
            </ul>
          </section>
        );
      })}
    </div>
  );
}
