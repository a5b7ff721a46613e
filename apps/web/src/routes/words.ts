import { defineWords } from '../words/defineWords.ts';

export const routeWords = defineWords(
  'routes',
  {
    missing: 'Không có trang này',
    missingWords: 'Địa chỉ có thể đã cũ hoặc gõ nhầm.',
    home: 'Về trang đầu',
    broken: 'Trang này gặp lỗi',
    brokenWords: 'Việc bạn đã lưu vẫn còn. Hãy tải lại trang; nếu vẫn lỗi, hãy báo kỹ thuật.',
    reload: 'Tải lại trang',
  },
  {
    missing: 'There is no such page',
    missingWords: 'The address may be old or mistyped.',
    home: 'To the front page',
    broken: 'This page has a fault',
    brokenWords: 'What you saved is safe. Reload the page; if it happens again, tell the technicians.',
    reload: 'Reload the page',
  },
);
