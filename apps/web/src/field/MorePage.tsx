import { useState } from 'react';
import { Link } from 'react-router';
import { Button } from '../design/Button.tsx';
import { LanguageSwitch } from '../design/LanguageSwitch.tsx';
import { Notice } from '../design/Notice.tsx';
import { ThemeSwitch } from '../design/ThemeSwitch.tsx';
import { useSignOut } from '../session/session.ts';
import { common } from '../words/common.ts';
import { formatTime } from '../words/format.ts';
import { problemText } from '../words/problems.ts';
import { KeptOnPhone } from './KeptOnPhone.tsx';
import { PositionSwitch } from './PositionSharing.tsx';
import { PushSwitch } from './PushSwitch.tsx';
import { usePhone } from './phone-context.ts';
import { useSyncWords } from './SyncLine.tsx';
import { shiftWords } from './shift-words.ts';
import { useReadyUpdate } from './use-app-update.ts';
import { WaySwitch } from './WaySwitch.tsx';
import { fieldWords } from './words.ts';

/** What waits on the phone, language and colours, signing out. */
export function MorePage() {
  const { phone, view, unsent, visits, me, zone } = usePhone();
  const t = fieldWords.useText();
  const s = shiftWords.useText();
  const c = common.useText();
  const sync = useSyncWords();
  const signOut = useSignOut();
  const [failure, setFailure] = useState<unknown>(null);
  const { waiting } = view.queue;

  async function leave() {
    try {
      await phone.forget();
      await signOut();
    } catch (error) {
      await phone.remember();
      setFailure(error);
    }
  }

  return (
    <div className="more">
      <h1>{t('moreTitle')}</h1>
      <section>
        <h2>{t('unsentTitle')}</h2>
        <p>{sync}</p>
        {unsent.held === 'signed-out' || view.live === 'stopped' ? (
          <Link className="button button-primary button-touch" to="/dang-nhap?ve=%2Fto">
            {t('signInAgain')}
          </Link>
        ) : null}
        {unsent.waiting.length === 0 ? (
          <p className="visit-soft">{t('unsentNone')}</p>
        ) : (
          <>
            <ol className="more-unsent">
              {waiting.map((command) => (
                <li key={command.id}>
                  <strong>{visits.find((visit) => visit.id === command.assignmentId)?.fullName ?? t('someVisit')}</strong>{' '}
                  {t('unsentAt', { action: t(`did.${command.action}`), time: formatTime(command.deviceAt, zone) })}
                </li>
              ))}
              {view.reports.waiting.map((report) => (
                <li key={report.id}>
                  <strong>{s(`unsentKind.${report.kind}`)}</strong> · {formatTime(report.deviceAt, zone)}
                </li>
              ))}
              {view.photos.waiting.length > 0 ? <li>{s('unsentPhotos', { count: view.photos.waiting.length })}</li> : null}
            </ol>
            <Button size="touch" wide onPress={() => phone.sendAll()}>
              {t('sendNow')}
            </Button>
          </>
        )}
      </section>
      <section>
        <h2>{s('messages.title')}</h2>
        <Link className="button button-plain button-touch" to="/to/tin-nhan">
          {s('messages.send')}
        </Link>
      </section>
      <WaySwitch />
      <PositionSwitch />
      <PushSwitch />
      <KeptOnPhone />
      <NewVersion />
      <section className="more-row">
        <h2>{c('language')}</h2>
        <LanguageSwitch size="touch" />
      </section>
      <section className="more-row">
        <h2>{c('theme')}</h2>
        <ThemeSwitch />
      </section>
      <section>
        <h2>{t('signedInAs', { name: me.displayName })}</h2>
        <p className="visit-soft">{t('signOutWords')}</p>
        {failure ? <Notice tone="bad" title={problemText(failure)} /> : null}
        {unsent.waiting.length > 0 ? <Notice tone="warn" title={t('signOutHeld', { count: unsent.waiting.length })} /> : null}
        <Button size="touch" wide isDisabled={unsent.waiting.length > 0} onPress={() => void leave()}>
          {c('signOut')}
        </Button>
      </section>
    </div>
  );
}

/** A newer version that is on the phone already. It waits for a quiet moment, or for this button. */
function NewVersion() {
  const { visits } = usePhone();
  const t = fieldWords.useText();
  const { isReady, apply } = useReadyUpdate();
  if (!isReady) return null;
  const isBusy = visits.some((visit) => visit.state === 'travelling' || visit.state === 'arrived');
  return (
    <section>
      <h2>{t('newVersion')}</h2>
      <p className="visit-soft">{t(isBusy ? 'newVersionLater' : 'newVersionWords')}</p>
      <Button size="touch" wide isDisabled={isBusy} onPress={apply}>
        {t('newVersionNow')}
      </Button>
    </section>
  );
}
