import { ListOrdered, type LucideIcon, Map as MapIcon, Menu, Navigation2, ShieldAlert } from 'lucide-react';
import { useEffect, useSyncExternalStore } from 'react';
import { NavLink, Outlet } from 'react-router';
import { TeamMark } from '../design/StateMark.tsx';
import { theme } from '../design/theme.ts';
import { common } from '../words/common.ts';
import { Announcements } from './Announcements.tsx';
import { EveningStrip } from './EveningStrip.tsx';
import { isDarkOutside } from './is-dark-outside.ts';
import { useKeepMap } from './kept-map.ts';
import { PositionMark } from './PositionSharing.tsx';
import { usePhone } from './phone-context.ts';
import { SyncLine } from './SyncLine.tsx';
import { shiftWords } from './shift-words.ts';
import { useKeptApp } from './use-app-update.ts';
import { fieldWords } from './words.ts';

/** Head (team, sync), the evening as a strip, the page, and four tabs under the thumb. */
export function FieldFrame() {
  const { view } = usePhone();
  const t = fieldWords.useText();
  const c = common.useText();
  const s = shiftWords.useText();
  useSeen();
  useDarkAfterSunset();
  useKeptApp();
  useKeepMap();
  const team = view.team.snapshot?.team;
  const title = `${t('title')} – ${c('productName')}`;
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <div className="phone">
      <a className="skip-link" href="#noi-dung">
        {c('skipToContent')}
      </a>
      <header className="phone-head">
        <div className="phone-head-row">
          {team ? (
            <span className="phone-team">
              <TeamMark color={team.color} words={team.name.replace(/\D+/g, '') || team.name.slice(0, 2)} size="small" />
              <span>{team.name}</span>
            </span>
          ) : null}
          <SyncLine />
        </div>
        <PositionMark />
        <EveningStrip />
      </header>
      <main id="noi-dung" className="phone-body">
        <Announcements />
        <div className="phone-page">
          <Outlet />
        </div>
      </main>
      <nav className="phone-tabs" aria-label={t('nav')}>
        <Tab to="/to" icon={Navigation2} words={t('tabs.next')} end />
        <Tab to="/to/danh-sach" icon={ListOrdered} words={t('tabs.list')} />
        <Tab to="/to/ban-do" icon={MapIcon} words={t('tabs.map')} />
        <Tab to="/to/an-toan" icon={ShieldAlert} words={s('tab')} />
        <Tab to="/to/them" icon={Menu} words={t('tabs.more')} />
      </nav>
    </div>
  );
}

function Tab({ to, icon: Icon, words, end = false }: { to: string; icon: LucideIcon; words: string; end?: boolean }) {
  return (
    <NavLink to={to} end={end} className="phone-tab">
      <Icon aria-hidden />
      <span>{words}</span>
    </NavLink>
  );
}

/** Seen is said only of what stood on a lit screen. */
function useSeen(): void {
  const { phone, view } = usePhone();
  const { seq, snapshot } = view.team;
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible' && snapshot && seq !== null) phone.saw();
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [phone, seq, snapshot]);
}

/** A bright screen blinds in a dark alley. The person's own choice of theme wins. */
function useDarkAfterSunset(): void {
  const { view, nowMs } = usePhone();
  const choice = useSyncExternalStore(theme.listen, theme.choice);
  const depot = view.team.snapshot?.depot;
  const dark = choice === 'device' && depot !== undefined && isDarkOutside(new Date(nowMs), depot.lat, depot.lon);
  useEffect(() => {
    if (!dark) return;
    const root = document.documentElement;
    root.dataset.theme = 'dark';
    return () => {
      if (theme.choice() === 'device') delete root.dataset.theme;
    };
  }, [dark]);
}
