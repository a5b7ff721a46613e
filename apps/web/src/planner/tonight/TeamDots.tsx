import type { Alarm, TeamPosition } from '@gocua/api/contract/board';
import L from 'leaflet';
import { useEffect } from 'react';
import { useMap } from '../../map/MapStage.tsx';
import { formatTime } from '../../words/format.ts';
import { usePlanner } from '../context.ts';
import { teamShortName, useTeams } from '../data/useTeams.ts';
import { tonightWords } from './words.ts';

/** Where each team was last, with its number; and where somebody pressed the panic button. The board's list says the same in words. */
export function TeamDots({ positions, panics }: { positions: readonly TeamPosition[]; panics: readonly Alarm[] }) {
  const map = useMap();
  const t = tonightWords.useText();
  const { zone } = usePlanner();
  const teams = useTeams();
  useEffect(() => {
    if (!map) return;
    const group = L.layerGroup().addTo(map);
    for (const { teamId, lat, lon, at, accuracyMetres } of positions) {
      const team = teams.byId.get(teamId);
      const words = t('position', { team: team?.name ?? '', at: formatTime(at, zone) });
      L.circle([lat, lon], { radius: accuracyMetres, className: `team-halo team-${team?.color ?? 0}`, interactive: false }).addTo(
        group,
      );
      const number = document.createElement('span');
      number.textContent = teamShortName(team);
      L.marker([lat, lon], {
        icon: L.divIcon({ className: `team-dot team-${team?.color ?? 0}`, html: number, iconSize: [28, 28] }),
        title: words,
        alt: words,
        zIndexOffset: 3000,
        keyboard: false,
      }).addTo(group);
    }
    for (const { place, teamId } of panics) {
      if (!place) continue;
      const words = `${t('alarm.panic')}: ${teams.byId.get(teamId)?.name ?? ''}`;
      L.marker([place.lat, place.lon], {
        icon: L.divIcon({ className: 'panic-dot', html: '<span>!</span>', iconSize: [36, 36] }),
        title: words,
        alt: words,
        zIndexOffset: 4000,
      }).addTo(group);
    }
    return () => void group.remove();
  }, [map, positions, panics, teams.byId, zone, t]);
  return null;
}
