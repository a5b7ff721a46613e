import type { FieldAction } from '@gocua/api/contract/codes';
import type { TeamAssignment } from '@gocua/api/contract/dispatch';
import { Check, ClipboardCheck, House, type LucideIcon, Navigation2, Phone, PhoneOff, Route } from 'lucide-react';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useNavigate } from 'react-router';
import { Button } from '../design/Button.tsx';
import { Notice } from '../design/Notice.tsx';
import { browserWorld } from '../live/browserWorld.ts';
import { useLanguage } from '../words/defineWords.ts';
import { formatDistance, formatPhone } from '../words/format.ts';
import { directionsLink } from './directions-link.ts';
import type { Evening } from './evenings.ts';
import { usePhone } from './phone-context.ts';
import { arrivalSuggestion } from './place-rules.ts';
import { peopleAtHome } from './shift-rules.ts';
import { shiftWords } from './shift-words.ts';
import { nextAction } from './visit-steps.ts';
import { wayApp } from './way-app.ts';
import { fieldWords } from './words.ts';

const ICONS: Record<FieldAction, LucideIcon> = { acknowledge: Check, travel: Navigation2, arrive: House, finish: ClipboardCheck };
/** After a step its button rests, so that a wet thumb's double tap does not take two steps. */
const REST_MS = 1_200;

/** The dock under the thumb: call, directions, and the one large button for the next step. */
export function NextStep({ visit, evening }: { visit: TeamAssignment; evening: Evening }) {
  const { phone, visits, view, nowMs } = usePhone();
  const { place } = useSyncExternalStore(phone.positions.listen, phone.positions.read);
  const way = useSyncExternalStore(wayApp.listen, wayApp.read);
  const t = fieldWords.useText();
  const s = shiftWords.useText();
  const language = useLanguage();
  const navigate = useNavigate();
  const { resting, rest } = useRest();
  const [failed, setFailed] = useState(false);
  const [said, setSaid] = useState('');
  const action = nextAction(visit.state);
  const { snapshot } = view.team;
  const near = snapshot && arrivalSuggestion(visit, place, snapshot.settings, nowMs);
  const unaccepted = evening.visits.filter((one) => one.state === 'assigned');
  const people = peopleAtHome(visit, evening);
  const other = visits.find(
    (one) => !people.some(({ id }) => id === one.id) && (one.state === 'travelling' || one.state === 'arrived'),
  );

  async function take(now: FieldAction) {
    if (now === 'finish') {
      await navigate(`/to/viec/${visit.id}/ket-qua`);
      return;
    }
    rest();
    try {
      if (now === 'acknowledge') for (const one of unaccepted) await phone.step(one.id, 'acknowledge');
      else {
        // One stop: whoever travels to a home travels to everybody in it.
        for (const one of people) if (nextAction(one.state) === now) await phone.step(one.id, now);
      }
      if (now === 'acknowledge') phone.readNews();
      setFailed(false);
      setSaid(t(`stepDone.${now}`));
    } catch {
      setFailed(true);
    }
  }

  return (
    <div className="dock">
      <p className="visually-hidden" role="status">
        {said}
      </p>
      {failed ? <Notice tone="bad" title={t('saveFailed')} /> : null}
      {near !== null ? <p className="dock-near">{s('position.near', { distance: formatDistance(near, language) })}</p> : null}
      {other && action ? <p className="dock-other">{t('otherVisitRunning', { name: other.fullName })}</p> : null}
      <div className="dock-row">
        {visit.phone ? (
          <a className="dock-side" href={`tel:${visit.phone}`} aria-label={t('callName', { phone: formatPhone(visit.phone) })}>
            <Phone aria-hidden />
            <span aria-hidden>{t('call')}</span>
          </a>
        ) : (
          <span className="dock-side dock-side-off">
            <PhoneOff aria-hidden />
            <span>{t('noPhone')}</span>
          </span>
        )}
        <a
          className="dock-side"
          href={directionsLink(visit.lat, visit.lon, navigator.userAgent, way)}
          target="_blank"
          rel="noreferrer"
        >
          <Route aria-hidden />
          <span>{t('navigate')}</span>
        </a>
        {action ? (
          <Button
            kind="primary"
            size="field"
            icon={ICONS[action]}
            className="dock-step"
            isDisabled={resting}
            onPress={() => void take(action)}
          >
            {action === 'acknowledge'
              ? unaccepted.length > 1
                ? t('step.acknowledge', { count: unaccepted.length })
                : t('accept')
              : t(`step.${action}`)}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

function useRest(): { resting: boolean; rest: () => void } {
  const [resting, setResting] = useState(false);
  const handle = useRef<unknown>(null);
  useEffect(() => () => browserWorld.clearTimer(handle.current), []);
  return {
    resting,
    rest: () => {
      setResting(true);
      handle.current = browserWorld.setTimer(() => setResting(false), REST_MS);
    },
  };
}
