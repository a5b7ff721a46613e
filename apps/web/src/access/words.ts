import type { Alley, Bed, Hearing } from '@gocua/api/contract/codes';
import { defineWords } from '../words/defineWords.ts';

interface AccessWords {
  alley: Record<Alley, string>;
  bed: Record<Bed, string>;
  hearing: Record<Hearing, string>;
}

const vi = {
  alley: { car: 'Ô tô vào tận cửa', motorbike: 'Xe máy vào tận cửa', foot: 'Chỉ đi bộ vào được, để xe ngoài ngõ' },
  floor: 'Tầng {{floor}}',
  cellar: 'Tầng hầm {{floor}}',
  lift: 'có thang máy',
  noLift: 'không có thang máy',
  dog: 'Nhà có chó: gọi trước khi vào',
  noDog: 'Nhà không có chó',
  bed: { roomy: 'Cạnh giường đủ chỗ đặt máy', tight: 'Cạnh giường chật', mat: 'Nằm chiếu dưới sàn' },
  hearing: { good: 'Nghe rõ', hard: 'Nghe khó: nói to, chậm', deaf: 'Không nghe được: viết ra giấy' },
} as const;

/** Words for how one gets to a person. */
export const accessWords = defineWords('access', vi satisfies AccessWords, {
  alley: {
    car: 'A car gets to the door',
    motorbike: 'A motorbike gets to the door',
    foot: 'On foot only, leave the bike outside the alley',
  },
  floor: 'Floor {{floor}}',
  cellar: 'Basement {{floor}}',
  lift: 'with a lift',
  noLift: 'no lift',
  dog: 'There is a dog: call before going in',
  noDog: 'No dog',
  bed: {
    roomy: 'Room for the machine beside the bed',
    tight: 'Hardly any room beside the bed',
    mat: 'Lies on a mat on the floor',
  },
  hearing: { good: 'Hears well', hard: 'Hard of hearing: speak loudly and slowly', deaf: 'Cannot hear: write it down' },
});
