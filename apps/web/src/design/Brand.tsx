import { common } from '../words/common.ts';

/** The mark: a door and its knob. */
export function Brand({ wordHidden }: { wordHidden?: boolean }) {
  const t = common.useText();
  return (
    <span className="brand">
      <img src="/mark.svg" alt="" width="26" height="26" />
      <span className={wordHidden ? 'visually-hidden' : 'brand-word'}>{t('productName')}</span>
    </span>
  );
}
