import type { App, Deps } from '../deps.ts';
import { crewRoutes } from './crew-routes.ts';
import { peopleRoutes } from './people-routes.ts';
import { proposalRoutes } from './roster-routes.ts';

export function rosterRoutes(app: App, deps: Deps): void {
  peopleRoutes(app, deps);
  crewRoutes(app, deps);
  proposalRoutes(app, deps);
}
