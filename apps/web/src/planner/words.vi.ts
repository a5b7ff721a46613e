export const plannerVi = {
  modes: 'Các phần việc',
  mode: { cases: 'Trường hợp', requests: 'Yêu cầu', teams: 'Tổ và ca', plan: 'Kế hoạch', live: 'Tối nay' },
} as const;
