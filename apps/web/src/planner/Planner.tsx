import { RequireRole } from '../session/RequireRole.tsx';
import { PlannerShell } from './PlannerShell.tsx';

/** The dispatcher's surface; a chief may look. */
export function Planner() {
  return <RequireRole roles={['dispatcher', 'chief']}>{(me) => <PlannerShell me={me} />}</RequireRole>;
}
