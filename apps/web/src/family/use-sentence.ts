import type { FamilyView } from '@gocua/api/contract/requests';
import { codes } from '../words/codes.ts';
import { useLanguage } from '../words/defineWords.ts';
import { formatDayPart, formatTimeRange } from '../words/format.ts';
import { familyWords } from './words.ts';

/** The one sentence of the page: where the request stands, and when the team comes. */
export function useSentence(view: FamilyView, nowMs: number): string {
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
    case 'on_the_way': {
      const minutes = aboutMinutes(view.eta, nowMs);
      return minutes === null ? t('follow.says.on_the_way', { team }) : t('follow.says.on_the_way_in', { team, count: minutes });
    }
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

/** Minutes until the team is expected, in steps of five as people say them: nobody is told a minute that nobody knows. */
export function aboutMinutes(eta: FamilyView['eta'], nowMs: number): number | null {
  if (!eta) return null;
  return Math.max(5, Math.round((Date.parse(eta.at) - nowMs) / 60_000 / 5) * 5);
}

function lowerFirst(words: string): string {
  return words.charAt(0).toLocaleLowerCase('vi') + words.slice(1);
}
