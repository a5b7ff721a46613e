import type { App, Deps } from '../deps.ts';
import { osrmRoutes } from './osrm/osrm-routes.ts';

export function travelRoutes(app: App, deps: Deps): void {
  osrmRoutes(app, deps);
}
