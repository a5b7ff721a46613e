import { useNavigate } from 'react-router';
import { Button } from '../design/Button.tsx';
import { PageFrame } from '../design/PageFrame.tsx';
import { homeOf, useMe } from '../session/session.ts';
import { frontWords } from './words.ts';
import './front.css';

/** The front door: a family asks, staff go in. */
export function FrontPage() {
  const t = frontWords.useText();
  const navigate = useNavigate();
  const me = useMe();
  const signedIn = me.data ?? null;
  return (
    <PageFrame>
      <div className="front">
        <h1 className="front-title">{t('title')}</h1>
        <section className="front-way">
          <h2>{t('familyTitle')}</h2>
          <p>{t('family')}</p>
          <Button kind="primary" size="touch" onPress={() => void navigate('/gia-dinh')}>
            {t('ask')}
          </Button>
        </section>
        <section className="front-way">
          <h2>{t('staffTitle')}</h2>
          <p>{t('staff')}</p>
          <Button size="touch" onPress={() => void navigate(signedIn ? homeOf(signedIn) : '/dang-nhap')}>
            {signedIn ? t('continueAs', { name: signedIn.displayName }) : t('signIn')}
          </Button>
        </section>
        <p className="front-fraud">{t('fraud')}</p>
      </div>
    </PageFrame>
  );
}
