import type { Actor } from '../auth/actor.ts';

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
