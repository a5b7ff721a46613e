import type { Actor } from '../auth/actor.ts';
import type { TransientEvent } from '../contract/live.ts';

/** "team:to1" → { kind: 'team', id: 'to1' }. */
export function parseChannel(channel: string): { kind: 'team' | 'unit'; id: string } {
  const [kind, id] = channel.split(':', 2) as ['team' | 'unit', string];
  return { kind, id };
}

/**
 * Rule L6. `unitPath`: of the unit itself, or of the unit the team belongs to. A chief answers for numbers and needs no names;
 * a team hears itself only.
 */
export function mayHear(actor: Actor, channel: { kind: 'team' | 'unit'; id: string }, unitPath: string): boolean {
  if (actor.role === 'team') return channel.kind === 'team' && channel.id === actor.teamId;
  if (channel.kind === 'team' && actor.role !== 'dispatcher') return false;
  return unitPath.startsWith(actor.unitPath);
}

/** Where people are is for those who send them (L14): a chief hears of no position. */
export function mayHearOf(actor: Actor, event: TransientEvent): boolean {
  return event.type !== 'team.position' || actor.role === 'dispatcher';
}

export function hasSameRights(a: Actor, b: Actor): boolean {
  return a.role === b.role && a.teamId === b.teamId && a.unitPath === b.unitPath && a.accountId === b.accountId;
}
