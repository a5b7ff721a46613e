import { accessFactsOf } from '../cases/access-facts.ts';
import type { Mobility, Need, Outcome, Requirement, Sex, AssignmentState as State, TravelSource } from '../contract/codes.ts';
import type { AssignmentView, TeamAssignment } from '../contract/dispatch.ts';
import { requiredSkills } from '../planning/visit-rules.ts';
import type { WalkTo } from '../travel/last-metres.ts';

/** An assignment as it is stored. */
export interface AssignmentRow {
  id: string;
  unitId: string;
  planId: string;
  revision: number;
  teamId: string;
  caseId: string;
  date: string;
  position: number;
  shiftOpensAt: Date;
  shiftClosesAt: Date;
  plannedArriveAt: Date;
  plannedStartAt: Date;
  plannedEndAt: Date;
  travelSec: number;
  travelMetres: number;
  travelSource: string;
  state: string;
  outcome: string | null;
  acknowledgedAt: Date | null;
  travellingAt: Date | null;
  arrivedAt: Date | null;
  finishedAt: Date | null;
  toldAt: Date | null;
  sentAt: Date | null;
  deliveredAt: Date | null;
  seenAt: Date | null;
  etaAt: Date | null;
  etaSpreadSec: number | null;
  verifiedAt: Date | null;
  wrongCodeCount: number;
  wrongCodeStep: number;
  version: number;
}

/** With what the team needs at the door. */
export interface AssignmentAtDoor extends AssignmentRow {
  case: {
    fullName: string;
    birthYear: number;
    sex: string;
    phone: string | null;
    contactName: string;
    mobility: string;
    needs: string[];
    requirements: string[];
    note: string;
    bed: string | null;
    hearing: string | null;
    household: {
      address: string;
      accessNote: string;
      alley: string | null;
      floor: number | null;
      lift: boolean | null;
      dog: boolean | null;
      lat: number | null;
      lon: number | null;
    };
    /** The promise in force, if any. */
    promises: { opensAt: Date; closesAt: Date }[];
    /** What the family asked, if it asked: it has a page of its own. */
    request: { id: string } | null;
  };
}

/** Without personal data. */
export function toAssignmentView(row: AssignmentRow): AssignmentView {
  return {
    id: row.id,
    caseId: row.caseId,
    teamId: row.teamId,
    planId: row.planId,
    revision: row.revision,
    date: row.date,
    position: row.position,
    plannedArriveAt: row.plannedArriveAt.toISOString(),
    plannedStartAt: row.plannedStartAt.toISOString(),
    plannedEndAt: row.plannedEndAt.toISOString(),
    travelSource: row.travelSource as TravelSource,
    state: row.state as State,
    outcome: row.outcome as Outcome | null,
    acknowledgedAt: instant(row.acknowledgedAt),
    travellingAt: instant(row.travellingAt),
    arrivedAt: instant(row.arrivedAt),
    finishedAt: instant(row.finishedAt),
    toldAt: instant(row.toldAt),
    sentAt: instant(row.sentAt),
    deliveredAt: instant(row.deliveredAt),
    seenAt: instant(row.seenAt),
    etaAt: instant(row.etaAt),
    etaSpreadSec: row.etaSpreadSec,
    verifiedAt: instant(row.verifiedAt),
    version: row.version,
  };
}

/** With personal data: for the team itself and its dispatchers. */
export function toTeamAssignment(row: AssignmentAtDoor, walkTo: WalkTo): TeamAssignment {
  const person = row.case;
  const { household, promises, request } = person;
  const [promise] = promises;
  const needs = person.needs as Need[];
  // Only cases with coordinates are planned, and a household never loses them.
  if (household.lat === null || household.lon === null) throw new Error(`Assignment ${row.id} is of a home without coordinates.`);
  return {
    ...toAssignmentView(row),
    shiftOpensAt: row.shiftOpensAt.toISOString(),
    shiftClosesAt: row.shiftClosesAt.toISOString(),
    travelSec: row.travelSec,
    travelMetres: row.travelMetres,
    ...walkTo([household.lon, household.lat]),
    fullName: person.fullName,
    birthYear: person.birthYear,
    sex: person.sex as Sex,
    phone: person.phone,
    contactName: person.contactName,
    address: household.address,
    accessNote: household.accessNote,
    access: accessFactsOf(household, person),
    note: person.note,
    mobility: person.mobility as Mobility,
    needs,
    skills: requiredSkills(needs, person.requirements as Requirement[]),
    lat: household.lat,
    lon: household.lon,
    promise: promise ? { opensAt: promise.opensAt.toISOString(), closesAt: promise.closesAt.toISOString() } : null,
    hasFamilyLink: request !== null,
  };
}

function instant(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}
