/** Words for every code of the contract's closed lists; the compiler refuses a code without words. */
import type {
  AssignmentState,
  CaseState,
  Confidence,
  DeclineReason,
  Duty,
  KitState,
  Mobility,
  Need,
  Outcome,
  PlanState,
  Relation,
  RequestState,
  Role,
  RunPhase,
  Sex,
  Skill,
  UnassignedReason,
  VehicleKind,
  VehicleState,
} from '@gocua/api/contract/codes';
import { defineWords } from './defineWords.ts';

interface CodeWords {
  mobility: Record<Mobility, string>;
  sex: Record<Sex, string>;
  need: Record<Need, string>;
  needShort: Record<Need, string>;
  skill: Record<Skill, string>;
  caseState: Record<CaseState, string>;
  confidence: Record<Confidence, string>;
  requestState: Record<RequestState, string>;
  relation: Record<Relation, string>;
  declineReason: Record<DeclineReason, string>;
  role: Record<Role, string>;
  kitState: Record<KitState, string>;
  vehicleKind: Record<VehicleKind, string>;
  vehicleState: Record<VehicleState, string>;
  duty: Record<Duty, string>;
  runPhase: Record<RunPhase, string>;
  planState: Record<PlanState, string>;
  unassigned: Record<UnassignedReason, string>;
  unassignedFix: Record<UnassignedReason, string>;
  assignmentState: Record<AssignmentState, string>;
  outcome: Record<Outcome, string>;
}

const vi = {
  mobility: { walks: 'Tự đi lại', needs_help: 'Cần người đỡ', wheelchair: 'Ngồi xe lăn', bedbound: 'Nằm tại giường' },
  sex: { female: 'Nữ', male: 'Nam' },
  need: {
    id_card: 'Làm thẻ căn cước',
    id_card_iris: 'Làm thẻ căn cước, thu nhận mống mắt',
    digital_identity: 'Kích hoạt định danh điện tử',
    population_check: 'Rà soát thông tin dân cư',
    second_team: 'Tổ thứ hai, cùng lúc với tổ chính',
    card_return: 'Trả thẻ tận nhà',
  },
  needShort: {
    id_card: 'Căn cước',
    id_card_iris: 'Căn cước + mống mắt',
    digital_identity: 'VNeID',
    population_check: 'Rà soát',
    second_team: 'Tổ thứ hai',
    card_return: 'Trả thẻ',
  },
  skill: {
    intake: 'Thu nhận vân tay, căn cước',
    iris: 'Thu nhận mống mắt',
    vneid: 'Kích hoạt VNeID',
    officer: 'Có sĩ quan',
    sign_language: 'Ngôn ngữ ký hiệu',
    printer: 'In tại chỗ',
    woman: 'Có nữ trong tổ',
    two_officers: 'Hai sĩ quan',
  },
  caseState: {
    waiting: 'Chờ xếp lịch',
    scheduled: 'Đã xếp lịch',
    served: 'Đã xong',
    blocked: 'Vướng hồ sơ',
    closed: 'Đã khép lại',
  },
  confidence: { exact: 'Đúng số nhà', alley: 'Đúng ngõ', street: 'Đúng phố', ward: 'Mới biết phường' },
  requestState: { received: 'Mới gửi', accepted: 'Đã nhận', declined: 'Đã từ chối', withdrawn: 'Gia đình đã rút' },
  relation: {
    self: 'Chính người đó',
    child: 'Con',
    relative: 'Người thân',
    neighbour: 'Hàng xóm',
    community_leader: 'Tổ trưởng dân phố, trưởng thôn',
  },
  declineReason: {
    not_eligible: 'Không thuộc diện đến nhà',
    already_served: 'Đã làm xong trước đó',
    outside_area: 'Ngoài địa bàn',
    duplicate: 'Trùng với yêu cầu khác',
    cannot_reach: 'Không liên lạc được',
  },
  role: { dispatcher: 'Điều phối viên', team: 'Tổ công tác', chief: 'Trưởng đơn vị' },
  kitState: { ready: 'Sẵn sàng', charging: 'Đang sạc', broken: 'Hỏng', calibration_due: 'Cần hiệu chuẩn' },
  vehicleKind: { motorbike: 'Xe máy', car: 'Ô tô', van: 'Xe tải nhỏ' },
  vehicleState: { ready: 'Sẵn sàng', broken: 'Hỏng', service_due: 'Cần bảo dưỡng' },
  duty: { leader: 'Tổ trưởng', officer: 'Cán bộ', operator: 'Vận hành máy', volunteer: 'Tình nguyện viên' },
  runPhase: {
    waiting: 'Đang chờ đến lượt',
    loading: 'Đang đọc trường hợp và ca',
    measuring: 'Đang đo đường đi',
    searching: 'Đang tìm lộ trình tốt hơn',
    checking: 'Đang kiểm tra lại và lưu',
    finished: 'Đã xong',
  },
  planState: { draft: 'Bản nháp', published: 'Đã công bố', superseded: 'Đã có bản mới', discarded: 'Đã bỏ' },
  unassigned: {
    no_coordinates: 'Chưa biết nhà ở đâu trên bản đồ',
    never_at_home: 'Trong những ngày này không có giờ nào có người nhà',
    no_shift_has_skills: 'Không ca nào có đủ khả năng cần thiết',
    no_shift_in_window: 'Không ca nào trùng giờ có người nhà',
    unreachable: 'Không có đường đi tới nhà',
    too_long_for_shift: 'Việc lâu hơn mọi ca có thể nhận',
    shift_limit: 'Các ca đã đủ số lượt cho phép',
    no_room_left: 'Các ca phù hợp đã kín chỗ',
    waits_for_first: 'Phải chờ lượt trước của cùng người',
  },
  unassignedFix: {
    no_coordinates: 'Mở trường hợp và đặt ghim đúng nhà.',
    never_at_home: 'Hỏi gia đình thêm giờ có người nhà.',
    no_shift_has_skills: 'Thêm khả năng hoặc bộ máy cho một tổ.',
    no_shift_in_window: 'Thêm ca vào giờ đó, hoặc hỏi gia đình giờ khác.',
    unreachable: 'Kiểm tra lại ghim trên bản đồ.',
    too_long_for_shift: 'Thêm một ca dài hơn.',
    shift_limit: 'Thêm ca, hoặc lập kế hoạch nhiều ngày hơn.',
    no_room_left: 'Thêm ca, hoặc lập kế hoạch nhiều ngày hơn.',
    waits_for_first: 'Xếp và làm lượt trước; đến ngày hẹn lượt này tự vào kế hoạch.',
  },
  assignmentState: {
    assigned: 'Đã giao',
    acknowledged: 'Tổ đã nhận',
    travelling: 'Đang đến',
    arrived: 'Đang ở nhà dân',
    finished: 'Đã xong lượt',
    withdrawn: 'Đã rút lại',
  },
  outcome: {
    served: 'Đã làm xong',
    partly_served: 'Làm được một phần',
    no_answer: 'Không có người mở cửa',
    refused: 'Gia đình từ chối',
    not_possible_today: 'Hôm nay chưa làm được',
    unreadable_prints: 'Không lấy được vân tay',
    exempt: 'Được miễn',
    moved_away: 'Đã chuyển đi',
    deceased: 'Đã mất',
  },
} as const satisfies CodeWords;

const en = {
  mobility: { walks: 'Walks alone', needs_help: 'Walks with help', wheelchair: 'Uses a wheelchair', bedbound: 'In bed' },
  sex: { female: 'Female', male: 'Male' },
  need: {
    id_card: 'Identity card',
    id_card_iris: 'Identity card with iris scan',
    digital_identity: 'Digital identity activation',
    population_check: 'Population record check',
    second_team: 'Second team, at the same moment as the first',
    card_return: 'Bring the card back',
  },
  needShort: {
    id_card: 'ID card',
    id_card_iris: 'ID card + iris',
    digital_identity: 'VNeID',
    population_check: 'Record check',
    second_team: 'Second team',
    card_return: 'Card back',
  },
  skill: {
    intake: 'Fingerprints, card intake',
    iris: 'Iris scan',
    vneid: 'VNeID activation',
    officer: 'Officer present',
    sign_language: 'Sign language',
    printer: 'Printing on the spot',
    woman: 'A woman in the crew',
    two_officers: 'Two officers',
  },
  caseState: { waiting: 'Waiting', scheduled: 'Scheduled', served: 'Served', blocked: 'Needs desk work', closed: 'Closed' },
  confidence: { exact: 'Exact house', alley: 'Right alley', street: 'Right street', ward: 'Ward only' },
  requestState: { received: 'New', accepted: 'Accepted', declined: 'Declined', withdrawn: 'Withdrawn by the family' },
  relation: {
    self: 'The person',
    child: 'Son or daughter',
    relative: 'Relative',
    neighbour: 'Neighbour',
    community_leader: 'Community leader',
  },
  declineReason: {
    not_eligible: 'Not eligible for a home visit',
    already_served: 'Already served',
    outside_area: 'Outside the area',
    duplicate: 'Same as another request',
    cannot_reach: 'Could not be reached',
  },
  role: { dispatcher: 'Dispatcher', team: 'Team', chief: 'Chief' },
  kitState: { ready: 'Ready', charging: 'Charging', broken: 'Broken', calibration_due: 'Calibration due' },
  vehicleKind: { motorbike: 'Motorbike', car: 'Car', van: 'Van' },
  vehicleState: { ready: 'Ready', broken: 'Broken', service_due: 'Service due' },
  duty: { leader: 'Leader', officer: 'Officer', operator: 'Machine operator', volunteer: 'Volunteer' },
  runPhase: {
    waiting: 'Waiting its turn',
    loading: 'Reading cases and shifts',
    measuring: 'Measuring the roads',
    searching: 'Looking for better routes',
    checking: 'Checking again and saving',
    finished: 'Finished',
  },
  planState: { draft: 'Draft', published: 'Published', superseded: 'Replaced', discarded: 'Discarded' },
  unassigned: {
    no_coordinates: 'The home is not on the map yet',
    never_at_home: 'Nobody is at home on these days',
    no_shift_has_skills: 'No shift has the abilities needed',
    no_shift_in_window: 'No shift falls when somebody is at home',
    unreachable: 'No road leads to the home',
    too_long_for_shift: 'Longer than any shift that could take it',
    shift_limit: 'The shifts have reached their visit limit',
    no_room_left: 'The shifts that fit are full',
    waits_for_first: 'It waits for the visit before it',
  },
  unassignedFix: {
    no_coordinates: 'Open the case and put the pin on the home.',
    never_at_home: 'Ask the family for other hours.',
    no_shift_has_skills: 'Give a team the ability or a kit.',
    no_shift_in_window: 'Add a shift at that time, or ask for other hours.',
    unreachable: 'Check the pin on the map.',
    too_long_for_shift: 'Add a longer shift.',
    shift_limit: 'Add a shift, or plan more days.',
    no_room_left: 'Add a shift, or plan more days.',
    waits_for_first: 'Plan and do the visit before it; this one joins the plan when its day comes.',
  },
  assignmentState: {
    assigned: 'Assigned',
    acknowledged: 'Acknowledged',
    travelling: 'On the way',
    arrived: 'At the home',
    finished: 'Finished',
    withdrawn: 'Withdrawn',
  },
  outcome: {
    served: 'Served',
    partly_served: 'Partly served',
    no_answer: 'No answer',
    refused: 'Refused',
    not_possible_today: 'Not possible today',
    unreadable_prints: 'Prints unreadable',
    exempt: 'Exempt',
    moved_away: 'Moved away',
    deceased: 'Deceased',
  },
} as const satisfies CodeWords;

export const codes = defineWords('codes', vi, en);
