import type { RequestState } from '../contract/codes.ts';
import type { FamilyStep } from '../contract/requests.ts';

/** Where a family's request stands, in one word. `openVisit`: the state of the case's visit that has not ended, if there is one. */
export function familyStep(
  requestState: RequestState,
  caseState: string | null,
  openVisit: string | null,
  wasVisited: boolean,
): FamilyStep {
  if (requestState !== 'accepted' || caseState === null) return requestState;
  if (caseState === 'served' || caseState === 'closed') return caseState;
  if (openVisit === 'travelling') return 'on_the_way';
  if (openVisit === 'arrived') return 'at_home';
  if (openVisit !== null) return 'scheduled';
  return wasVisited ? 'again' : 'accepted';
}

/** The given name, which Vietnamese names end with: "Nguyễn Thị Lan" → "Lan". */
export function givenNameOf(fullName: string): string {
  return fullName.trim().split(/\s+/).at(-1) ?? '';
}
