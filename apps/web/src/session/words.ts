import { defineWords } from '../words/defineWords.ts';

export const sessionWords = defineWords(
  'session',
  {
    title: 'Đăng nhập',
    for: 'Dành cho cán bộ: điều phối viên, tổ công tác, trưởng đơn vị.',
    login: 'Tên đăng nhập',
    password: 'Mật khẩu',
    signIn: 'Đăng nhập',
    family: 'Gia đình không cần tài khoản',
    familyLink: 'Gửi yêu cầu đến nhà',
    demo: 'Bản dùng thử: chọn một người để điền sẵn',
    loginMissing: 'Hãy nhập tên đăng nhập.',
    passwordMissing: 'Hãy nhập mật khẩu.',
    noPlace: 'Tài khoản của bạn không dùng trang này.',
    toMyPage: 'Đến trang của tôi',
  },
  {
    title: 'Sign in',
    for: 'For staff: dispatchers, teams, chiefs.',
    login: 'Login',
    password: 'Password',
    signIn: 'Sign in',
    family: 'Families need no account',
    familyLink: 'Ask for a home visit',
    demo: 'Demo: choose somebody to fill this in',
    loginMissing: 'Enter your login.',
    passwordMissing: 'Enter your password.',
    noPlace: 'Your account does not use this page.',
    toMyPage: 'To my page',
  },
);
