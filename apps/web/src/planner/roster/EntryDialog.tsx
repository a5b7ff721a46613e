import type { RosterEntry, RosterView } from '@gocua/api/contract/rosters';
import { useState } from 'react';
import { Button } from '../../design/Button.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import { Notice } from '../../design/Notice.tsx';
import { Skeleton } from '../../design/Progress.tsx';
import { common } from '../../words/common.ts';
import { problemText } from '../../words/problems.ts';
import { CandidateChoices } from './CandidateChoices.tsx';
import { useRosterCandidates } from './usePeople.ts';
import { rosterWords } from './words.ts';

/** Other people for one evening of a proposal: everybody, with why not. */
export function EntryDialog(props: {
  roster: RosterView;
  entry: RosterEntry;
  words: string;
  nameOf: (personId: string) => string;
  isPending: boolean;
  onClose: () => void;
  onSave: (personIds: string[]) => void;
}) {
  const { roster, entry, words, nameOf, isPending, onClose, onSave } = props;
  const t = rosterWords.useText();
  const c = common.useText();
  const candidates = useRosterCandidates(roster.id, entry.id);
  const [personIds, setPersonIds] = useState<string[]>([...entry.personIds]);
  return (
    <Dialog
      title={t('roster.dialog', { entry: words })}
      width="wide"
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{c('cancel')}</Button>
          <Button kind="primary" isDisabled={personIds.length === 0} isPending={isPending} onPress={() => onSave(personIds)}>
            {c('save')}
          </Button>
        </>
      }
    >
      {candidates.isError ? <Notice tone="bad" title={problemText(candidates.error)} /> : null}
      {candidates.isPending ? <Skeleton label={c('loading')} lines={6} /> : null}
      {candidates.data ? (
        <CandidateChoices
          label={t('roster.choose', { count: roster.demand[entry.line]?.crewSize ?? 2 })}
          candidates={candidates.data}
          nameOf={nameOf}
          value={personIds}
          onChange={setPersonIds}
        />
      ) : null}
    </Dialog>
  );
}
