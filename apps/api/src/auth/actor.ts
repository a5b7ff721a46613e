import type { Role } from '../contract/codes.ts';
import { ProblemError } from '../problem.ts';

/** Who does something, and how far they may see: every row whose unit path begins with `unitPath`. */
export interface Actor {
  accountId: string;
  displayName: string;
  role: Role;
  unitId: string;
  unitPath: string;
  zone: string;
  teamId: string | null;
}

/** Refuses with `outside-your-unit` when a unit is not below the actor's. */
export function requireWithin(actor: Actor, unitPath: string): void {
  if (!unitPath.startsWith(actor.unitPath)) throw new ProblemError('outside-your-unit');
}

export function requireRole(actor: Actor, roles: readonly Role[]): void {
  if (!roles.includes(actor.role)) throw new ProblemError('not-allowed', { params: { role: actor.role } });
}
