import type { TeamMessage } from '@gocua/api/contract/field';
import { OFFICE_MESSAGES } from '@gocua/api/contract/field-codes';
import { useState } from 'react';
import { Button } from '../../design/Button.tsx';
import { classNames } from '../../design/classNames.ts';
import { Dialog } from '../../design/Dialog.tsx';
import { TextField } from '../../design/TextField.tsx';
import { formatTime } from '../../words/format.ts';
import { usePlanner } from '../context.ts';
import { useTeams } from '../data/useTeams.ts';
import { useMessageWords, useReceipt } from './LastMessage.tsx';
import { useMessages, useSendMessage } from './useLiveDay.ts';
import { tonightWords } from './words.ts';

/** Short words to a team, each with its receipt: on the phone, read. */
export function MessageDialog({ teamId, onClose }: { teamId: string; onClose: () => void }) {
  const t = tonightWords.useText();
  const teams = useTeams();
  const messages = useMessages(teamId);
  const send = useSendMessage(teamId);
  const [text, setText] = useState('');
  const sendText = () => {
    if (text.trim() === '') return;
    send.mutate({ code: null, text: text.trim() }, { onSuccess: () => setText('') });
  };
  return (
    <Dialog title={t('messageTitle', { team: teams.byId.get(teamId)?.name ?? '' })} isOpen onClose={onClose} width="wide">
      <ol className="messages" aria-live="polite">
        {messages.data?.length === 0 ? <li className="messages-none">{t('noMessages')}</li> : null}
        {messages.data?.map((message) => (
          <Message key={message.id} message={message} />
        ))}
      </ol>
      <fieldset className="quick-messages">
        <legend>{t('quick')}</legend>
        {OFFICE_MESSAGES.map((code) => (
          <Button key={code} size="small" isPending={send.isPending} onPress={() => send.mutate({ code, text: '' })}>
            {t(`office.${code}`)}
          </Button>
        ))}
      </fieldset>
      <form
        className="message-form"
        onSubmit={(event) => {
          event.preventDefault();
          sendText();
        }}
      >
        <TextField label={t('messageText')} value={text} onChange={setText} maxLength={500} />
        <Button kind="primary" type="submit" isPending={send.isPending}>
          {t('send')}
        </Button>
      </form>
    </Dialog>
  );
}

function Message({ message }: { message: TeamMessage }) {
  const { zone } = usePlanner();
  const { fromTeam, at, author } = message;
  const words = useMessageWords()(message);
  const receipt = useReceipt()(message);
  return (
    <li className={classNames('message', fromTeam && 'message-in')}>
      <p>{words}</p>
      <small className="figures">
        {formatTime(at, zone)} · {author}
        {fromTeam ? '' : ` · ${receipt}`}
      </small>
    </li>
  );
}
