import type { App, Deps } from '../deps.ts';
import { frontierRoutes } from './frontier/frontier-routes.ts';
import { planRoutes } from './plan-routes.ts';
import { policyRoutes } from './policy/policy-routes.ts';
import { reachRoutes } from './reach-routes.ts';
import { repairRoutes } from './repair/repair-routes.ts';
import { RunQueue } from './run-queue.ts';
import { runRoutes } from './run-routes.ts';

/** Also starts and ends the queue of runs together with the server. */
export function planningRoutes(app: App, deps: Deps): void {
  const queue = new RunQueue(deps);
  app.addHook('onReady', () => queue.start());
  app.addHook('onClose', () => queue.close());
  runRoutes(app, deps, queue);
  planRoutes(app, deps);
  policyRoutes(app, deps);
  reachRoutes(app, deps);
  repairRoutes(app, deps);
  frontierRoutes(app, deps);
}
