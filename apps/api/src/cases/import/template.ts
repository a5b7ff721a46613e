/** A CSV that the import reads as it is: Vietnamese headers, a BOM so that Excel shows the accents, one invented example. */
export function importTemplate(): string {
  const header =
    'Họ tên,Năm sinh,Giới tính,Điện thoại,Người liên hệ,Địa chỉ,Phường/Xã,Đi lại,Nhu cầu,Yêu cầu tổ,Giờ có người nhà,Vĩ độ,Kinh độ,Lối vào,Ngõ vào,Tầng,Thang máy,Chó,Giường,Nghe,Ghi chú';
  const example =
    'Nguyễn Thị Ví Dụ,1931,nữ,0912 000 000,Con trai,"Số 5, ngõ 12 phố Đặng Văn Ngữ",Kim Liên,nằm liệt giường,căn cước; VNeID,cán bộ nữ,T2-T6 18:00-20:30; T7 8:00-11:00,,,Cổng xanh cuối ngõ,xe máy,2,không,có,chật,nặng tai,Nói to và chậm';
  return `\uFEFF${header}\r\n${example}\r\n`;
}
