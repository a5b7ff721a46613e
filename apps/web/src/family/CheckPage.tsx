import { ArrowLeft } from 'lucide-react';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { Link, Navigate, useNavigate } from 'react-router';
import { http, type ProblemError } from '../api/http.ts';
import { Button } from '../design/Button.tsx';
import { Notice } from '../design/Notice.tsx';
import { browserWorld } from '../live/browserWorld.ts';
import { codes } from '../words/codes.ts';
import { useLanguage } from '../words/defineWords.ts';
import { weekdayName } from '../words/format.ts';
import { problemText } from '../words/problems.ts';
import { type Draft, firstUnanswered, STEPS, type Step, toRequest } from './draft.ts';
import { Heading } from './Heading.tsx';
import { EVENING_DAYS, HOME_TIMES, HOURS, type HomeTime } from './home-times.ts';
import { RequestSender } from './RequestSender.ts';
import { draftStore, thisYear, useDraft } from './use-draft.ts';
import { familyWords } from './words.ts';

/** All answers on one page, each with a way back; then it is sent until the server has it. */
export function CheckPage() {
  const draft = useDraft();
  const first = firstUnanswered(draft, thisYear());
  const sent = draftStore().sentToken();
  // Back from the progress page leads here with an empty draft: then the sent request is what there is to see.
  if (first && draft.relation === null && sent)
    return <Navigate to={{ pathname: '/gia-dinh/theo-doi', hash: `#${sent}` }} replace />;
  if (first) return <Navigate to={`/gia-dinh/${first}`} replace />;
  return <Answers draft={draft} />;
}

function Answers({ draft }: { draft: Draft }) {
  const t = familyWords.useText();
  const navigate = useNavigate();
  const lines = useLines(draft);
  const sender = useSender();
  const sending = useSyncExternalStore(sender.listen, sender.read);

  useEffect(() => {
    const stored = sending.state === 'refused' && sending.error.code === 'command-id-reused';
    if (sending.state !== 'sent' && !stored) return;
    // The empty draft makes this page lead to the progress page by itself; what is still on its way there is the same address.
    const { token } = draft;
    draftStore().markSent(token, stored ? 'earlier' : 'now');
    void navigate({ pathname: '/gia-dinh/theo-doi', hash: `#${token}` }, { replace: true });
  }, [sending, draft, navigate]);

  return (
    <div className="question">
      <div className="question-top">
        <Button kind="quiet" size="touch" icon={ArrowLeft} onPress={() => void navigate('/gia-dinh/dien-thoai')}>
          {t('back')}
        </Button>
      </div>
      <Heading>{t('check.title')}</Heading>
      <p className="family-why">{t('check.lead')}</p>
      <dl className="check">
        {lines.map(({ step, name, words }) => (
          <div key={`${step}-${name}`} className="check-line">
            <dt>{name}</dt>
            <dd>
              {words.map((line) => (
                <span key={line}>{line}</span>
              ))}
            </dd>
            <dd className="check-change">
              <Link to={`/gia-dinh/${step}?ve=kiem-tra`} aria-label={t('check.changeWhat', { what: name })}>
                {t('check.change')}
              </Link>
            </dd>
          </div>
        ))}
      </dl>
      <p className="family-soft">{t('check.consent')}</p>
      {sending.state === 'refused' ? (
        <Notice tone="bad" title={t('check.refused')}>
          <p>{problemText(sending.error)}</p>
          {stepsToMend(sending.error).map((step) => (
            <p key={step}>
              <Link to={`/gia-dinh/${step}?ve=kiem-tra`}>
                {t('check.mend', { what: lines.find((line) => line.step === step)?.name ?? '' })}
              </Link>
            </p>
          ))}
        </Notice>
      ) : null}
      {sending.state === 'waiting' ? (
        <Notice
          tone="warn"
          title={sending.because === 'no-network' ? t('check.waiting') : t('check.waitingServer')}
          action={
            <Button size="touch" onPress={() => void sender.send(toRequest(draft))}>
              {t('check.now')}
            </Button>
          }
        />
      ) : null}
      <Button
        kind="primary"
        size="field"
        wide
        isDisabled={sending.state === 'sending' || sending.state === 'waiting'}
        onPress={() => void sender.send(toRequest(draft))}
      >
        {sending.state === 'sending' || sending.state === 'waiting' ? t('check.sending') : t('check.send')}
      </Button>
    </div>
  );
}

function useSender(): RequestSender {
  const make = () =>
    new RequestSender({
      http,
      timer: { set: browserWorld.setTimer, clear: browserWorld.clearTimer },
      onWake: browserWorld.onWake,
    });
  const [sender] = useState(make);
  useEffect(() => {
    sender.start();
    return () => sender.stop();
  }, [sender]);
  return sender;
}

const STEP_OF: Readonly<Record<string, Step>> = {
  requesterName: 'nguoi-yeu-cau',
  relation: 'nguoi-yeu-cau',
  fullName: 'nguoi-can-gap',
  birthYear: 'nguoi-can-gap',
  sex: 'nguoi-can-gap',
  address: 'dia-chi',
  unitId: 'dia-chi',
  coordinates: 'vi-tri',
  mobility: 'di-lai',
  note: 'di-lai',
  needs: 'viec-can-lam',
  windows: 'gio-o-nha',
  phone: 'dien-thoai',
};

/** The pages that hold what the server did not take. */
function stepsToMend(error: ProblemError): Step[] {
  if (error.code === 'place-outside-area' || error.code === 'place-in-water') return ['vi-tri'];
  const steps = error.items.flatMap(({ pointer }) => STEP_OF[pointer.split('/')[1] ?? ''] ?? []);
  return STEPS.filter((step) => steps.includes(step));
}

interface AnswerLine {
  step: Step;
  name: string;
  words: string[];
}

function useLines(draft: Draft): AnswerLine[] {
  const t = familyWords.useText();
  const c = codes.useText();
  const language = useLanguage();
  return useMemo(() => {
    const { relation, sex, mobility, ward } = draft;
    if (!relation || !sex || !mobility || !ward) return [];
    const partOf = (time: HomeTime) =>
      time === 'weekday_evening' && draft.eveningDays.length < EVENING_DAYS.length
        ? t('times.someEvenings', { days: draft.eveningDays.map((day) => weekdayName(day, language)).join(', ') })
        : t(`times.part.${time}`);
    const times = draft.anyTime
      ? [t('times.any')]
      : HOME_TIMES.filter((time) => draft.times.includes(time)).map(
          (time) => `${partOf(time)}, ${t('times.hours', { from: HOURS[time].from, to: HOURS[time].to })}`,
        );
    const needs = draft.needs.flatMap((need) =>
      need === 'id_card' || need === 'digital_identity' || need === 'population_check' ? [t(`needs.need.${need}`)] : [],
    );
    const asker = relation === 'self' ? [t('asker.relation.self')] : [draft.requesterName, t(`asker.relation.${relation}`)];
    const lines: AnswerLine[] = [
      { step: 'nguoi-yeu-cau', name: t('check.asker'), words: asker },
      {
        step: 'nguoi-can-gap',
        name: t('check.person'),
        words: [t('check.personLine', { name: draft.fullName, sex: c(`sex.${sex}`), year: draft.birthYear })],
      },
      { step: 'dia-chi', name: t('check.address'), words: [draft.address, ward.name] },
      { step: 'vi-tri', name: t('check.place'), words: [draft.point ? t('check.placeYes') : t('check.placeNo')] },
      { step: 'di-lai', name: t('check.moves'), words: [t(`moves.mobility.${mobility}`), draft.note.trim()].filter(Boolean) },
      {
        step: 'viec-can-lam',
        name: t('check.needs'),
        words: draft.printsFailed && draft.needs.includes('id_card') ? [...needs, t('needs.prints')] : needs,
      },
      { step: 'gio-o-nha', name: t('check.times'), words: times },
      { step: 'dien-thoai', name: t('check.phone'), words: [draft.phone] },
    ];
    return lines;
  }, [draft, t, c, language]);
}
