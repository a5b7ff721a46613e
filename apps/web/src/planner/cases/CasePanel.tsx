import type { CaseDetail } from '@gocua/api/contract/cases';
import { pinDoubt } from '@gocua/api/contract/pin-doubts';
import { MapPin, Phone, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { homeLines, personLines } from '../../access/access-lines.ts';
import { accessWords } from '../../access/words.ts';
import { Button } from '../../design/Button.tsx';
import { IconButton } from '../../design/IconButton.tsx';
import { Notice } from '../../design/Notice.tsx';
import { Skeleton } from '../../design/Progress.tsx';
import { StateMark } from '../../design/StateMark.tsx';
import { PlaceLinks } from '../../map/PlaceLinks.tsx';
import { codes } from '../../words/codes.ts';
import { common } from '../../words/common.ts';
import { useLanguage } from '../../words/defineWords.ts';
import { ageIn, formatPhone } from '../../words/format.ts';
import { problemText } from '../../words/problems.ts';
import { CASE_PARAM } from '../address.ts';
import { usePlanner } from '../context.ts';
import { useCaseDetail } from '../data/useCases.ts';
import { PinDoubtMark } from '../pins/PinMode.tsx';
import { plannerWords } from '../words.ts';
import { BoundVisits } from './BoundVisits.tsx';
import { bondWords } from './bondWords.ts';
import { CaseHistory } from './CaseHistory.tsx';
import { CaseStateMark } from './CaseStateMark.tsx';
import { CrewRequirements } from './CrewRequirements.tsx';
import { weeklyWindowWords } from './weeklyWindowWords.ts';

/** The chosen case, beside the map. `extra` stands first: what the mode knows of it (its place in the plan). */
export function CasePanel({ id, onClose, extra }: { id: string; onClose: () => void; extra?: ReactNode }) {
  const t = plannerWords.useText();
  const c = common.useText();
  const detail = useCaseDetail(id);
  const one = detail.data;
  return (
    <aside className="stage-selection" aria-label={t('case.panel')}>
      <header className="case-panel-head">
        <h2>{one?.fullName ?? ' '}</h2>
        <IconButton icon={X} name={c('close')} onPress={onClose} />
      </header>
      {detail.isError ? (
        <Notice
          tone="bad"
          title={problemText(detail.error)}
          action={<Button onPress={() => void detail.refetch()}>{c('retry')}</Button>}
        />
      ) : null}
      {one ? <CaseFacts one={one} extra={extra} /> : detail.isPending ? <Skeleton label={c('loading')} lines={7} /> : null}
    </aside>
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

function CaseFacts({ one, extra }: { one: CaseDetail; extra: ReactNode }) {
  const t = plannerWords.useText();
  const c = common.useText();
  const code = codes.useText();
  const language = useLanguage();
  const bond = bondWords.useText();
  const { today, mayChange } = usePlanner();
  const windows = weeklyWindowWords(one.windows, language);
  // a flag outside the ward stays visible even where a person has placed the pin
  const doubt = pinDoubt(one) ?? (one.outsideWard ? 'outside_ward' : null);
  return (
    <>
      <p className="case-panel-sub">
        {c('age', { count: ageIn(today, one.birthYear) })} ({one.birthYear}) · {code(`sex.${one.sex}`)}
      </p>
      <p className="case-panel-state">
        <CaseStateMark state={one.state} filled />
      </p>
      {extra}
      <dl className="case-facts">
        <Fact name={t('case.address')}>
          {one.address}
          <br />
          {one.unitName}
        </Fact>
        <Fact name={t('case.place')}>
          {one.confidence ? code(`confidence.${one.confidence}`) : t('cases.noPlace')}
          {doubt ? (
            <p className="case-pin-doubt">
              <PinDoubtMark doubt={doubt} />
            </p>
          ) : null}
          {mayChange ? (
            <Link className="case-pin-link" to={`/dieu-phoi/truong-hop/vi-tri?${CASE_PARAM}=${encodeURIComponent(one.id)}`}>
              <MapPin aria-hidden /> {t('case.movePin')}
            </Link>
          ) : null}
          {one.lat === null || one.lon === null ? null : <PlaceLinks lat={one.lat} lon={one.lon} what={one.address} />}
        </Fact>
        <Access one={one} />
        <Fact name={t('case.mobility')}>{code(`mobility.${one.mobility}`)}</Fact>
        <Fact name={t('case.needs')}>
          <ul>
            {one.needs.map((need) => (
              <li key={need}>{code(`need.${need}`)}</li>
            ))}
          </ul>
        </Fact>
        <Fact name={t('case.crew')}>
          <CrewRequirements one={one} />
        </Fact>
        <Fact name={bond('title')}>
          <BoundVisits one={one} />
        </Fact>
        <Fact name={t('case.atHome')}>
          {windows.length === 0
            ? t('case.anyTime')
            : windows.map((line) => (
                <span key={line} className="case-line figures">
                  {line}
                </span>
              ))}
        </Fact>
        <Fact name={t('case.contact')}>
          {one.contactName ? <span className="case-line">{one.contactName}</span> : null}
          {one.phone ? (
            <a className="case-phone figures" href={`tel:${one.phone}`}>
              <Phone aria-hidden /> {formatPhone(one.phone)}
            </a>
          ) : (
            t('case.noPhone')
          )}
        </Fact>
        {one.note ? <Fact name={t('case.note')}>{one.note}</Fact> : null}
        <Fact name={t('case.priority')}>{t('case.priorityOf', { value: one.priority })}</Fact>
        {one.householdCaseIds.length > 1 ? (
          <Fact name={t('case.household')}>{t('case.householdCount', { count: one.householdCaseIds.length })}</Fact>
        ) : null}
      </dl>
      <CaseHistory entries={one.history} />
    </>
  );
}

/** How one gets to the person, as the team will read it; nothing where nobody has said anything. */
function Access({ one }: { one: CaseDetail }) {
  const t = plannerWords.useText();
  const a = accessWords.useText();
  const lines = [...homeLines(one.access, a), ...personLines(one.access, a)];
  if (lines.length === 0 && !one.accessNote) return null;
  return (
    <Fact name={t('case.access')}>
      {lines.map(({ key, icon, words, isHard }) => (
        <span key={key} className="case-line">
          <StateMark tone={isHard ? 'warn' : 'plain'} icon={icon}>
            {words}
          </StateMark>
        </span>
      ))}
      {one.accessNote ? <span className="case-line">{one.accessNote}</span> : null}
    </Fact>
  );
}
