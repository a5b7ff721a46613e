import { defineWords } from '../../words/defineWords.ts';

export const reachWords = defineWords(
  'reach',
  {
    team: 'Trong tầm của tổ',
    anyTeam: 'Không lọc theo tổ',
    minutes: 'Trong vòng',
    minutesWords: '{{count}} phút từ điểm xuất phát',
    found_other: '{{count}} người trong tầm, {{beyond}} người ngoài tầm. Tính theo tốc độ đường lúc này.',
    straightLine: 'Tính theo đường chim bay: chỉ là ước đoán.',
  },
  {
    team: 'Within reach of a team',
    anyTeam: 'Any team',
    minutes: 'Within',
    minutesWords: '{{count}} minutes of its depot',
    found_other: '{{count}} people in reach, {{beyond}} beyond it, at the speed of the streets now.',
    found_one: 'One person in reach, {{beyond}} beyond it, at the speed of the streets now.',
    straightLine: 'By straight lines: a guess.',
  },
);
