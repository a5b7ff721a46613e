import { defineWords } from '../../words/defineWords.ts';

/** What a plan says about its visits besides times. */
export const planFactsWords = defineWords(
  'planFacts',
  {
    onTime: 'Đúng hẹn {{percent}} %',
    onTimeWords: 'Khoảng {{percent}} trong 100 tối như thế này, tổ đến đúng giờ sẽ báo gia đình.',
    overtime: 'Về muộn {{duration}}',
  },
  {
    onTime: 'On time {{percent}} %',
    onTimeWords: 'In about {{percent}} of 100 such evenings the team comes within the time the family is told.',
    overtime: 'Back {{duration}} late',
  },
);

/** Only where it is doubtful: a number at every visit would say nothing. */
export const DOUBTFUL_BELOW = 80;
