import type { SeededRandom } from './random.ts';

/** Family names by their rough share in northern Vietnam. */
const FAMILY_NAMES: readonly (readonly [string, number])[] = [
  ['Nguyễn', 38],
  ['Trần', 11],
  ['Lê', 8],
  ['Phạm', 7],
  ['Hoàng', 4],
  ['Vũ', 5],
  ['Đặng', 3],
  ['Bùi', 3],
  ['Đỗ', 4],
  ['Ngô', 2],
  ['Dương', 2],
  ['Đinh', 1.5],
  ['Đào', 1.5],
  ['Phan', 2],
  ['Trịnh', 1.5],
  ['Lương', 1],
  ['Tạ', 1],
  ['Chu', 1],
  ['Kiều', 0.7],
  ['Phùng', 1],
  ['Mai', 0.8],
  ['Lưu', 0.8],
  ['Quách', 0.4],
];

/** Given names as each generation bears them: born before 1960, and later. */
const OLD_FEMALE =
  'Lan Tý Sửu Dần Nhàn Mùi Thìn Tỵ Tâm Thơm Nụ Na Đào Cúc Huệ Liên Yến Oanh Vân Hạnh Phúc Lộc Thọ Mận Tuyết Nguyệt Hồng Bích Ngọc Vui Sáu Bảy Tám Chín Thuận Hiền Hòa Bình Thanh Chính Lợi Nga Loan Phượng Sen Nhài Quý Tính Vinh Xuân Hợi Gấm Nhung Thoa';
const YOUNG_FEMALE = 'Hương Trang Linh Hà Thu Hằng Mai Lan Ngọc Thảo Hoa Nga Dung Thủy Huyền Phương Quỳnh Nhung Yến Hiền';
const OLD_MALE =
  'Hùng Dũng Thành Bình An Khang Lợi Phú Quý Sơn Lâm Hải Thắng Chiến Tiến Cường Vinh Hiển Thuận Nghĩa Nhân Tín Tý Sửu Dần Mão Ngọ Thân Dậu Tuất Hợi Thịnh Toàn Khải Bảo Kính Ngãi Hoạch Nhuận Lương Tường Khoát Đạt Mưu Chất Trạch Luận Cẩn Ất Giáp Bính';
const YOUNG_MALE = 'Hùng Dũng Tuấn Anh Minh Long Nam Hiếu Đức Quân Trung Kiên Thắng Tùng Hoàng Việt Sơn Hưng Khánh Phong';

const FEMALE_MIDDLE: readonly (readonly [string, number])[] = [
  ['Thị', 78],
  ['Thị Kim', 4],
  ['Thị Bích', 3],
  ['Thị Ngọc', 4],
  ['Kim', 3],
  ['Thúy', 3],
  ['Minh', 2],
  ['Thanh', 3],
];
const MALE_MIDDLE: readonly (readonly [string, number])[] = [
  ['Văn', 45],
  ['Đình', 9],
  ['Hữu', 8],
  ['Đức', 9],
  ['Xuân', 7],
  ['Bá', 4],
  ['Quang', 7],
  ['Trọng', 4],
  ['Ngọc', 4],
  ['Duy', 3],
];

export function inventName(random: SeededRandom, sex: 'female' | 'male', birthYear: number): string {
  const family = random.weighted(FAMILY_NAMES);
  const middle = random.weighted(sex === 'female' ? FEMALE_MIDDLE : MALE_MIDDLE);
  const old = birthYear < 1960;
  const given = random.pick((sex === 'female' ? (old ? OLD_FEMALE : YOUNG_FEMALE) : old ? OLD_MALE : YOUNG_MALE).split(' '));
  return `${family} ${middle} ${given}`;
}
