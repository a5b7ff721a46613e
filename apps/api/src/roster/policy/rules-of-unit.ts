import type { WorkingTimeRules } from '../../contract/people.ts';
import { DEFAULT_RULES } from '../rules/default-rules.ts';
import type { PolicyRow } from '../store/policies.ts';

/** The policy that counts for a unit: the newest of its own, else of the nearest unit above it; null = the defaults. */
export function policyOfUnit(policies: readonly PolicyRow[], unitPath: string): PolicyRow | null {
  let best: PolicyRow | null = null;
  for (const policy of policies) {
    if (!unitPath.startsWith(policy.unitPath)) continue;
    const isNearer = best === null || policy.unitPath.length > best.unitPath.length;
    if (isNearer || (policy.unitPath === best!.unitPath && policy.version > best!.version)) best = policy;
  }
  return best;
}

export function rulesOfUnit(policies: readonly PolicyRow[], unitPath: string): WorkingTimeRules {
  return policyOfUnit(policies, unitPath)?.rules ?? DEFAULT_RULES;
}
