/**
 * The product's own words, one for each thing, in both languages. Every language file takes its nouns from here, so that the same
 * thing is never called by two names. Left: the word of the code and of the design.
 */
export const glossary = {
  case: { vi: 'trường hợp', en: 'case' },
  household: { vi: 'hộ', en: 'household' },
  request: { vi: 'yêu cầu', en: 'request' },
  visit: { vi: 'lượt đến nhà', en: 'visit' },
  stop: { vi: 'điểm dừng', en: 'stop' },
  route: { vi: 'lộ trình', en: 'route' },
  shift: { vi: 'ca', en: 'shift' },
  team: { vi: 'tổ', en: 'team' },
  skill: { vi: 'khả năng', en: 'ability' },
  kit: { vi: 'bộ máy', en: 'kit' },
  depot: { vi: 'điểm xuất phát', en: 'base' },
  window: { vi: 'giờ có người nhà', en: 'time at home' },
  plan: { vi: 'kế hoạch', en: 'plan' },
  revision: { vi: 'bản', en: 'version' },
  unassigned: { vi: 'chưa xếp được', en: 'not placed' },
  promise: { vi: 'lịch hẹn đã báo', en: 'promised time' },
  outcome: { vi: 'kết quả', en: 'outcome' },
  dispatcher: { vi: 'điều phối viên', en: 'dispatcher' },
  campaign: { vi: 'chiến dịch', en: 'campaign' },
} as const satisfies Record<string, { vi: string; en: string }>;
