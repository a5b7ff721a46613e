import { Button } from '../design/Button.tsx';
import { Notice } from '../design/Notice.tsx';
import { formatTime } from '../words/format.ts';
import { problems } from '../words/problems.ts';
import { EveningAnnouncements } from './EveningAnnouncements.tsx';
import { usePhone } from './phone-context.ts';
import { shiftWords } from './shift-words.ts';
import { fieldWords } from './words.ts';

/** What a team must know before the next step, the gravest first: withdrawn visits, answers of the server, the changed plan. */
export function Announcements() {
  const { phone, view, visits, zone } = usePhone();
  const t = fieldWords.useText();
  const s = shiftWords.useText();
  const problemWords = problems.useText();
  const { news, withdrawn } = view.team;
  const nameOf = (assignmentId: string) =>
    [...visits, ...withdrawn].find((visit) => visit.id === assignmentId)?.fullName ?? t('someVisit');
  const changes = [
    news.newIds.length > 0 ? t('news.new', { count: news.newIds.length }) : '',
    withdrawn.length > 0 ? t('news.withdrawn', { count: withdrawn.length }) : '',
    news.changedIds.length > 0 ? t('news.changed', { count: news.changedIds.length }) : '',
  ].filter(Boolean);
  const onlyWithdrawn = news.newIds.length === 0 && news.changedIds.length === 0;
  return (
    <div className="announcements">
      <EveningAnnouncements />
      {changes.length > 0 ? (
        <Notice
          tone="accent"
          title={t('newsTitle', { changes: changes.join(', ') })}
          action={
            onlyWithdrawn ? undefined : (
              <Button size="touch" onPress={phone.readNews}>
                {t('newsRead')}
              </Button>
            )
          }
        />
      ) : null}
      {withdrawn.map((visit) => (
        <Notice
          key={visit.id}
          tone="bad"
          title={t('withdrawnTitle')}
          action={
            <Button size="touch" onPress={() => phone.understandWithdrawal(visit.id)}>
              {t('withdrawnUnderstood')}
            </Button>
          }
        >
          {t('withdrawnWords', { time: formatTime(visit.plannedStartAt, zone), name: visit.fullName, address: visit.address })}
        </Notice>
      ))}
      {view.queue.toRead.map((answer) => (
        <Notice
          key={answer.id}
          tone="warn"
          title={t(answer.status, {
            action: t(`did.${answer.action}`),
            name: nameOf(answer.assignmentId),
            problem: answer.problem && isKnown(answer.problem) ? problemWords(answer.problem) : '',
          })}
          action={
            <Button size="touch" onPress={() => void phone.queue.markRead(answer.id)}>
              {t('answerRead')}
            </Button>
          }
        />
      ))}
      {[...view.reports.toRead, ...view.photos.toRead.filter(({ kind }) => kind === 'photo')].map(({ id, kind, problem }) => (
        <Notice
          key={id}
          tone="warn"
          title={`${s(`refused.${kind}`)} ${isKnown(problem) ? problemWords(problem) : ''}`}
          action={
            <Button size="touch" onPress={() => void (kind === 'photo' ? phone.photos : phone.reports).markRead(id)}>
              {t('answerRead')}
            </Button>
          }
        />
      ))}
    </div>
  );
}

type KnownProblem = keyof typeof problems.trees.vi;
const isKnown = (code: string): code is KnownProblem => code in problems.trees.vi;
