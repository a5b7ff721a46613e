import { KIT_SKILLS, KIT_STATES, VEHICLE_KINDS, VEHICLE_STATES } from '@gocua/api/contract/codes';
import type { Depot, Kit, Vehicle } from '@gocua/api/contract/teams';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { http } from '../../api/http.ts';
import { newId } from '../../api/newId.ts';
import { CheckboxChoices } from '../../design/Choices.tsx';
import { DateField } from '../../design/DateField.tsx';
import { FormDialog } from '../../design/FormDialog.tsx';
import { Notice } from '../../design/Notice.tsx';
import { Select } from '../../design/Select.tsx';
import { TextField } from '../../design/TextField.tsx';
import { toasts } from '../../design/toasts.ts';
import { codes } from '../../words/codes.ts';
import { problemText } from '../../words/problems.ts';
import { rosterWords } from './words.ts';

const NOWHERE = '-';

/** The frame of a form that puts one thing. */
function PutDialog(props: {
  title: string;
  path: string;
  body: { name: string };
  isComplete: boolean;
  onClose: () => void;
  children: (tried: boolean) => ReactNode;
}) {
  const { title, path, body, isComplete, onClose, children } = props;
  const t = rosterWords.useText();
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: () => http.put<unknown>(path, { body, commandId: newId() }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['teams'] });
      toasts.show({ kind: 'done', words: t('equipment.saved', { name: body.name }) });
      onClose();
    },
  });
  return (
    <FormDialog title={title} isComplete={isComplete} isPending={save.isPending} onSave={() => save.mutate()} onClose={onClose}>
      {(tried) => (
        <div className="team-form">
          {save.isError ? <Notice tone="bad" title={problemText(save.error)} /> : null}
          {children(tried)}
        </div>
      )}
    </FormDialog>
  );
}

function NameField({ value, onChange, tried }: { value: string; onChange: (name: string) => void; tried: boolean }) {
  const t = rosterWords.useText();
  return (
    <TextField
      label={t('equipment.name')}
      value={value}
      onChange={onChange}
      error={tried && !value.trim() ? t('equipment.nameMissing') : undefined}
    />
  );
}

export function KitDialog({ kit: start, depots, onClose }: { kit: Kit; depots: readonly Depot[]; onClose: () => void }) {
  const t = rosterWords.useText();
  const code = codes.useText();
  const [kit, setKit] = useState(start);
  const set = (part: Partial<Kit>) => setKit((before) => ({ ...before, ...part }));
  return (
    <PutDialog
      title={start.name ? t('equipment.edit', { name: start.name }) : t('equipment.addKit')}
      path={`/api/kits/${kit.id}`}
      body={kit}
      isComplete={kit.name.trim() !== ''}
      onClose={onClose}
    >
      {(tried) => (
        <>
          <NameField value={kit.name} onChange={(name) => set({ name })} tried={tried} />
          <CheckboxChoices
            look="chips"
            label={t('equipment.canDo')}
            choices={KIT_SKILLS.map((id) => ({ id, words: code(`skill.${id}`) }))}
            value={kit.skills}
            onChange={(skills) => set({ skills })}
          />
          <Select
            label={t('equipment.state')}
            options={KIT_STATES.map((id) => ({ id, words: code(`kitState.${id}`) }))}
            value={kit.state}
            onChange={(state) => set({ state })}
          />
          <Select
            label={t('equipment.home')}
            options={[{ id: NOWHERE, words: '–' }, ...depots.map(({ id, name }) => ({ id, words: name }))]}
            value={kit.depotId ?? NOWHERE}
            onChange={(id) => set({ depotId: id === NOWHERE ? null : id })}
          />
          <DateField
            label={t('equipment.calibration')}
            value={kit.calibrationDate ?? ''}
            onChange={(date) => set({ calibrationDate: date || null })}
          />
        </>
      )}
    </PutDialog>
  );
}

export function VehicleDialog({ vehicle: start, onClose }: { vehicle: Vehicle; onClose: () => void }) {
  const t = rosterWords.useText();
  const code = codes.useText();
  const [vehicle, setVehicle] = useState(start);
  const set = (part: Partial<Vehicle>) => setVehicle((before) => ({ ...before, ...part }));
  return (
    <PutDialog
      title={start.name ? t('equipment.edit', { name: start.name }) : t('equipment.addVehicle')}
      path={`/api/vehicles/${vehicle.id}`}
      body={vehicle}
      isComplete={vehicle.name.trim() !== ''}
      onClose={onClose}
    >
      {(tried) => (
        <>
          <NameField value={vehicle.name} onChange={(name) => set({ name })} tried={tried} />
          <Select
            label={t('equipment.kind')}
            options={VEHICLE_KINDS.map((id) => ({ id, words: code(`vehicleKind.${id}`) }))}
            value={vehicle.kind}
            onChange={(kind) => set({ kind })}
          />
          <TextField
            label={t('equipment.seats')}
            type="number"
            min="1"
            value={String(vehicle.seats)}
            onChange={(text) => set({ seats: Math.max(1, Math.min(60, Math.round(Number(text)) || 1)) })}
          />
          <Select
            label={t('equipment.state')}
            options={VEHICLE_STATES.map((id) => ({ id, words: code(`vehicleState.${id}`) }))}
            value={vehicle.state}
            onChange={(state) => set({ state })}
          />
        </>
      )}
    </PutDialog>
  );
}

/** A place where shifts start and end; its coordinates are those of the door. */
export function DepotDialog({ depot: start, onClose }: { depot: Depot; onClose: () => void }) {
  const t = rosterWords.useText();
  const [depot, setDepot] = useState(start);
  const [lat, setLat] = useState(String(start.lat));
  const [lon, setLon] = useState(String(start.lon));
  const number = (text: string) => (/^-?\d+([.,]\d+)?$/.test(text.trim()) ? Number(text.trim().replace(',', '.')) : null);
  const [latNumber, lonNumber] = [number(lat), number(lon)];
  const body: Depot = { ...depot, lat: latNumber ?? 0, lon: lonNumber ?? 0 };
  return (
    <PutDialog
      title={start.name ? t('equipment.edit', { name: start.name }) : t('equipment.addDepot')}
      path={`/api/depots/${depot.id}`}
      body={body}
      isComplete={depot.name.trim() !== '' && latNumber !== null && lonNumber !== null}
      onClose={onClose}
    >
      {(tried) => (
        <>
          <NameField value={depot.name} onChange={(name) => setDepot({ ...depot, name })} tried={tried} />
          <TextField
            label={t('equipment.address')}
            value={depot.address}
            onChange={(address) => setDepot({ ...depot, address })}
          />
          <div className="series-two">
            <TextField
              label={t('equipment.lat')}
              inputMode="decimal"
              value={lat}
              onChange={setLat}
              error={latNumber === null ? t('equipment.notNumber') : undefined}
            />
            <TextField
              label={t('equipment.lon')}
              inputMode="decimal"
              value={lon}
              onChange={setLon}
              error={lonNumber === null ? t('equipment.notNumber') : undefined}
            />
          </div>
        </>
      )}
    </PutDialog>
  );
}
