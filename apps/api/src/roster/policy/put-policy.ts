import type { Actor } from '../../auth/actor.ts';
import type { PolicyInput, PolicyView } from '../../contract/people.ts';
import type { ProblemItem } from '../../contract/problems.ts';
import { AT_LEAST_RULES, WORKING_TIME_RULES } from '../../contract/working-time-codes.ts';
import { runOnce } from '../../db/once.ts';
import type { Deps } from '../../deps.ts';
import { hashBody } from '../../hash-body.ts';
import { ProblemError } from '../../problem.ts';
import { tellTeams } from '../../teams/tell-teams.ts';
import { lockCrews } from '../store/crews.ts';
import { insertPolicy } from '../store/policies.ts';
import { readPolicy } from './read-policy.ts';

/** Writes the next version of the unit's own policy; older ones stay. It counts at once, also for units below that have none. */
export async function putPolicy(
  deps: Deps,
  actor: Actor,
  input: { commandId: string; policy: PolicyInput },
): Promise<PolicyView> {
  const { commandId, policy } = input;
  requireSense(policy);
  const now = deps.clock.now();
  const command = { commandId, accountId: actor.accountId, kind: 'roster.put-policy', bodyHash: hashBody(policy), now };
  return deps.db.transaction((tx) =>
    runOnce(tx, command, async () => {
      await lockCrews(tx, actor.unitPath);
      const { history } = await readPolicy(tx, actor);
      if ((history[0]?.version ?? 0) !== policy.version) throw new ProblemError('changed-meanwhile');
      const next = { ...policy, id: deps.ids.newId(), unitId: actor.unitId, version: policy.version + 1 };
      await insertPolicy(tx, next, { accountId: actor.accountId, byName: actor.displayName }, now);
      await tellTeams(tx, actor.unitPath, now);
      return readPolicy(tx, actor);
    }),
  );
}

/** A warning beyond its limit would never be seen: refused, each named. */
function requireSense({ rules }: PolicyInput): void {
  const errors: ProblemItem[] = [];
  for (const rule of WORKING_TIME_RULES) {
    const { limit, warnAt } = rules.limits[rule];
    if (limit === null || warnAt === null) continue;
    if (AT_LEAST_RULES.includes(rule) ? warnAt <= limit : warnAt >= limit) {
      const message = AT_LEAST_RULES.includes(rule)
        ? 'The warning must lie above the limit: less is refused already.'
        : 'The warning must lie below the limit: more is refused already.';
      errors.push({ pointer: `/rules/limits/${rule}/warnAt`, code: 'range', message, params: { limit, warnAt } });
    }
  }
  if (rules.ordinaryHoursADay > rules.ordinaryHoursAWeek) {
    const message = 'A day cannot have more ordinary hours than its week.';
    errors.push({ pointer: '/rules/ordinaryHoursADay', code: 'range', message });
  }
  if (errors.length > 0) throw new ProblemError('invalid-input', { errors });
}
