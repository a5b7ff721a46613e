import type { RepairEvent } from '@gocua/api/contract/repair';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../design/Button.tsx';
import { RadioChoices } from '../../design/Choices.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import { Notice } from '../../design/Notice.tsx';
import { Skeleton } from '../../design/Progress.tsx';
import { problemText } from '../../words/problems.ts';
import { useAddress } from '../address.ts';
import { usePlanner } from '../context.ts';
import { EVENING_PARAM, readEvent } from './address.ts';
import { EventFields } from './EventFields.tsx';
import { RepairAlternatives } from './RepairAlternatives.tsx';
import { useAdoptRepair, useRepair } from './useRepair.ts';
import { repairWords } from './words.ts';
import './repair.css';

const KINDS = ['teamLost', 'visitLate', 'urgentCase'] as const satisfies RepairEvent['kind'][];

/** What happened; then the ways to go on beside each other; one of them becomes a draft. */
export function RepairDialog(props: { words: string; onClose: () => void; onDraft: (planId: string | null) => void }) {
  const { words, onClose, onDraft } = props;
  const t = repairWords.useText();
  const { today } = usePlanner();
  const [evening] = useAddress(EVENING_PARAM);
  const told = readEvent(words);
  const [kind, setKind] = useState<RepairEvent['kind']>(told?.kind ?? 'teamLost');
  const [date, setDate] = useState(evening ?? today);
  const [event, setEvent] = useState<RepairEvent | null>(told && { ...told, date: evening ?? today });
  const repair = useRepair();
  const adopt = useAdoptRepair(
    (planId) => {
      onClose();
      onDraft(planId);
    },
    () => onDraft(null),
  );
  // Who comes here from an alarm has said already what happened.
  const asked = useRef(false);
  const { mutate } = repair;
  useEffect(() => {
    if (told === null || event === null || asked.current) return;
    asked.current = true;
    mutate(event);
  }, [told, event, mutate]);
  const change = (next: RepairEvent | null): void => {
    setEvent(next);
    repair.reset();
    adopt.reset();
  };
  return (
    <Dialog title={t('title')} isOpen onClose={onClose} width="wide" isDismissable={false}>
      <p className="repair-intro">{t('intro')}</p>
      <div className="repair-form">
        <RadioChoices
          look="chips"
          label={t('what')}
          choices={KINDS.map((id) => ({ id, words: t(`kind.${id}`) }))}
          value={kind}
          onChange={(next) => {
            setKind(next);
            change(null);
          }}
        />
        <EventFields
          kind={kind}
          date={date}
          event={event}
          onDate={(next) => {
            setDate(next);
            change(null);
          }}
          onChange={change}
        />
        <Button
          kind={repair.data ? 'plain' : 'primary'}
          isDisabled={event === null}
          isPending={repair.isPending}
          onPress={() => event && repair.mutate(event)}
        >
          {t('find')}
        </Button>
      </div>
      {repair.isPending ? <Skeleton label={t('finding')} lines={5} /> : null}
      {repair.isError ? <Notice tone="bad" title={problemText(repair.error)} /> : null}
      {repair.data && event ? (
        <RepairAlternatives
          repair={repair.data}
          isTeamLost={event.kind === 'teamLost'}
          pending={adopt.isPending ? (adopt.variables?.routes ?? null) : null}
          onUse={({ routes }) => adopt.mutate({ event, routes })}
        />
      ) : null}
      {adopt.isError ? <Notice tone="bad" title={problemText(adopt.error)} /> : null}
    </Dialog>
  );
}
