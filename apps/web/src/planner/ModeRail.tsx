import type { RequestView } from '@gocua/api/contract/requests';
import {
  CalendarClock,
  CalendarDays,
  Inbox,
  KeyRound,
  Languages,
  LogOut,
  MapPinned,
  Moon,
  Radio,
  Settings2,
  Sun,
  UserRoundCog,
  UserRoundKey,
  Users,
  Wifi,
  WifiOff,
} from 'lucide-react';
import { useState } from 'react';
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { NavLink, useNavigate, useSearchParams } from 'react-router';
import { Brand } from '../design/Brand.tsx';
import { classNames } from '../design/classNames.ts';
import { IconButton } from '../design/IconButton.tsx';
import { Badge } from '../design/StateMark.tsx';
import { useShownTheme } from '../design/ThemeSwitch.tsx';
import { theme } from '../design/theme.ts';
import { useSignOut } from '../session/session.ts';
import { common } from '../words/common.ts';
import { useLanguage } from '../words/defineWords.ts';
import { language } from '../words/language.ts';
import { PasswordDialog } from './accounts/PasswordDialog.tsx';
import { accountWords } from './accounts/words.ts';
import { CASE_PARAM } from './address.ts';
import { usePlanner } from './context.ts';
import { useRequests } from './requests/useRequests.ts';
import { plannerWords } from './words.ts';

const MODES = [
  ['cases', 'truong-hop', MapPinned],
  ['requests', 'yeu-cau', Inbox],
  ['teams', 'to-va-ca', Users],
  ['calendar', 'lich', CalendarDays],
  ['people', 'nhan-su', UserRoundCog],
  ['plan', 'ke-hoach', CalendarClock],
  ['live', 'toi-nay', Radio],
] as const;

const isNew = (request: RequestView) => request.state === 'received';

export function ModeRail() {
  const t = plannerWords.useText();
  const [search] = useSearchParams();
  const { me } = usePlanner();
  const requests = useRequests();
  const waiting = requests.data?.filter(isNew).length ?? 0;
  const chosen = search.get(CASE_PARAM);
  const kept = chosen ? `?${CASE_PARAM}=${encodeURIComponent(chosen)}` : '';
  return (
    <nav className="rail" aria-label={t('modes')}>
      <span className="rail-brand">
        <Brand wordHidden />
      </span>
      {MODES.map(([mode, path, Icon]) => (
        <NavLink
          key={mode}
          to={`/dieu-phoi/${path}${kept}`}
          className={({ isActive }) => classNames('rail-mode', isActive && 'rail-mode-on')}
        >
          <span className="rail-icon">
            <Icon aria-hidden />
            {mode === 'requests' && waiting > 0 ? (
              <span className="rail-count">
                <Badge tone="accent">{waiting}</Badge>
                <span className="visually-hidden">{t('requests.newCount', { count: waiting })}</span>
              </span>
            ) : null}
          </span>
          <span>{t(`mode.${mode}`)}</span>
        </NavLink>
      ))}
      <span className="rail-space" />
      <LiveMark />
      <AccountMenu name={me.displayName} unit={me.unitName} isChief={me.role === 'chief'} />
    </nav>
  );
}

/** True state of the live stream; the planner must never look live when it is not. */
function LiveMark() {
  const t = plannerWords.useText();
  const c = common.useText();
  const { liveStatus } = usePlanner();
  const words = c(`connection.${liveStatus}`);
  const Icon = liveStatus === 'live' ? Wifi : WifiOff;
  return (
    <span role="status" className={`live-mark live-mark-${liveStatus}`} title={words}>
      <Icon aria-hidden />
      <span className="live-mark-words">{liveStatus === 'live' ? t('live.on') : t('live.off')}</span>
      <span className="visually-hidden">{words}</span>
    </span>
  );
}

function AccountMenu({ name, unit, isChief }: { name: string; unit: string; isChief: boolean }) {
  const a = accountWords.useText();
  const goTo = useNavigate();
  const [isChanging, setIsChanging] = useState(false);
  const t = plannerWords.useText();
  const c = common.useText();
  const now = useLanguage();
  const shown = useShownTheme();
  const signOut = useSignOut();
  const other = now === 'vi' ? 'en' : 'vi';
  const otherTheme = shown === 'dark' ? 'light' : 'dark';
  return (
    <>
      <MenuTrigger>
        <IconButton icon={Settings2} name={t('account')} />
        <Popover className="popover" placement="right bottom">
          <p className="menu-who">
            <strong>{name}</strong>
            <span>{unit}</span>
          </p>
          <Menu className="options" aria-label={t('account')}>
            <MenuItem className="option" onAction={() => language.choose(other)}>
              <Languages aria-hidden className="menu-icon" />
              <span lang={other}>{common.text(`languageName.${other}`)}</span>
            </MenuItem>
            <MenuItem className="option" onAction={() => theme.choose(otherTheme)}>
              {otherTheme === 'dark' ? <Moon aria-hidden className="menu-icon" /> : <Sun aria-hidden className="menu-icon" />}
              {t('themeTo', { theme: c(`themeName.${otherTheme}`) })}
            </MenuItem>
            {isChief ? (
              <MenuItem className="option" onAction={() => void goTo('/dieu-phoi/tai-khoan')}>
                <UserRoundKey aria-hidden className="menu-icon" />
                {a('title')}
              </MenuItem>
            ) : null}
            <MenuItem className="option" onAction={() => setIsChanging(true)}>
              <KeyRound aria-hidden className="menu-icon" />
              {a('own.title')}
            </MenuItem>
            <MenuItem className="option" onAction={() => void signOut()}>
              <LogOut aria-hidden className="menu-icon" />
              {c('signOut')}
            </MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
      {isChanging ? <PasswordDialog onClose={() => setIsChanging(false)} /> : null}
    </>
  );
}
