/** What a push message says on a locked screen. Whoever looks over a shoulder learns no name and no address. */
export interface PushNews {
  kind: string;
  count: number;
}

const TEXTS = {
  vi: {
    title: 'Gõ Cửa',
    assignments: (count: number) => `${count} việc chờ tổ nhận. Mở để xem.`,
    message: () => 'Điều phối viên nhắn tin. Mở để xem.',
    'alarm-taken': () => 'Điều phối viên đã nhận báo động.',
    other: () => 'Có tin mới cho tổ. Mở để xem.',
  },
  en: {
    title: 'Gõ Cửa',
    assignments: (count: number) => `${count} ${count === 1 ? 'visit waits' : 'visits wait'} to be accepted. Open to look.`,
    message: () => 'The dispatcher sent a message. Open to look.',
    'alarm-taken': () => 'The dispatcher has taken the alarm.',
    other: () => 'News for the team. Open to look.',
  },
} as const;

/** `language`: "vi", "en-GB" …; anything that is not English is answered in Vietnamese. One notification of a kind at a time. */
export function notificationFor(news: PushNews | null, language: string): { title: string; body: string; tag: string } {
  const texts = TEXTS[language.startsWith('en') ? 'en' : 'vi'];
  const kind = news && isKnown(news.kind) ? news.kind : 'other';
  return { title: texts.title, body: texts[kind](news?.count ?? 0), tag: kind };
}

function isKnown(kind: string): kind is 'assignments' | 'message' | 'alarm-taken' {
  return kind === 'assignments' || kind === 'message' || kind === 'alarm-taken';
}
