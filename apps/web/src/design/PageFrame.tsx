import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { common } from '../words/common.ts';
import { Brand } from './Brand.tsx';
import { LanguageSwitch } from './LanguageSwitch.tsx';
import './pageframe.css';

/** The frame of the quiet pages: front door, sign-in, family. */
export function PageFrame({ children }: { children: ReactNode }) {
  const t = common.useText();
  return (
    <div className="page-frame">
      <a className="skip-link" href="#noi-dung">
        {t('skipToContent')}
      </a>
      <header className="page-head">
        <Link to="/" className="page-brand">
          <Brand />
        </Link>
        <LanguageSwitch />
      </header>
      <main id="noi-dung" className="page-body">
        {children}
      </main>
    </div>
  );
}
