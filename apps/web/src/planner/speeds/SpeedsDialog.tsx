import { SPEED_GROUPS } from '@gocua/api/contract/codes';
import type { SpeedBand, SpeedsInput, SpeedsView, SpeedTable } from '@gocua/api/contract/speeds';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useRef, useState } from 'react';
import { http } from '../../api/http.ts';
import { newId } from '../../api/newId.ts';
import { Button } from '../../design/Button.tsx';
import { CheckboxChoices } from '../../design/Choices.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import { Notice } from '../../design/Notice.tsx';
import { Skeleton } from '../../design/Progress.tsx';
import { toasts } from '../../design/toasts.ts';
import { common } from '../../words/common.ts';
import { useLanguage } from '../../words/defineWords.ts';
import { formatNumber } from '../../words/format.ts';
import { problemText } from '../../words/problems.ts';
import { usePlanner } from '../context.ts';
import { BandEditor, isPercent, type TypedBand } from './BandEditor.tsx';
import { speedWords } from './words.ts';
import './speeds.css';

/** The unit's table of speeds by hour: to look at, and for a dispatcher to change. */
export function SpeedsDialog({ onClose }: { onClose: () => void }) {
  const t = speedWords.useText();
  const c = common.useText();
  const view = useQuery({
    queryKey: ['speeds'],
    queryFn: ({ signal }) => http.get<SpeedsView>('/api/speeds', { signal }),
    staleTime: 0,
    gcTime: 0,
  });
  if (view.data) return <SpeedsForm view={view.data} onClose={onClose} />;
  return (
    <Dialog title={t('title')} isOpen onClose={onClose} width="wide">
      {view.isError ? <Notice tone="bad" title={problemText(view.error)} /> : <Skeleton label={c('loading')} lines={6} />}
    </Dialog>
  );
}

const LEARNED = 'learned';
const FIRST = { main: '80', collector: '80', local: '90', alley: '100' };

function SpeedsForm({ view, onClose }: { view: SpeedsView; onClose: () => void }) {
  const t = speedWords.useText();
  const { me, mayChange } = usePlanner();
  const queries = useQueryClient();
  const [bands, setBands] = useState<TypedBand[]>(() => view.table.bands.map(typed));
  const [useLearned, setUseLearned] = useState(view.table.useLearned);
  const commandId = useRef(newId());
  const isOwn = view.table.unitId === me.unitId;
  const save = useMutation({
    mutationFn: () => {
      const body: SpeedsInput = {
        unitId: me.unitId,
        baseVersion: isOwn ? view.table.version : 0,
        bands: bands.map(untyped),
        useLearned,
      };
      return http.put<SpeedTable>('/api/speeds', { body, commandId: commandId.current });
    },
    onSuccess: () => {
      toasts.show({ kind: 'done', words: t('saved') });
      void queries.invalidateQueries({ queryKey: ['speeds'] });
      onClose();
    },
    onError: () => {
      commandId.current = newId();
    },
  });
  const isRight = bands.every(
    ({ percents, from, to }) => from !== '' && to !== '' && SPEED_GROUPS.every((group) => isPercent(percents[group])),
  );
  return (
    <Dialog
      title={t('title')}
      isOpen
      onClose={onClose}
      width="wide"
      isDismissable={false}
      actions={
        mayChange ? (
          <Button kind="primary" isDisabled={!isRight} isPending={save.isPending} onPress={() => save.mutate()}>
            {t('save')}
          </Button>
        ) : null
      }
    >
      <p>{t('intro')}</p>
      <p className="speed-soft">
        {view.table.unitId === null ? t('assumed') : isOwn ? t('version', { version: view.table.version }) : t('inherited')}
      </p>
      {bands.map((band) => (
        <BandEditor
          key={band.id}
          band={band}
          onChange={(next) => setBands(bands.map((one) => (one.id === next.id ? next : one)))}
          onRemove={() => setBands(bands.filter((one) => one.id !== band.id))}
        />
      ))}
      <Button
        icon={Plus}
        onPress={() =>
          setBands([...bands, { id: newId(), days: [1, 2, 3, 4, 5], from: '12:00', to: '13:00', percents: FIRST, areas: [] }])
        }
      >
        {t('add')}
      </Button>
      <Learned view={view} />
      <CheckboxChoices
        look="rows"
        label={t('useLearned')}
        labelHidden
        choices={[{ id: LEARNED, words: t('useLearned') }]}
        value={useLearned ? [LEARNED] : []}
        onChange={(chosen) => setUseLearned(chosen.length > 0)}
      />
      {save.isError ? <Notice tone="bad" title={problemText(save.error)} /> : null}
    </Dialog>
  );
}

/** What real drives say, the cells with most drives first. */
function Learned({ view }: { view: SpeedsView }) {
  const t = speedWords.useText();
  const language = useLanguage();
  const { units } = usePlanner();
  const { learned, table } = view;
  if (learned.driveCount === 0) return <p className="speed-soft">{t('notLearned')}</p>;
  const hoursOf = (bandId: string | null): string => {
    const band = table.bands.find(({ id }) => id === bandId);
    return band ? `${band.from}–${band.to}` : t('noBand');
  };
  return (
    <>
      <p>{t('learned', { count: learned.driveCount, factor: formatNumber(learned.overallFactor, language) })}</p>
      <ul className="speed-learned">
        {learned.cells.slice(0, 12).map(({ bandId, unitId, driveCount, ratio, factor }) => (
          <li key={`${bandId} ${unitId}`}>
            {t('cell', {
              ward: units.name(unitId, language) || unitId,
              hours: hoursOf(bandId),
              count: driveCount,
              ratio: formatNumber(ratio, language),
              factor: formatNumber(factor, language),
            })}
          </li>
        ))}
      </ul>
    </>
  );
}

function typed({ factors, ...band }: SpeedBand): TypedBand {
  const percent = (factor: number): string => String(Math.round(factor * 100));
  return {
    ...band,
    percents: {
      main: percent(factors.main),
      collector: percent(factors.collector),
      local: percent(factors.local),
      alley: percent(factors.alley),
    },
  };
}

function untyped({ percents, ...band }: TypedBand): SpeedBand {
  const factor = (percent: string): number => Number(percent) / 100;
  return {
    ...band,
    factors: {
      main: factor(percents.main),
      collector: factor(percents.collector),
      local: factor(percents.local),
      alley: factor(percents.alley),
    },
  };
}
