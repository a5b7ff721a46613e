/** Words that every surface uses. */
import { defineWords } from './defineWords.ts';

const vi = {
  productName: 'Gõ Cửa',
  close: 'Đóng',
  cancel: 'Thôi',
  save: 'Lưu',
  undo: 'Hoàn tác',
  retry: 'Thử lại',
  back: 'Quay lại',
  next: 'Tiếp tục',
  notes: 'Thông báo',
  loading: 'Đang tải',
  skipToContent: 'Đến nội dung chính',
  language: 'Ngôn ngữ',
  languageName: { vi: 'Tiếng Việt', en: 'English' },
  theme: 'Màu nền',
  themeName: { device: 'Theo thiết bị', light: 'Sáng', dark: 'Tối' },
  signOut: 'Đăng xuất',
  connection: {
    live: 'Đang kết nối trực tiếp',
    connecting: 'Đang kết nối lại…',
    offline: 'Mất mạng – số liệu có thể đã cũ',
    stopped: 'Đã ngừng kết nối – hãy tải lại trang',
  },
  age_other: '{{count}} tuổi',
  showAll: 'Xem tất cả',
  none: 'Không có',
} as const;

const en = {
  productName: 'Gõ Cửa',
  close: 'Close',
  cancel: 'Cancel',
  save: 'Save',
  undo: 'Undo',
  retry: 'Try again',
  back: 'Back',
  next: 'Continue',
  notes: 'Notes',
  loading: 'Loading',
  skipToContent: 'Skip to the content',
  language: 'Language',
  languageName: { vi: 'Tiếng Việt', en: 'English' },
  theme: 'Background',
  themeName: { device: 'As the device', light: 'Light', dark: 'Dark' },
  signOut: 'Sign out',
  connection: {
    live: 'Live',
    connecting: 'Connecting again…',
    offline: 'No network – figures may be old',
    stopped: 'Disconnected – please reload the page',
  },
  age_one: '{{count}} year old',
  age_other: '{{count}} years old',
  showAll: 'Show all',
  none: 'None',
} as const;

export const common = defineWords('common', vi, en);
