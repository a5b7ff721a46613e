import { defineWords } from '../../words/defineWords.ts';

export const bondWords = defineWords(
  'bonds',
  {
    title: 'Lượt đi kèm',
    secondTeam: 'Hai tổ cùng lúc',
    card: 'Trả thẻ tận nhà',
    never: 'Không',
    after_other: 'Sau {{count}} ngày',
    none: 'Không',
    together: 'Tổ thứ hai: cùng lúc với lượt chính của người này.',
    return: 'Lượt trả thẻ, sau lượt làm thẻ của người này.',
    first: 'Mở lượt chính',
  },
  {
    title: 'Further visits',
    secondTeam: 'Two teams at once',
    card: 'Bring the card home',
    never: 'No',
    after_other: 'After {{count}} days',
    after_one: 'After one day',
    none: 'None',
    together: "The second team: at the same moment as this person's first visit.",
    return: "Brings the card, after this person's first visit.",
    first: 'Open the first visit',
  },
);
