import type { TeamMessage } from '@gocua/api/contract/field';
import type { OfficeMessage, TeamMessageCode } from '@gocua/api/contract/field-codes';
import { CornerDownRight, MessageSquareQuote } from 'lucide-react';
import { classNames } from '../../design/classNames.ts';
import { formatTime } from '../../words/format.ts';
import { usePlanner } from '../context.ts';
import { tonightWords } from './words.ts';

/** What was said last, by whom, and whether it was read. What a team says stands out until the office answers. */
export function LastMessage({ message, onOpen }: { message: TeamMessage; onOpen: () => void }) {
  const t = tonightWords.useText();
  const { zone } = usePlanner();
  const { fromTeam, at } = message;
  const words = useMessageWords()(message);
  const receipt = useReceipt()(message);
  const Icon = fromTeam ? MessageSquareQuote : CornerDownRight;
  return (
    <button type="button" className={classNames('last-message', fromTeam && 'last-message-in')} onClick={onOpen}>
      <Icon aria-hidden />
      <span>{t('words', { words })}</span>
      <small className="figures">{fromTeam ? formatTime(at, zone) : receipt}</small>
    </button>
  );
}

/** The words of a message: a ready-made sentence, a text, or both. */
export function useMessageWords(): (message: TeamMessage) => string {
  const t = tonightWords.useText();
  return ({ code, fromTeam, text }) => {
    const ready = code ? (fromTeam ? t(`team.${code as TeamMessageCode}`) : t(`office.${code as OfficeMessage}`)) : '';
    return [ready, text].filter(Boolean).join(' – ');
  };
}

/** How far a message of the office has come. */
export function useReceipt(): (message: TeamMessage) => string {
  const t = tonightWords.useText();
  const { zone } = usePlanner();
  return ({ readAt, deliveredAt }) => {
    if (readAt) return t('receipt.read', { at: formatTime(readAt, zone) });
    return deliveredAt ? t('receipt.delivered', { at: formatTime(deliveredAt, zone) }) : t('receipt.waiting');
  };
}
