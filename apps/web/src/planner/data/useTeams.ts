import type { Depot, Kit, ShiftList, ShiftSeries, Team, TeamList, Vehicle } from '@gocua/api/contract/teams';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { http } from '../../api/http.ts';

const NO_TEAMS: readonly Team[] = [];
const NO_DEPOTS: readonly Depot[] = [];
const NO_KITS: readonly Kit[] = [];
const NO_VEHICLES: readonly Vehicle[] = [];

export function useTeams() {
  const query = useQuery({
    queryKey: ['teams'],
    queryFn: ({ signal }) => http.get<TeamList>('/api/teams', { signal }),
    staleTime: 60_000,
  });
  const teams = query.data?.teams ?? NO_TEAMS;
  const depots = query.data?.depots ?? NO_DEPOTS;
  const kits = query.data?.kits ?? NO_KITS;
  const vehicles = query.data?.vehicles ?? NO_VEHICLES;
  const byId = useMemo(() => new Map(teams.map((team) => [team.id, team])), [teams]);
  return { query, teams, depots, kits, vehicles, byId };
}

export function useShiftSeries() {
  return useQuery({
    queryKey: ['teams', 'series'],
    queryFn: async ({ signal }) => (await http.get<{ series: ShiftSeries[] }>('/api/shift-series', { signal })).series,
    staleTime: 60_000,
  });
}

/** Both dates inclusive, in the unit's zone. */
export function useShifts(from: string, to: string) {
  return useQuery({
    queryKey: ['teams', 'shifts', from, to],
    queryFn: ({ signal }) => http.get<ShiftList>('/api/shifts', { query: { from, to }, signal }),
    staleTime: 60_000,
  });
}

/** What stands in a team's coloured mark: the number in its name, or its first letter. */
export function teamShortName(team: Pick<Team, 'name'> | undefined): string {
  return /\d+/.exec(team?.name ?? '')?.[0] ?? team?.name.slice(0, 1) ?? '–';
}
