import type { ChangeGuard } from '../calendar/change-guard.ts';
import type { App, Deps } from '../deps.ts';
import { crewRoutes } from './crew-routes.ts';
import { peopleRoutes } from './people-routes.ts';
import { proposalRoutes } from './roster-routes.ts';

export function rosterRoutes(app: App, deps: Deps, guard: ChangeGuard): void {
  peopleRoutes(app, deps, guard);
  crewRoutes(app, deps);
  proposalRoutes(app, deps);
}
