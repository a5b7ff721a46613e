import type { AssignmentView } from '@gocua/api/contract/dispatch';
import { WITHDRAW_REASONS, type WithdrawReason } from '@gocua/api/contract/field-codes';
import { CalendarCheck, CalendarClock } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../design/Button.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import { Notice } from '../../design/Notice.tsx';
import { Skeleton } from '../../design/Progress.tsx';
import { Select } from '../../design/Select.tsx';
import { StateMark, TeamMark } from '../../design/StateMark.tsx';
import { toasts } from '../../design/toasts.ts';
import { formatTime } from '../../words/format.ts';
import { problemText } from '../../words/problems.ts';
import { usePlanner } from '../context.ts';
import { useCases } from '../data/useCases.ts';
import { teamShortName, useTeams } from '../data/useTeams.ts';
import { StraightLineNotice } from '../plan/StraightLineNotice.tsx';
import { usePlaces, usePlaceVisit, useWithdraw } from './useLiveDay.ts';
import { VisitCosts } from './VisitCosts.tsx';
import { tonightWords } from './words.ts';

/** Which team could take a visit, where and at what cost, measured now; one press gives it. Without a visit the case is added. */
export function PlaceDialog(props: {
  caseId: string;
  visit: AssignmentView | null;
  date: string;
  assignments: readonly AssignmentView[];
  onClose: () => void;
}) {
  const { caseId, visit, date, assignments, onClose } = props;
  const t = tonightWords.useText();
  const { zone } = usePlanner();
  const { byId } = useCases();
  const teams = useTeams();
  const places = usePlaces(caseId, date);
  const nameOf = (id: string) => byId.get(id)?.fullName ?? '';
  const give = usePlaceVisit(({ assignment }) => {
    toasts.show({ kind: 'done', words: t('places.done', { team: teams.byId.get(assignment.teamId)?.name ?? '' }) });
    onClose();
  });
  return (
    <Dialog title={t('moveTitle', { name: nameOf(caseId) })} isOpen onClose={onClose} width="wide">
      {places.isPending ? <Skeleton label={t('places.searching')} lines={5} /> : null}
      {places.isError ? <Notice tone="bad" title={problemText(places.error)} /> : null}
      {places.data?.length === 0 ? <Notice tone="warn" title={t('places.none')} /> : null}
      <StraightLineNotice sources={places.data?.map(({ travelSource }) => travelSource) ?? []} />
      <ul className="places">
        {places.data?.map((place, index) => {
          const team = teams.byId.get(place.teamId);
          const before = assignments.find((one) => one.id === place.afterAssignmentId);
          return (
            <li key={place.teamId} className="place">
              <TeamMark color={team?.color ?? 0} words={teamShortName(team)} />
              <div className="place-words">
                <p className="place-head">
                  <strong>{team?.name}</strong>
                  <span className="figures">
                    {t('places.arrive', { at: formatTime(place.arriveAt, zone) })},{' '}
                    {before ? t('places.after', { name: nameOf(before.caseId) }) : t('places.first')}
                    {place.teamId === visit?.teamId ? ` · ${t('places.same')}` : ''}
                  </span>
                </p>
                <VisitCosts addedTravelSec={place.addedTravelSec} overrunSec={place.overrunSec}>
                  {place.keepsPromise === null ? null : (
                    <StateMark
                      tone={place.keepsPromise ? 'good' : 'warn'}
                      icon={place.keepsPromise ? CalendarCheck : CalendarClock}
                    >
                      {t(place.keepsPromise ? 'places.keeps' : 'places.breaks')}
                    </StateMark>
                  )}
                </VisitCosts>
              </div>
              <Button
                kind={index === 0 ? 'primary' : 'plain'}
                isPending={give.isPending}
                onPress={() => give.mutate({ visit, caseId, place })}
              >
                {t('places.choose')}
              </Button>
            </li>
          );
        })}
      </ul>
    </Dialog>
  );
}

/** Nobody goes there; asked once, with the reason, because a family's promise ends with it. */
export function WithdrawDialog({ visit, onClose }: { visit: AssignmentView; onClose: () => void }) {
  const t = tonightWords.useText();
  const { byId } = useCases();
  const [reason, setReason] = useState<WithdrawReason>('family_asked');
  const withdraw = useWithdraw(() => {
    toasts.show({ kind: 'done', words: t('withdrawDone') });
    onClose();
  });
  return (
    <Dialog
      title={t('withdrawTitle', { name: byId.get(visit.caseId)?.fullName ?? '' })}
      isOpen
      onClose={onClose}
      actions={
        <Button kind="danger" isPending={withdraw.isPending} onPress={() => withdraw.mutate({ visit, reason })}>
          {t('withdraw').replace('…', '')}
        </Button>
      }
    >
      <p>{t('withdrawWords')}</p>
      <Select
        label={t('reasonLabel')}
        options={WITHDRAW_REASONS.map((id) => ({ id, words: t(`reason.${id}`) }))}
        value={reason}
        onChange={setReason}
      />
    </Dialog>
  );
}
