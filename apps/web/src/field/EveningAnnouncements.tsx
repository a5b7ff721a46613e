import { Link, useLocation } from 'react-router';
import { Button } from '../design/Button.tsx';
import { Notice } from '../design/Notice.tsx';
import { useLanguage } from '../words/defineWords.ts';
import { formatDuration } from '../words/format.ts';
import { eveningFacts, panicOf, shownMessages, unreadOf } from './evening-reports.ts';
import { messageText } from './MessagesPage.tsx';
import { usePhone } from './phone-context.ts';
import { panicWords } from './SafetyPage.tsx';
import { isKitCheckDue, shiftWarning } from './shift-rules.ts';
import { shiftWords } from './shift-words.ts';

/** What concerns the evening rather than one visit: a call for help under way, the dispatcher's words, the end of the shift, the kit. */
export function EveningAnnouncements() {
  const { phone, view, evening, me, nowMs, today, zone } = usePhone();
  const t = shiftWords.useText();
  const language = useLanguage();
  const { pathname } = useLocation();
  const { snapshot } = view.team;
  if (!snapshot) return null;
  const { waiting } = view.reports;
  const panic = panicOf(snapshot, waiting);
  const unread = pathname === '/to/tin-nhan' ? [] : unreadOf(shownMessages(snapshot, waiting, me.displayName));
  const facts = evening ? eveningFacts(snapshot, waiting, evening.date) : null;
  const warning = evening && facts ? shiftWarning(evening, facts, nowMs) : null;
  const isKitDue = evening && facts && pathname === '/to' && isKitCheckDue(evening, facts, today);
  const openSafety = (
    <Link className="button button-plain button-touch" to="/to/an-toan">
      {t('ends.open')}
    </Link>
  );
  return (
    <>
      {panic && pathname !== '/to/an-toan' ? (
        <Notice tone={panic.reach === 'dispatcher' ? 'good' : 'bad'} title={panicWords(panic, t, zone)} action={openSafety} />
      ) : null}
      {unread.map((message) => (
        <Notice
          key={message.id}
          tone="accent"
          title={t('messages.unread', { text: messageText(message, t) })}
          action={
            <>
              <Button
                size="touch"
                onPress={() => void phone.report({ kind: 'messages-read', messageIds: [message.id] }).catch(() => undefined)}
              >
                {t('messages.read')}
              </Button>
              <Link className="button button-plain button-touch" to="/to/tin-nhan">
                {t('messages.reply')}
              </Link>
            </>
          }
        />
      ))}
      {warning && pathname !== '/to/an-toan' ? (
        <Notice
          tone={warning.kind === 'ends-soon' ? 'warn' : 'bad'}
          title={
            warning.kind === 'ends-soon'
              ? t('ends.soon', { duration: formatDuration(warning.leftSec, language), count: warning.openCount })
              : warning.kind === 'overrun'
                ? t('ends.overrun', { duration: formatDuration(warning.overSec, language), count: warning.openCount })
                : t('ends.notHome')
          }
          action={openSafety}
        />
      ) : null}
      {isKitDue ? (
        <Notice
          tone="accent"
          title={t('kit.due')}
          action={
            <Link className="button button-primary button-touch" to="/to/kiem-tra">
              {t('kit.open')}
            </Link>
          }
        />
      ) : null}
    </>
  );
}
