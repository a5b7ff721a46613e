import { KIT_STATES, VEHICLE_STATES } from '@gocua/api/contract/codes';
import type { CrewView } from '@gocua/api/contract/people';
import type { Depot, Kit, Vehicle } from '@gocua/api/contract/teams';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Pencil, Plus } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { http } from '../../api/http.ts';
import { newId } from '../../api/newId.ts';
import { Button } from '../../design/Button.tsx';
import { IconButton } from '../../design/IconButton.tsx';
import { Notice } from '../../design/Notice.tsx';
import { Skeleton } from '../../design/Progress.tsx';
import { Select } from '../../design/Select.tsx';
import { toasts } from '../../design/toasts.ts';
import { codes } from '../../words/codes.ts';
import { common } from '../../words/common.ts';
import { useLanguage } from '../../words/defineWords.ts';
import { addDays, formatDate, formatDateShort } from '../../words/format.ts';
import { problemText } from '../../words/problems.ts';
import { usePlanner } from '../context.ts';
import { teamShortName, useTeams } from '../data/useTeams.ts';
import { DepotDialog, KitDialog, VehicleDialog } from './EquipmentDialogs.tsx';
import { useCrews } from './usePeople.ts';
import { rosterWords } from './words.ts';

const DAYS = 14;
const SHOWN_SHIFTS = 3;
type Editing = { kit: Kit } | { vehicle: Vehicle } | { depot: Depot };

/** The scarce machines and vehicles: state, home, what they can do, which shifts hold them; and where teams start. */
export function EquipmentTab() {
  const t = rosterWords.useText();
  const c = common.useText();
  const code = codes.useText();
  const language = useLanguage();
  const { me, today, mayChange } = usePlanner();
  const queries = useQueryClient();
  const { query, kits, vehicles, depots, byId: teams } = useTeams();
  const crews = useCrews(today, addDays(today, DAYS - 1)).data ?? [];
  const [editing, setEditing] = useState<Editing | null>(null);
  const put = useMutation({
    mutationFn: ({ path, body }: { path: string; body: Kit | Vehicle; before: Kit | Vehicle }) =>
      http.put<unknown>(path, { body, commandId: newId() }),
    onSuccess: (_answer, { path, before, body }) => {
      void queries.invalidateQueries({ queryKey: ['teams'] });
      toasts.show({
        kind: 'done',
        words: t('equipment.saved', { name: body.name }),
        undo: { words: c('undo'), run: () => put.mutate({ path, body: before, before: body }) },
      });
    },
    onError: (error) => toasts.show({ kind: 'error', words: problemText(error) }),
  });
  const owner = (teamId: string | null) => {
    const team = teamId === null ? undefined : teams.get(teamId);
    return team ? t('equipment.teamOf', { team: team.name }) : t('equipment.free');
  };
  const depotName = (id: string | null) => depots.find((depot) => depot.id === id)?.name;
  const heldBy = (field: 'kitId' | 'vehicleId', id: string) => {
    const held = crews.filter((crew: CrewView) => crew[field] === id && crew.state !== 'lost');
    if (held.length === 0) return t('equipment.heldNone');
    const names = held
      .slice(0, SHOWN_SHIFTS)
      .map((crew) =>
        t('equipment.heldOne', { team: teamShortName(teams.get(crew.teamId)), date: formatDateShort(crew.date, language) }),
      )
      .join(', ');
    const more = held.length - SHOWN_SHIFTS;
    return `${t('equipment.heldBy')} ${names}${more > 0 ? ` ${t('equipment.heldMore', { count: more })}` : ''}`;
  };
  if (query.isPending || query.isError) {
    return (
      <section className="people-panel">
        {query.isError ? <Notice tone="bad" title={problemText(query.error)} /> : <Skeleton label={c('loading')} lines={8} />}
      </section>
    );
  }
  return (
    <section className="people-panel equipment">
      <Group
        title={t('equipment.kits')}
        add={t('equipment.addKit')}
        onAdd={mayChange ? () => setEditing({ kit: newKit(me.unitId) }) : null}
      >
        {kits.map((kit) => (
          <Thing
            key={kit.id}
            name={kit.name}
            onEdit={mayChange ? () => setEditing({ kit }) : null}
            lines={[
              kit.skills.map((skill) => code(`skill.${skill}`)).join(', '),
              [
                owner(kit.teamId),
                depotName(kit.depotId),
                kit.calibrationDate ? t('equipment.calibrationWords', { date: formatDate(kit.calibrationDate, language) }) : '',
              ]
                .filter(Boolean)
                .join(' · '),
              heldBy('kitId', kit.id),
            ]}
          >
            <Select
              label={t('equipment.stateOf', { name: kit.name })}
              labelHidden
              isDisabled={!mayChange}
              options={KIT_STATES.map((id) => ({ id, words: code(`kitState.${id}`) }))}
              value={kit.state}
              onChange={(state) =>
                state !== kit.state && put.mutate({ path: `/api/kits/${kit.id}`, body: { ...kit, state }, before: kit })
              }
            />
          </Thing>
        ))}
      </Group>
      <Group
        title={t('equipment.vehicles')}
        add={t('equipment.addVehicle')}
        onAdd={mayChange ? () => setEditing({ vehicle: newVehicle(me.unitId) }) : null}
      >
        {vehicles.map((vehicle) => (
          <Thing
            key={vehicle.id}
            name={vehicle.name}
            onEdit={mayChange ? () => setEditing({ vehicle }) : null}
            lines={[
              `${code(`vehicleKind.${vehicle.kind}`)} · ${t('equipment.seatsWords', { count: vehicle.seats })}`,
              owner(vehicle.teamId),
              heldBy('vehicleId', vehicle.id),
            ]}
          >
            <Select
              label={t('equipment.stateOf', { name: vehicle.name })}
              labelHidden
              isDisabled={!mayChange}
              options={VEHICLE_STATES.map((id) => ({ id, words: code(`vehicleState.${id}`) }))}
              value={vehicle.state}
              onChange={(state) =>
                state !== vehicle.state &&
                put.mutate({ path: `/api/vehicles/${vehicle.id}`, body: { ...vehicle, state }, before: vehicle })
              }
            />
          </Thing>
        ))}
      </Group>
      <Group
        title={t('equipment.depots')}
        add={t('equipment.addDepot')}
        onAdd={mayChange ? () => setEditing({ depot: newDepot(me.unitId, depots[0]) }) : null}
      >
        {depots.map((depot) => (
          <Thing
            key={depot.id}
            name={depot.name}
            onEdit={mayChange ? () => setEditing({ depot }) : null}
            lines={[depot.address, `${depot.lat.toFixed(4)}, ${depot.lon.toFixed(4)}`]}
          />
        ))}
      </Group>
      {editing && 'kit' in editing ? <KitDialog kit={editing.kit} depots={depots} onClose={() => setEditing(null)} /> : null}
      {editing && 'vehicle' in editing ? <VehicleDialog vehicle={editing.vehicle} onClose={() => setEditing(null)} /> : null}
      {editing && 'depot' in editing ? <DepotDialog depot={editing.depot} onClose={() => setEditing(null)} /> : null}
    </section>
  );
}

const newKit = (unitId: string): Kit => ({
  ...{ id: newId(), unitId, name: '', skills: ['intake'], state: 'ready', depotId: null, calibrationDate: null, teamId: null },
});
const newVehicle = (unitId: string): Vehicle => ({
  ...{ id: newId(), unitId, name: '', kind: 'motorbike', seats: 2, state: 'ready', teamId: null },
});
const newDepot = (unitId: string, near: Depot | undefined): Depot => ({
  ...{ id: newId(), unitId, name: '', address: '', lat: near?.lat ?? 21.02, lon: near?.lon ?? 105.83 },
});

function Group({ title, add, onAdd, children }: { title: string; add: string; onAdd: (() => void) | null; children: ReactNode }) {
  return (
    <section className="equipment-group">
      <header className="equipment-head">
        <h2 className="crew-date">{title}</h2>
        {onAdd ? (
          <Button kind="quiet" size="small" icon={Plus} onPress={onAdd}>
            {add}
          </Button>
        ) : null}
      </header>
      <ul>{children}</ul>
    </section>
  );
}

function Thing(props: { name: string; lines: readonly string[]; onEdit: (() => void) | null; children?: ReactNode }) {
  const t = rosterWords.useText();
  return (
    <li className="crew thing">
      <span className="crew-words">
        <strong>{props.name}</strong>
        {props.lines.filter(Boolean).map((line) => (
          <span key={line} className="crew-things">
            {line}
          </span>
        ))}
      </span>
      {props.children}
      {props.onEdit ? (
        <IconButton icon={Pencil} size="small" name={t('equipment.edit', { name: props.name })} onPress={props.onEdit} />
      ) : null}
    </li>
  );
}
