import type { Actor } from '../auth/actor.ts';
import type { CaseDetail, CasePin, CasePinBefore } from '../contract/cases.ts';
import type { Deps } from '../deps.ts';
import { ProblemError } from '../problem.ts';
import { changeCase } from './change-case.ts';
import { type StoredPin, updatePin } from './store.ts';

/** Sets where a home really is. The pin is then a person's word: exact. Teams that are about to go there hear of it. */
export async function movePin(
  deps: Deps,
  actor: Actor,
  input: { commandId: string; caseId: string; pin: CasePin },
): Promise<CaseDetail> {
  const { lat, lon, version } = input.pin;
  requireOnLand(deps, lat, lon);
  return setPin(
    deps,
    actor,
    { ...input, kind: 'move-pin', version },
    { lat, lon, coordinateSource: 'pinned', confidence: 'exact' },
  );
}

/** Undoes a moved pin: what it was, and how far it could be trusted, even if there was none. */
export async function restorePin(
  deps: Deps,
  actor: Actor,
  input: { commandId: string; caseId: string; pin: CasePinBefore },
): Promise<CaseDetail> {
  const { version, ...before } = input.pin;
  if (before.lat !== null && before.lon !== null) requireOnLand(deps, before.lat, before.lon);
  const isWhole = before.lat !== null && before.lon !== null && before.coordinateSource !== null && before.confidence !== null;
  const none = { lat: null, lon: null, coordinateSource: null, confidence: null };
  return setPin(deps, actor, { ...input, kind: 'restore-pin', version }, isWhole ? before : none);
}

function requireOnLand(deps: Deps, lat: number, lon: number): void {
  const place = deps.places.judgePin(lon, lat);
  if (!place.insideArea) throw new ProblemError('place-outside-area');
  if (place.inWater) throw new ProblemError('place-in-water');
}

function setPin(
  deps: Deps,
  actor: Actor,
  command: { commandId: string; caseId: string; kind: string; version: number },
  pin: StoredPin,
): Promise<CaseDetail> {
  const { commandId, caseId, kind, version } = command;
  return changeCase(deps, actor, { commandId, caseId, kind, body: { caseId, pin, version } }, async (tx, found, now) =>
    (await updatePin(tx, caseId, pin, { version, now })) ? [caseId, ...found.householdCaseIds] : null,
  );
}
