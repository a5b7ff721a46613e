import { DEMO_UNIT_ID, DEMO_ZONE } from '../../../../../prisma/demo/teams.ts';
import type { Actor } from '../../auth/actor.ts';
import { demoAccountId } from '../../auth/is-demo-account.ts';
import { DEMO_ACCOUNTS, type DemoAccount } from '../demo-accounts.ts';

/** The demo's dispatcher, as if signed in. */
export function demoDispatcher(): Actor {
  return actorOf(DEMO_ACCOUNTS[0]!);
}

/** The account of a team of the demo; null for a team that somebody made. */
export function demoTeamActor(teamId: string): Actor | null {
  const account = DEMO_ACCOUNTS.find((one) => one.teamId === teamId);
  return account ? actorOf(account) : null;
}

function actorOf({ login, displayName, role, unitId, teamId }: DemoAccount): Actor {
  return { accountId: demoAccountId(login), displayName, role, unitId, unitPath: `${DEMO_UNIT_ID}/`, zone: DEMO_ZONE, teamId };
}
