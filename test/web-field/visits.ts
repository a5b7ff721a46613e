import type { TeamAssignment, TeamSnapshot } from '@gocua/api/contract/dispatch';

/** A visit of a team with everything a door needs; a test says only what matters to it. */
export function visit(id: string, facts: Partial<TeamAssignment> = {}): TeamAssignment {
  return {
    id,
    caseId: `case-${id}`,
    teamId: 'team-1',
    planId: 'plan-1',
    revision: 1,
    date: '2026-11-26',
    position: 1,
    plannedArriveAt: '2026-11-26T12:00:00.000Z',
    plannedStartAt: '2026-11-26T12:00:00.000Z',
    plannedEndAt: '2026-11-26T12:30:00.000Z',
    state: 'assigned',
    outcome: null,
    acknowledgedAt: null,
    travellingAt: null,
    arrivedAt: null,
    finishedAt: null,
    version: 1,
    shiftOpensAt: '2026-11-26T11:30:00.000Z',
    shiftClosesAt: '2026-11-26T14:30:00.000Z',
    travelSec: 420,
    travelMetres: 2100,
    fullName: 'Nguyễn Thị Tuyết',
    birthYear: 1925,
    sex: 'female',
    phone: '+84912345678',
    contactName: 'Nguyễn Văn Bình',
    address: '12/34 ngõ 82 Nguyễn Phúc Lai',
    accessNote: '',
    note: '',
    mobility: 'bedbound',
    needs: ['id_card'],
    skills: ['intake'],
    lat: 21.02,
    lon: 105.82,
    promise: null,
    ...facts,
  };
}

export function snapshot(assignments: TeamAssignment[], facts: Partial<TeamSnapshot> = {}): TeamSnapshot {
  return {
    team: { id: 'team-1', name: 'Tổ 1', color: 0, kitName: 'Máy 1', skills: ['intake'] },
    depot: { name: 'Công an phường', address: 'Phố Láng', lat: 21.02, lon: 105.81 },
    zone: 'Asia/Ho_Chi_Minh',
    revision: 1,
    assignments,
    ...facts,
  };
}
