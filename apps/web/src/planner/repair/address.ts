import type { RepairEvent } from '@gocua/api/contract/repair';

/** What happened, in the address of the plan: `to:<team>`, `muon:<minutes>:<case>`, `gap:<case>`, or `moi` for a form to fill in. */
export const EVENT_PARAM = 'su-co';
/** The evening it is about; absent: today's. */
export const EVENING_PARAM = 'buoi';
export const NEW_EVENT = 'moi';

/** Where an evening is repaired after this event: for the board and whoever else knows of one. */
export function repairPath(event: RepairEvent): string {
  const words =
    event.kind === 'teamLost'
      ? `to:${event.teamId}`
      : event.kind === 'visitLate'
        ? `muon:${event.minutes}:${event.caseId}`
        : `gap:${event.caseId}`;
  const search = new URLSearchParams({ [EVENT_PARAM]: words, ...(event.date ? { [EVENING_PARAM]: event.date } : {}) });
  return `/dieu-phoi/ke-hoach?${search}`;
}

/** Null: to be filled in. */
export function readEvent(words: string | null): RepairEvent | null {
  const [kind, first = '', second = ''] = (words ?? '').split(':');
  if (kind === 'to' && first) return { kind: 'teamLost', teamId: first };
  if (kind === 'gap' && first) return { kind: 'urgentCase', caseId: first };
  if (kind === 'muon' && /^\d{1,3}$/.test(first) && second) return { kind: 'visitLate', minutes: Number(first), caseId: second };
  return null;
}
