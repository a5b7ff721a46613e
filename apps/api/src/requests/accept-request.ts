import type { Actor } from '../auth/actor.ts';
import { openCase } from '../cases/open-case.ts';
import { NO_ACCESS_FACTS } from '../contract/access.ts';
import type { RequestView } from '../contract/requests.ts';
import type { Deps } from '../deps.ts';
import { decideOnce } from './decide-request.ts';
import { decideRequest, type RequestRow } from './store.ts';
import { tellRequest } from './tell-request.ts';

/** Makes the request a case, in one transaction: request, case, household, news. */
export function acceptRequest(
  deps: Pick<Deps, 'db' | 'clock' | 'ids' | 'places'>,
  actor: Actor,
  input: { commandId: string; requestId: string },
): Promise<RequestView> {
  return decideOnce(deps, actor, { ...input, kind: 'accept-request', body: null }, async (tx, request, now) => {
    const { unitId, fullName, birthYear, sex, phone, address, mobility, needs, windows, note } = request;
    const { caseId } = await openCase(tx, deps, {
      unitId,
      fullName,
      birthYear,
      sex,
      phone,
      contactName: request.relation === 'self' ? '' : request.requesterName,
      address,
      ...placeOf(deps, request),
      mobility,
      needs,
      requirements: [],
      windows,
      note,
      accessNote: '',
      access: NO_ACCESS_FACTS,
    });
    await decideRequest(tx, request.id, { state: 'accepted', decidedAt: now, decidedById: actor.accountId, caseId });
    await tellRequest(tx, request, [caseId], now);
  });
}

/** The family's own pin, else what the map knows of the address, else nothing: somebody must set the pin. */
function placeOf({ places }: Pick<Deps, 'places'>, { lat, lon, address, unitId }: RequestRow) {
  if (lat !== null && lon !== null) return { lat, lon, coordinateSource: 'given', confidence: 'exact' } as const;
  const found = places.locateAddress(address, unitId);
  if (!found) return { lat: null, lon: null, coordinateSource: null, confidence: null };
  return { lat: found.lat, lon: found.lon, coordinateSource: 'geocoded', confidence: found.confidence } as const;
}
