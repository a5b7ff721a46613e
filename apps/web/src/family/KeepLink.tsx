import { Copy, Printer, Share2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../design/Button.tsx';
import { familyWords } from './words.ts';

/** The family's own link: copy, hand on, print. */
export function KeepLink({ token }: { token: string }) {
  const t = familyWords.useText();
  const [copied, setCopied] = useState<'copied' | 'copyFailed' | null>(null);
  const link = `${window.location.origin}/gia-dinh/theo-doi#${token}`;

  async function copy() {
    try {
      await navigator.clipboard.writeText(link);
      setCopied('copied');
    } catch {
      setCopied('copyFailed');
    }
  }

  return (
    <section className="keep" aria-labelledby="keep-title">
      <h2 id="keep-title">{t('follow.keep')}</h2>
      <p>{t('follow.keepWords')}</p>
      <p className="keep-link">
        <span className="visually-hidden">{t('follow.link')}: </span>
        {link}
      </p>
      <div className="keep-ways">
        <Button size="touch" icon={Copy} onPress={() => void copy()}>
          {copied === 'copied' ? t('follow.copied') : t('follow.copy')}
        </Button>
        {'share' in navigator ? (
          <Button
            size="touch"
            icon={Share2}
            onPress={() => void navigator.share({ title: t('follow.pageTitle'), url: link }).catch(() => undefined)}
          >
            {t('follow.share')}
          </Button>
        ) : null}
        <Button size="touch" icon={Printer} onPress={() => window.print()}>
          {t('follow.print')}
        </Button>
      </div>
      <p role="status" className={copied === 'copyFailed' ? 'family-soft' : 'visually-hidden'}>
        {copied ? t(`follow.${copied}`) : ''}
      </p>
    </section>
  );
}
