import type { TeamEvening, TeamMessage } from '@gocua/api/contract/field';
import type { PlanRoute } from '@gocua/api/contract/planning';
import { useTeams } from '../data/useTeams.ts';
import type { TeamProgress } from './boardFacts.ts';
import { TeamCard } from './TeamCard.tsx';

/** One block per shift: how far the evening is, what is done now, what the phone has, who had the last word. */
export function TeamBoard(props: {
  routes: readonly PlanRoute[];
  progress: ReadonlyMap<string, TeamProgress>;
  chosenRoute: string | null;
  onChooseRoute: (id: string) => void;
  onChooseCase: (id: string) => void;
  evenings: readonly TeamEvening[];
  lastMessages: ReadonlyMap<string, TeamMessage>;
  onMessage: (teamId: string) => void;
}) {
  const { routes, progress, chosenRoute, evenings, lastMessages, ...doing } = props;
  const teams = useTeams();
  const placeOf = (teamId: string) => teams.teams.findIndex((team) => team.id === teamId);
  const order = [...progress.values()].sort((a, b) => placeOf(a.teamId) - placeOf(b.teamId));
  return (
    <ul className="plan-list">
      {order.map((one) => {
        const route = routes.find((each) => each.teamId === one.teamId) ?? null;
        return (
          <TeamCard
            key={one.teamId}
            one={one}
            route={route}
            isChosen={route !== null && route.id === chosenRoute}
            evening={evenings.find((each) => each.teamId === one.teamId) ?? null}
            message={lastMessages.get(one.teamId) ?? null}
            {...doing}
          />
        );
      })}
    </ul>
  );
}
