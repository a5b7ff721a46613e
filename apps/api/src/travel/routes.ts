import type { App, Deps } from '../deps.ts';
import { osrmRoutes } from './osrm/osrm-routes.ts';
import { speedsRoutes } from './speeds/speeds-routes.ts';

export function travelRoutes(app: App, deps: Deps): void {
  osrmRoutes(app, deps);
  speedsRoutes(app, deps);
}
