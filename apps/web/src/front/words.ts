import { defineWords } from '../words/defineWords.ts';

export const frontWords = defineWords(
  'front',
  {
    title: 'Người già yếu, người bệnh không đến được trụ sở thì tổ công tác đến tận nhà.',
    familyTitle: 'Gia đình',
    family: 'Đăng ký làm thẻ căn cước, định danh điện tử tại nhà cho cha mẹ, ông bà, người thân. Không cần tài khoản.',
    ask: 'Gửi yêu cầu đến nhà',
    staffTitle: 'Cán bộ',
    staff: 'Điều phối viên xếp lịch và theo dõi; tổ công tác xem lộ trình tối nay.',
    signIn: 'Đăng nhập',
    continueAs: 'Tiếp tục: {{name}}',
    fraud: 'Cán bộ không bao giờ gọi điện yêu cầu chuyển tiền hoặc cài ứng dụng lạ. Nếu nghi ngờ, hãy gọi công an phường.',
  },
  {
    title: 'When someone is too old or too ill to come to the office, the team comes to their home.',
    familyTitle: 'Families',
    family: 'Ask for an identity card or digital identity at home for a parent, grandparent or relative. No account needed.',
    ask: 'Ask for a home visit',
    staffTitle: 'Staff',
    staff: 'Dispatchers plan and follow the evenings; teams see tonight’s route.',
    signIn: 'Sign in',
    continueAs: 'Continue: {{name}}',
    fraud: 'Officers never phone to ask for money or to install an app. If in doubt, call your ward police.',
  },
);
