import { DEMO_TEAMS, DEMO_UNIT_ID } from '../../../../prisma/demo/teams.ts';
import type { Role } from '../contract/codes.ts';

/** The password of every demo account; the sign-in page shows it while the demo is on. */
export const DEMO_PASSWORD = 'gocua';

export interface DemoAccount {
  login: string;
  displayName: string;
  role: Role;
  unitId: string;
  teamId: string | null;
}

export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  { login: 'dieuphoi', displayName: 'Nguyễn Thu Trang', role: 'dispatcher', unitId: DEMO_UNIT_ID, teamId: null },
  // Sees one old district only: shows what the scope of a unit means.
  { login: 'dongda', displayName: 'Lê Hoàng Yến', role: 'dispatcher', unitId: 'q006', teamId: null },
  { login: 'truongdonvi', displayName: 'Phạm Quốc Bảo', role: 'chief', unitId: DEMO_UNIT_ID, teamId: null },
  ...DEMO_TEAMS.map((team, index) => ({
    login: `to${index + 1}`,
    displayName: team.name,
    role: 'team' as const,
    unitId: team.unitId,
    teamId: team.id,
  })),
];
