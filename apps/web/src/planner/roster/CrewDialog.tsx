import type { CrewInput, CrewView } from '@gocua/api/contract/people';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { http } from '../../api/http.ts';
import { newId } from '../../api/newId.ts';
import { Button } from '../../design/Button.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import { Notice } from '../../design/Notice.tsx';
import { Skeleton } from '../../design/Progress.tsx';
import { Select } from '../../design/Select.tsx';
import { toasts } from '../../design/toasts.ts';
import { codes } from '../../words/codes.ts';
import { common } from '../../words/common.ts';
import { useLanguage } from '../../words/defineWords.ts';
import { formatDate } from '../../words/format.ts';
import { problemText } from '../../words/problems.ts';
import { usePlanner } from '../context.ts';
import { useTeams } from '../data/useTeams.ts';
import { CandidateChoices } from './CandidateChoices.tsx';
import { RuleRefusal } from './RuleRefusal.tsx';
import { SwapForm } from './SwapForm.tsx';
import { useCandidates, usePeople } from './usePeople.ts';
import { rosterWords } from './words.ts';

const TEAM_OWN = 'own';
const NOTHING = '-';

/** Who comes to one shift and with what. A refused change says the rule and the numbers, and may be saved with a reason. */
export function CrewDialog({ crew, others, onClose }: { crew: CrewView; others: readonly CrewView[]; onClose: () => void }) {
  const t = rosterWords.useText();
  const c = common.useText();
  const code = codes.useText();
  const language = useLanguage();
  const { today } = usePlanner();
  const queries = useQueryClient();
  const { byId: people } = usePeople(today);
  const { byId: teams, kits, vehicles } = useTeams();
  const candidates = useCandidates(crew);
  const team = teams.get(crew.teamId);
  const nameOf = (id: string) => people.get(id)?.name ?? id;
  const [personIds, setPersonIds] = useState<string[] | null>(
    crew.hasOwnPeople ? crew.people.map(({ personId }) => personId) : null,
  );
  const [kitId, setKitId] = useState(crew.hasOwnKit ? (crew.kitId ?? NOTHING) : TEAM_OWN);
  const [vehicleId, setVehicleId] = useState(crew.hasOwnVehicle ? (crew.vehicleId ?? NOTHING) : TEAM_OWN);
  const commandId = useRef(newId());
  const thing = (id: string) => (id === TEAM_OWN ? null : { id: id === NOTHING ? null : id });
  const save = useMutation({
    mutationFn: (overrideReason: string | null) => {
      const body: CrewInput = {
        date: crew.date,
        version: crew.version,
        personIds,
        kit: thing(kitId),
        vehicle: thing(vehicleId),
        overrideReason,
      };
      return http.put<CrewView>(`/api/crews/${crew.shiftId}`, { body, commandId: commandId.current });
    },
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['teams'] });
      toasts.show({
        kind: 'done',
        words: t('crews.saved', { team: team?.name ?? '', date: formatDate(crew.date, language) }),
      });
      onClose();
    },
    onError: () => {
      commandId.current = newId();
    },
  });
  const chosen = personIds ?? crew.people.map(({ personId }) => personId);
  return (
    <Dialog
      title={t('crews.dialog', { team: team?.name ?? '', date: formatDate(crew.date, language) })}
      width="wide"
      isOpen
      onClose={onClose}
      isDismissable={false}
      actions={
        <>
          <Button onPress={onClose}>{c('cancel')}</Button>
          <Button kind="primary" isPending={save.isPending} onPress={() => save.mutate(null)}>
            {c('save')}
          </Button>
        </>
      }
    >
      <div className="team-form">
        {save.isError ? <RuleRefusal error={save.error} isPending={save.isPending} onOverride={save.mutate} /> : null}
        {candidates.data ? (
          <CandidateChoices
            label={`${t('crews.people')} – ${t('crews.count', { count: crew.crewSize })}`}
            candidates={candidates.data}
            nameOf={nameOf}
            value={chosen}
            onChange={setPersonIds}
          />
        ) : candidates.isPending ? (
          <Skeleton label={c('loading')} lines={5} />
        ) : (
          <Notice tone="bad" title={problemText(candidates.error)} />
        )}
        {personIds ? (
          <Button kind="quiet" size="small" onPress={() => setPersonIds(null)}>
            {t('crews.back')}
          </Button>
        ) : null}
        <div className="series-two">
          <Select
            label={t('crews.kit')}
            options={[
              { id: TEAM_OWN, words: t('crews.teamOwn', { name: kits.find(({ id }) => id === team?.kitId)?.name ?? c('none') }) },
              { id: NOTHING, words: t('crews.nothing') },
              ...kits.map((kit) => ({ id: kit.id, words: `${kit.name} – ${code(`kitState.${kit.state}`)}` })),
            ]}
            value={kitId}
            onChange={setKitId}
          />
          <Select
            label={t('crews.vehicle')}
            options={[
              {
                id: TEAM_OWN,
                words: t('crews.teamOwn', { name: vehicles.find(({ id }) => id === team?.vehicleId)?.name ?? c('none') }),
              },
              { id: NOTHING, words: t('crews.nothing') },
              ...vehicles.map((one) => ({ id: one.id, words: `${one.name} – ${code(`vehicleState.${one.state}`)}` })),
            ]}
            value={vehicleId}
            onChange={setVehicleId}
          />
        </div>
        <SwapForm crew={crew} others={others} nameOf={nameOf} onDone={onClose} />
      </div>
    </Dialog>
  );
}
