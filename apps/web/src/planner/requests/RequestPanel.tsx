import { DECLINE_REASONS, type DeclineReason } from '@gocua/api/contract/codes';
import type { RequestView } from '@gocua/api/contract/requests';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ArrowLeft, Check, Phone } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { Link } from 'react-router';
import { http } from '../../api/http.ts';
import { newId } from '../../api/newId.ts';
import { Button } from '../../design/Button.tsx';
import { RadioChoices } from '../../design/Choices.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import { Notice } from '../../design/Notice.tsx';
import { toasts } from '../../design/toasts.ts';
import { codes } from '../../words/codes.ts';
import { common } from '../../words/common.ts';
import { useLanguage } from '../../words/defineWords.ts';
import { ageIn, formatMoment, formatPhone } from '../../words/format.ts';
import { problemText } from '../../words/problems.ts';
import { CASE_PARAM } from '../address.ts';
import { weeklyWindowWords } from '../cases/weeklyWindowWords.ts';
import { usePlanner } from '../context.ts';
import { plannerWords } from '../words.ts';
import { RequestStateMark } from './RequestStateMark.tsx';

/** One request: what the family wrote, what resembles it, and the decision. */
export function RequestPanel({ one, onClose }: { one: RequestView; onClose: () => void }) {
  const t = plannerWords.useText();
  const c = common.useText();
  const code = codes.useText();
  const language = useLanguage();
  const { today, zone, mayChange } = usePlanner();
  const [declining, setDeclining] = useState(false);
  const windows = weeklyWindowWords(one.windows, language);
  const accept = useDecision(one.id, 'accept');
  return (
    <article className="request">
      <Button className="request-back" kind="quiet" icon={ArrowLeft} onPress={onClose}>
        {c('back')}
      </Button>
      <header className="request-head">
        <h2>{one.fullName}</h2>
        <p>
          {c('age', { count: ageIn(today, one.birthYear) })} ({one.birthYear}) · {code(`sex.${one.sex}`)}
        </p>
        <RequestStateMark state={one.state} />
      </header>
      {one.state === 'received' && one.similarCaseIds.length > 0 ? (
        <Notice tone="warn" title={t('requests.similar', { count: one.similarCaseIds.length })}>
          <ul className="request-similar">
            {one.similarCaseIds.map((id, index) => (
              <li key={id}>
                <Link to={`/dieu-phoi/truong-hop?${CASE_PARAM}=${id}`}>{t('requests.similarCase', { number: index + 1 })}</Link>
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
      <dl className="case-facts request-facts">
        <Fact name={t('case.address')}>
          {one.address}
          <br />
          {one.unitName}
        </Fact>
        <Fact name={t('case.mobility')}>{code(`mobility.${one.mobility}`)}</Fact>
        <Fact name={t('case.needs')}>{one.needs.map((need) => code(`need.${need}`)).join('; ')}</Fact>
        <Fact name={t('case.atHome')}>
          {windows.length === 0
            ? t('case.anyTime')
            : windows.map((line) => (
                <span key={line} className="case-line figures">
                  {line}
                </span>
              ))}
        </Fact>
        <Fact name={t('requests.askedBy')}>
          <span className="case-line">
            {one.requesterName} ({code(`relation.${one.relation}`)})
          </span>
          <a className="case-phone figures" href={`tel:${one.phone}`}>
            <Phone aria-hidden /> {formatPhone(one.phone)}
          </a>
        </Fact>
        {one.note ? <Fact name={t('case.note')}>{one.note}</Fact> : null}
        <Fact name={t('requests.sentAt')}>
          <span className="figures">{formatMoment(one.createdAt, zone, language)}</span>
        </Fact>
        {one.declineReason ? <Fact name={t('requests.reason')}>{code(`declineReason.${one.declineReason}`)}</Fact> : null}
      </dl>
      {one.caseId ? (
        <p>
          <Link to={`/dieu-phoi/truong-hop?${CASE_PARAM}=${one.caseId}`}>{t('requests.openCase')}</Link>
        </p>
      ) : null}
      {one.state === 'received' && mayChange ? (
        <footer className="request-actions">
          <Button kind="primary" icon={Check} isPending={accept.isPending} onPress={() => accept.mutate({})}>
            {t('requests.accept')}
          </Button>
          <Button onPress={() => setDeclining(true)}>{t('requests.decline')}</Button>
        </footer>
      ) : null}
      {declining ? <DeclineDialog id={one.id} onClose={() => setDeclining(false)} /> : null}
    </article>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="case-fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Accepting and declining are commands: the id is made once per press, so a repeated send decides once. */
function useDecision(requestId: string, decision: 'accept' | 'decline') {
  const t = plannerWords.useText();
  const queries = useQueryClient();
  const commandId = useRef(newId());
  return useMutation({
    mutationFn: (body: { reason?: DeclineReason }) =>
      http.post<RequestView>(`/api/requests/${requestId}/${decision}`, {
        ...(decision === 'decline' ? { body } : {}),
        commandId: commandId.current,
      }),
    onSuccess: () => toasts.show({ kind: 'done', words: t(decision === 'accept' ? 'requests.accepted' : 'requests.declined') }),
    onError: (error) => {
      commandId.current = newId();
      toasts.show({ kind: 'error', words: problemText(error) });
    },
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: ['requests'] });
      void queries.invalidateQueries({ queryKey: ['cases'] });
    },
  });
}

function DeclineDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const t = plannerWords.useText();
  const c = common.useText();
  const code = codes.useText();
  const [reason, setReason] = useState<DeclineReason | null>(null);
  const decline = useDecision(id, 'decline');
  return (
    <Dialog
      title={t('requests.declineTitle')}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{c('cancel')}</Button>
          <Button
            kind="danger"
            isDisabled={reason === null}
            isPending={decline.isPending}
            onPress={() => reason && decline.mutate({ reason }, { onSuccess: onClose })}
          >
            {t('requests.decline')}
          </Button>
        </>
      }
    >
      <p className="request-decline-words">{t('requests.declineWords')}</p>
      <RadioChoices
        label={t('requests.reason')}
        choices={DECLINE_REASONS.map((one) => ({ id: one, words: code(`declineReason.${one}`) }))}
        value={reason}
        onChange={setReason}
      />
    </Dialog>
  );
}
