import type { PlanList, PlanSummary } from '@gocua/api/contract/planning';

/** The plan to show: the asked one; else a draft made on the present revision; else what is published. */
export function choosePlan(list: PlanList | undefined, askedId: string | null): PlanSummary | null {
  if (!list) return null;
  const asked = list.plans.find((plan) => plan.id === askedId);
  if (asked) return asked;
  const newestFirst = [...list.plans].sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  return (
    newestFirst.find((plan) => plan.state === 'draft' && plan.baseRevision === list.currentRevision) ??
    newestFirst.find((plan) => plan.state === 'published') ??
    null
  );
}

/** The day to show: the asked one if the plan has it, else the first from today on; null means all days. */
export function chooseDay(dates: readonly string[], asked: string | null, today: string): string | null {
  if (asked === ALL_DAYS) return null;
  if (asked && dates.includes(asked)) return asked;
  return dates.find((date) => date >= today) ?? dates[0] ?? null;
}

export const ALL_DAYS = 'tat-ca';
