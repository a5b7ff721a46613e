import type { CaseCounts } from '@gocua/api/contract/cases';
import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, ChevronRight, MapPinned } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import { http } from '../../api/http.ts';
import { Button } from '../../design/Button.tsx';
import { RadioChoices } from '../../design/Choices.tsx';
import { classNames } from '../../design/classNames.ts';
import { EmptyState } from '../../design/EmptyState.tsx';
import { Notice } from '../../design/Notice.tsx';
import { Skeleton } from '../../design/Progress.tsx';
import { common } from '../../words/common.ts';
import { useLanguage } from '../../words/defineWords.ts';
import { formatNumber } from '../../words/format.ts';
import { problemText } from '../../words/problems.ts';
import { useAddress } from '../address.ts';
import { usePlanner } from '../context.ts';
import { useBoundaries } from '../data/useBoundaries.ts';
import { DownloadLink } from '../exports/DownloadLink.tsx';
import { exportWords } from '../exports/words.ts';
import { AreaShapes } from './AreaShapes.tsx';
import { type AreaRow, areaRows, classEnds, classOf, STRUCTURES, type Structure } from './areaRows.ts';
import { areaWords } from './words.ts';
import './areas.css';

/** What remains, unit by unit, on the map and in a table that says the same; from the city down to the ward, in both structures. */
export function AreasMode() {
  const t = areaWords.useText();
  const ex = exportWords.useText();
  const c = common.useText();
  const language = useLanguage();
  const { me, units } = usePlanner();
  const [structureParam, setStructure] = useAddress('cc');
  const [parentParam, setParent] = useAddress('dv');
  const [hovered, setHovered] = useState<string | null>(null);
  const chooseStructure = (next: Structure) => {
    setStructure(next === 'former' ? 'cu' : null);
    setParent(null);
  };
  const structure: Structure = structureParam === 'cu' ? 'former' : 'now';
  const parentId = structure === 'former' ? parentParam : null;
  const boundaries = useBoundaries();
  const counts = useQuery({
    queryKey: ['cases', 'counts'],
    queryFn: ({ signal }) => http.get<CaseCounts>('/api/cases/counts', { signal }),
    staleTime: 30_000,
  });
  const scope = units.byId.get(me.unitId)?.path ?? '';
  const rows = useMemo(() => {
    const isVisible = (id: string) => (units.byId.get(id)?.path ?? '').startsWith(scope);
    return areaRows(boundaries.features, counts.data?.counts ?? [], structure, parentId, isVisible);
  }, [boundaries.features, counts.data, structure, parentId, units, scope]);
  const ends = useMemo(() => classEnds(rows), [rows]);
  const nameOf = (row: AreaRow) => (language === 'en' ? row.unit.nameEn : row.unit.name);
  const parent = parentId ? boundaries.byId.get(parentId)?.properties : undefined;
  const open = (id: string) => {
    if (boundaries.byId.get(id)?.properties.kind === 'district') setParent(id, { replace: false });
  };
  const error = counts.error ?? boundaries.query.error;

  return (
    <div className="stage">
      <section className="stage-side areas" aria-label={t('title')}>
        <header className="panel-head">
          <Link className="pin-back" to="/dieu-phoi/truong-hop">
            <ArrowLeft aria-hidden /> {t('back')}
          </Link>
          <h1 className="panel-title">{t('title')}</h1>
          <RadioChoices
            look="chips"
            label={t('structure')}
            choices={STRUCTURES.map((id) => ({ id, words: t(id) }))}
            value={structure}
            onChange={(next) => chooseStructure(next)}
          />
          {structure === 'former' ? <p className="areas-note">{t('formerWords')}</p> : null}
          {parent ? (
            <nav className="areas-path" aria-label={t('path')}>
              <Button kind="quiet" size="small" onPress={() => setParent(null)}>
                {t('city')}
              </Button>
              <ChevronRight aria-hidden />
              <span aria-current="page">{language === 'en' ? parent.nameEn : parent.name}</span>
            </nav>
          ) : null}
        </header>
        {error ? (
          <Notice
            tone="bad"
            title={problemText(error)}
            action={<Button onPress={() => void counts.refetch()}>{c('retry')}</Button>}
          />
        ) : null}
        {counts.isPending || boundaries.query.isPending ? <Skeleton label={c('loading')} lines={8} /> : null}
        {counts.isSuccess && rows.length > 0 ? (
          <AreaTable rows={rows} ends={ends} hovered={hovered} nameOf={nameOf} onHover={setHovered} onOpen={open} />
        ) : null}
        {counts.isSuccess && boundaries.query.isSuccess && rows.length === 0 ? (
          <EmptyState icon={MapPinned} title={t('none')} />
        ) : null}
        <p className="areas-downloads">
          <DownloadLink href="/api/exports/units.geojson">{ex('units')}</DownloadLink>
        </p>
      </section>
      <div className="stage-hole">
        <Legend ends={ends} />
      </div>
      <AreaShapes
        rows={rows}
        ends={ends}
        hovered={hovered}
        nameOf={(row) => t('mark', { name: nameOf(row), count: formatNumber(row.remaining, language) })}
        onHover={setHovered}
        onOpen={open}
      />
    </div>
  );
}

interface AreaTableProps {
  rows: readonly AreaRow[];
  ends: readonly number[];
  hovered: string | null;
  nameOf: (row: AreaRow) => string;
  onHover: (unitId: string | null) => void;
  onOpen: (unitId: string) => void;
}

function AreaTable({ rows, ends, hovered, nameOf, onHover, onOpen }: AreaTableProps) {
  const t = areaWords.useText();
  const language = useLanguage();
  const number = (value: number) => formatNumber(value, language);
  const sum = (pick: (row: AreaRow) => number) => rows.reduce((total, row) => total + pick(row), 0);
  const percent = (served: number, total: number) => (total === 0 ? '–' : `${number(Math.floor((100 * served) / total))} %`);
  const whole = { served: sum((row) => row.served), total: sum((row) => row.total) };
  return (
    <div className="areas-scroll">
      <table className="areas-table">
        <caption className="visually-hidden">{t('table')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('unit')}</th>
            <th scope="col">{t('remaining')}</th>
            <th scope="col">{t('served')}</th>
            <th scope="col">{t('share')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={row.unit.id}
              className={classNames(hovered === row.unit.id && 'areas-row-hovered')}
              onMouseEnter={() => onHover(row.unit.id)}
              onMouseLeave={() => onHover(null)}
            >
              <th scope="row">
                <span className={`area-swatch area-class-${classOf(row.remaining, ends)}`} aria-hidden />
                {row.unit.kind === 'district' ? (
                  <button
                    type="button"
                    className="areas-open"
                    onClick={() => onOpen(row.unit.id)}
                    onFocus={() => onHover(row.unit.id)}
                    onBlur={() => onHover(null)}
                  >
                    {nameOf(row)}
                  </button>
                ) : (
                  <Link
                    className="areas-open"
                    to={`/dieu-phoi/truong-hop?pv=${encodeURIComponent(row.unit.id)}`}
                    aria-label={t('showCases', { name: nameOf(row) })}
                    title={madeOf(row, t)}
                    onFocus={() => onHover(row.unit.id)}
                    onBlur={() => onHover(null)}
                  >
                    {nameOf(row)}
                  </Link>
                )}
              </th>
              <td className="figures">{number(row.remaining)}</td>
              <td className="figures">{number(row.served)}</td>
              <td className="figures">{percent(row.served, row.total)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('total')}</th>
            <td className="figures">{number(sum((row) => row.remaining))}</td>
            <td className="figures">{number(whole.served)}</td>
            <td className="figures">{percent(whole.served, whole.total)}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function madeOf(row: AreaRow, t: ReturnType<typeof areaWords.useText>): string | undefined {
  const old = row.unit.oldUnits ?? [];
  if (old.length === 0) return undefined;
  return t('madeOf', { names: old.map(({ name, whole }) => (whole ? name : t('part', { name }))).join(', ') });
}

/** Which colour means how many. */
function Legend({ ends }: { ends: readonly number[] }) {
  const t = areaWords.useText();
  const language = useLanguage();
  const number = (value: number) => formatNumber(value, language);
  return (
    <aside className="areas-legend" aria-label={t('legend')}>
      <strong>{t('legend')}</strong>
      <ul>
        <li>
          <span className="area-swatch area-class-0" aria-hidden /> {t('noCases')}
        </li>
        {ends.map((end, i) => {
          const start = (ends[i - 1] ?? 0) + 1;
          return (
            <li key={end} className="figures">
              <span className={`area-swatch area-class-${classOf(end, ends)}`} aria-hidden />{' '}
              {start === end ? number(end) : `${number(start)}–${number(end)}`}
            </li>
          );
        })}
      </ul>
    </aside>
  );
}
