import type { Alarm, Repair } from '@gocua/api/contract/board';
import { CalendarCheck } from 'lucide-react';
import { Button } from '../../design/Button.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import { Notice } from '../../design/Notice.tsx';
import { Skeleton } from '../../design/Progress.tsx';
import { StateMark, TeamMark } from '../../design/StateMark.tsx';
import { toasts } from '../../design/toasts.ts';
import { formatTime } from '../../words/format.ts';
import { problemText } from '../../words/problems.ts';
import { usePlanner } from '../context.ts';
import { useCases } from '../data/useCases.ts';
import { teamShortName, useTeams } from '../data/useTeams.ts';
import { StraightLineNotice } from '../plan/StraightLineNotice.tsx';
import { useRepair, useRepairs } from './useLiveDay.ts';
import { VisitCosts } from './VisitCosts.tsx';
import { tonightWords } from './words.ts';

/** What would keep a promised time, the least costly first; each is one press. Where nothing does, every place is one press away. */
export function SavePromiseDialog({ alarm, onClose, onOthers }: { alarm: Alarm; onClose: () => void; onOthers: () => void }) {
  const t = tonightWords.useText();
  const { zone } = usePlanner();
  const { byId } = useCases();
  const teams = useTeams();
  const found = useRepairs(alarm.id);
  const { data } = found;
  const name = byId.get(alarm.caseId ?? '')?.fullName ?? '';
  const repair = useRepair(({ assignment }) => {
    toasts.show({ kind: 'done', words: t('places.done', { team: teams.byId.get(assignment.teamId)?.name ?? '' }) });
    onClose();
  });
  const time = (at: string) => formatTime(at, zone);
  return (
    <Dialog
      title={t('repairs.title', { name })}
      isOpen
      onClose={onClose}
      width="wide"
      actions={<Button onPress={onOthers}>{t('repairs.others')}</Button>}
    >
      {found.isPending ? <Skeleton label={t('repairs.searching')} lines={4} /> : null}
      {found.isError ? <Notice tone="bad" title={problemText(found.error)} /> : null}
      {data?.expectedAt && data.closesAt ? (
        <p className="figures">
          {t('repairs.now', {
            closes: time(data.closesAt),
            at: time(data.expectedAt),
            minutes: Math.max(1, Math.ceil((data.spreadSec ?? 0) / 60)),
          })}
        </p>
      ) : null}
      {data?.repairs.length === 0 ? <Notice tone="warn" title={t('repairs.none')} /> : null}
      <StraightLineNotice sources={data?.repairs.map(({ travelSource }) => travelSource) ?? []} />
      <ul className="places">
        {data?.repairs.map((one, index) => (
          <li key={`${one.assignmentId} ${one.teamId}`} className="place">
            <RepairWords repair={one} alarm={alarm} />
            <Button
              kind={index === 0 ? 'primary' : 'plain'}
              isPending={repair.isPending}
              onPress={() => repair.mutate(one)}
              aria-label={`${t('repairs.do')}: ${teams.byId.get(one.teamId)?.name ?? ''}`}
            >
              {t('repairs.do')}
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

function RepairWords({ repair, alarm }: { repair: Repair; alarm: Alarm }) {
  const t = tonightWords.useText();
  const { zone } = usePlanner();
  const { byId } = useCases();
  const teams = useTeams();
  const team = teams.byId.get(repair.teamId);
  const kind = repair.caseId !== alarm.caseId ? 'before' : repair.teamId === alarm.teamId ? 'earlier' : 'itself';
  const nameOf = (caseId: string | null) => byId.get(caseId ?? '')?.fullName ?? '';
  return (
    <>
      <TeamMark color={team?.color ?? 0} words={teamShortName(team)} />
      <div className="place-words">
        <p className="place-head">
          <strong>{t(`repairs.${kind}`, { team: team?.name ?? '', name: nameOf(repair.caseId) })}</strong>
        </p>
        <VisitCosts addedTravelSec={repair.addedTravelSec} overrunSec={repair.overrunSec}>
          <StateMark tone="good" icon={CalendarCheck}>
            {t('repairs.saved', { name: nameOf(alarm.caseId), at: formatTime(repair.endangeredArriveAt, zone) })}
          </StateMark>
        </VisitCosts>
      </div>
    </>
  );
}
