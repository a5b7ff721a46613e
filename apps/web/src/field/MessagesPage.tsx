import { OFFICE_MESSAGES, TEAM_MESSAGES } from '@gocua/api/contract/field-codes';
import { useEffect, useState } from 'react';
import { Button } from '../design/Button.tsx';
import { Notice } from '../design/Notice.tsx';
import type { Text } from '../words/defineWords.ts';
import { formatTime } from '../words/format.ts';
import { type ShownMessage, shownMessages, unreadOf } from './evening-reports.ts';
import { usePhone } from './phone-context.ts';
import { shiftWords } from './shift-words.ts';
import { fieldWords } from './words.ts';

/** Short messages both ways, without typing. Opening the page is the receipt. */
export function MessagesPage() {
  const { phone, view, me, zone } = usePhone();
  const t = shiftWords.useText();
  const f = fieldWords.useText();
  const [said, setSaid] = useState('');
  const [hasFailed, setHasFailed] = useState(false);
  const { snapshot } = view.team;
  const messages = snapshot ? shownMessages(snapshot, view.reports.waiting, me.displayName) : [];
  const unreadIds = unreadOf(messages)
    .map(({ id }) => id)
    .join(' ');
  useEffect(() => {
    if (unreadIds) phone.report({ kind: 'messages-read', messageIds: unreadIds.split(' ') }).catch(() => undefined);
  }, [phone, unreadIds]);

  return (
    <div className="more">
      <h1>{t('messages.title')}</h1>
      {messages.length === 0 ? <p className="visit-soft">{t('messages.none')}</p> : null}
      <ol className="messages" aria-live="polite">
        {messages.map((message) => (
          <li key={message.id} className={message.fromTeam ? 'message message-own' : 'message'}>
            <p>{messageText(message, t)}</p>
            <p className="visit-soft">
              {t('messages.from', { author: message.author, time: formatTime(message.at, zone) })}
              {message.fromTeam
                ? ` · ${t(`messages.state.${message.onPhone ? 'phone' : message.readAt ? 'read' : 'server'}`)}`
                : ''}
            </p>
          </li>
        ))}
      </ol>
      <section>
        <h2>{t('messages.send')}</h2>
        {hasFailed ? <Notice tone="bad" title={f('saveFailed')} /> : null}
        {TEAM_MESSAGES.map((code) => (
          <Button
            key={code}
            size="touch"
            wide
            onPress={() =>
              phone.report({ kind: 'message', code, text: '' }).then(
                () => {
                  setSaid(t('messages.sent'));
                  setHasFailed(false);
                },
                () => setHasFailed(true),
              )
            }
          >
            {t(`messages.team.${code}`)}
          </Button>
        ))}
        <p role="status" className="visit-soft">
          {said}
        </p>
      </section>
    </div>
  );
}

/** The words of a coded message in the reader's language, and what was written besides. */
export function messageText({ code, text }: ShownMessage, t: Text<typeof shiftWords.trees.vi>): string {
  if (code === null) return text;
  const office = OFFICE_MESSAGES.find((one) => one === code);
  const team = TEAM_MESSAGES.find((one) => one === code);
  const words = office ? t(`messages.office.${office}`) : team ? t(`messages.team.${team}`) : '';
  return [words, text].filter(Boolean).join(' ');
}
