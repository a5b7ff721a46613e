import type { FamilyView } from '@gocua/api/contract/requests';
import { codes } from '../words/codes.ts';
import { useLanguage } from '../words/defineWords.ts';
import { formatDayPart, formatTimeRange } from '../words/format.ts';
import { familyWords } from './words.ts';

/** The one sentence of the page: where the request stands, and when the team comes. */
export function useSentence(view: FamilyView): string {
  const t = familyWords.useText();
  const c = codes.useText();
  const language = useLanguage();
  const team = view.teamName ?? t('follow.someTeam');
  const { promise, outcome, declineReason, zone } = view;
  switch (view.step) {
    case 'scheduled':
      return promise
        ? t('follow.says.scheduled', {
            team,
            day: formatDayPart(promise.opensAt, zone, language),
            window: formatTimeRange(promise.opensAt, promise.closesAt, zone),
          })
        : t('follow.says.scheduledSoon');
    case 'on_the_way':
    case 'at_home':
      return t(`follow.says.${view.step}`, { team });
    case 'again':
    case 'closed':
      if (outcome === 'deceased') return t('follow.says.deceased');
      return t(`follow.says.${view.step}`, { outcome: outcome ? lowerFirst(c(`outcome.${outcome}`)) : '…' });
    case 'declined':
      return t('follow.says.declined', { reason: declineReason ? lowerFirst(c(`declineReason.${declineReason}`)) : '…' });
    default:
      return t(`follow.says.${view.step}`);
  }
}

function lowerFirst(words: string): string {
  return words.charAt(0).toLocaleLowerCase('vi') + words.slice(1);
}
