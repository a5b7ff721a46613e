import type { Me } from '@gocua/api/contract/session';
import { CalendarClock, Inbox, MapPinned, Radio, Users } from 'lucide-react';
import { NavLink } from 'react-router';
import { Brand } from '../design/Brand.tsx';
import { Toasts } from '../design/Toasts.tsx';
import { plannerWords } from './words.ts';
import './planner.css';

const MODES = [
  ['cases', 'truong-hop', MapPinned],
  ['requests', 'yeu-cau', Inbox],
  ['teams', 'to-va-ca', Users],
  ['plan', 'ke-hoach', CalendarClock],
  ['live', 'toi-nay', Radio],
] as const;

export function PlannerShell({ me }: { me: Me }) {
  const t = plannerWords.useText();
  return (
    <div className="planner">
      <nav className="rail" aria-label={t('modes')}>
        <Brand wordHidden />
        {MODES.map(([mode, path, Icon]) => (
          <NavLink key={mode} to={`/dieu-phoi/${path}`} className="rail-mode">
            <Icon aria-hidden />
            <span>{t(`mode.${mode}`)}</span>
          </NavLink>
        ))}
      </nav>
      <main className="planner-main" aria-label={me.unitName} />
      <Toasts />
    </div>
  );
}
