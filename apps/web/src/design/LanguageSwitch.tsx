import { common } from '../words/common.ts';
import { useLanguage } from '../words/defineWords.ts';
import { language } from '../words/language.ts';
import { Button } from './Button.tsx';

/** One press to the other language, named in that language. */
export function LanguageSwitch({ size = 'desk' }: { size?: 'small' | 'desk' | 'touch' }) {
  const now = useLanguage();
  const other = now === 'vi' ? 'en' : 'vi';
  return (
    <Button kind="quiet" size={size} onPress={() => language.choose(other)}>
      <span lang={other}>{common.text(`languageName.${other}`)}</span>
    </Button>
  );
}
