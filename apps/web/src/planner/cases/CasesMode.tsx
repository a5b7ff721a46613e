import { FileUp, ListFilter, Map as MapIcon, MapPinned, MapPinX, Search, X } from 'lucide-react';
import { useCallback, useDeferredValue, useMemo, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { Button } from '../../design/Button.tsx';
import { DataList } from '../../design/DataList.tsx';
import { EmptyState } from '../../design/EmptyState.tsx';
import { IconButton } from '../../design/IconButton.tsx';
import { Notice } from '../../design/Notice.tsx';
import { Skeleton } from '../../design/Progress.tsx';
import { Select } from '../../design/Select.tsx';
import { Badge } from '../../design/StateMark.tsx';
import { TextField } from '../../design/TextField.tsx';
import { MapSearch } from '../../map/MapSearch.tsx';
import { common } from '../../words/common.ts';
import { useLanguage } from '../../words/defineWords.ts';
import { formatNumber } from '../../words/format.ts';
import { problemText } from '../../words/problems.ts';
import { CASE_PARAM, useAddress } from '../address.ts';
import { areaWords } from '../areas/words.ts';
import { usePlanner } from '../context.ts';
import { useCases, usePhoneMatches } from '../data/useCases.ts';
import { useManyCases } from '../data/useManyCases.ts';
import { CaseDownloads } from '../exports/CaseDownloads.tsx';
import { hover, useHover } from '../hover.ts';
import { ImportDialog } from '../imports/ImportDialog.tsx';
import { pinQueue } from '../pins/pinQueue.ts';
import { pinWords } from '../pins/words.ts';
import { ReachControl } from '../reach/ReachControl.tsx';
import { ReachShape } from '../reach/ReachShape.tsx';
import { type ReachChoice, useReach } from '../reach/useReach.ts';
import { plannerWords } from '../words.ts';
import { CaseFilters } from './CaseFilters.tsx';
import { CaseMarks } from './CaseMarks.tsx';
import { CasePanel } from './CasePanel.tsx';
import { CASE_ROW_PIXELS, CaseRow } from './CaseRow.tsx';
import { filterCases, NO_FILTER, narrowingCount, readFilter, SORTS, writeFilter } from './caseFilter.ts';
import './cases.css';

/** Every remaining case: the list and the map say the same, and either can be used alone. */
export function CasesMode() {
  const t = plannerWords.useText();
  const c = common.useText();
  const pin = pinWords.useText();
  const area = areaWords.useText();
  const language = useLanguage();
  const { today, units, mayChange } = usePlanner();
  const { query, cases, truncated, totalCount } = useCases();
  const [search, setSearch] = useSearchParams();
  const [chosen, choose] = useAddress(CASE_PARAM);
  const [text, setText] = useState('');
  const [filtersOpen, setFiltersOpen] = useState(false);
  const [importing, setImporting] = useState(false);
  const shownText = useDeferredValue(text);
  const phoneMatches = usePhoneMatches(shownText);
  const filter = useMemo(() => readFilter(search), [search]);
  const hovered = useHover();
  const [reachChoice, setReachChoice] = useState<ReachChoice | null>(null);
  const { query: reachQuery, reach, caseIds: inReach } = useReach(reachChoice);
  const pathOf = useCallback((id: string) => units.byId.get(id)?.path, [units]);
  const many = useManyCases(truncated, filter, shownText, { today, pathOf });
  const searched = many.cases ?? cases;
  const matching = useMemo(
    () => filterCases(searched, filter, shownText, { today, pathOf, phoneMatches }),
    [searched, filter, shownText, today, pathOf, phoneMatches],
  );
  const shown = useMemo(() => (inReach ? matching.filter(({ id }) => inReach.has(id)) : matching), [matching, inReach]);
  const marked = useMemo(() => {
    if (!many.points || many.isWhole) return shown;
    return inReach ? many.points.filter(({ id }) => inReach.has(id)) : many.points;
  }, [many.points, many.isWhole, shown, inReach]);
  const setFilter = (next: typeof filter) => setSearch((before) => writeFilter(before, next), { replace: true });
  const narrowing = narrowingCount(filter);
  const doubtful = useMemo(() => pinQueue(cases).length, [cases]);
  const reachControl = <ReachControl choice={reachChoice} onChange={setReachChoice} reach={reach} error={reachQuery.error} />;

  return (
    <div className="stage">
      <section className="stage-side" aria-label={t('cases.title')}>
        <header className="panel-head">
          <div className="panel-title-row">
            <h1 className="panel-title">{t('cases.title')}</h1>
            {mayChange ? (
              <Button icon={FileUp} onPress={() => setImporting(true)}>
                {t('cases.import')}
              </Button>
            ) : null}
          </div>
          <div className="cases-search">
            <TextField
              label={t('cases.search')}
              labelHidden
              placeholder={t('cases.search')}
              icon={Search}
              type="search"
              value={text}
              onChange={setText}
              autoComplete="off"
            />
            <IconButton
              icon={ListFilter}
              name={t('cases.filters')}
              kind="plain"
              pressed={filtersOpen}
              onPress={() => setFiltersOpen(!filtersOpen)}
            />
          </div>
          {filtersOpen ? (
            <div className="cases-tools">
              <CaseFilters filter={filter} onChange={setFilter} cases={cases} />
              {reachControl}
              <CaseDownloads unitId={filter.unitId} most={truncated ? cases.length : null} />
            </div>
          ) : reachChoice ? (
            reachControl
          ) : null}
          <div className="cases-summary">
            <p className="panel-count" role="status">
              {t('cases.shown', { shown: formatNumber(shown.length, language), total: formatNumber(totalCount, language) })}
            </p>
            {narrowing > 0 ? (
              <Button kind="quiet" size="small" icon={X} onPress={() => setFilter({ ...NO_FILTER, sort: filter.sort })}>
                {t('cases.clearFilters')} <Badge tone="accent">{narrowing}</Badge>
              </Button>
            ) : null}
            <Select
              className="cases-sort"
              label={t('cases.sort')}
              labelHidden
              options={SORTS.map((id) => ({ id, words: t(`cases.sorts.${id}`) }))}
              value={filter.sort}
              onChange={(sort) => setFilter({ ...filter, sort })}
            />
          </div>
        </header>
        {query.isPending ? <Skeleton label={c('loading')} lines={9} /> : null}
        {query.isError ? (
          <Notice
            tone="bad"
            title={problemText(query.error)}
            action={<Button onPress={() => void query.refetch()}>{c('retry')}</Button>}
          />
        ) : null}
        {many.isWhole ? null : (
          <Notice
            title={t(many.cases ? 'cases.truncatedNarrow' : 'cases.truncated', {
              shown: formatNumber(searched.length, language),
              total: formatNumber(totalCount, language),
            })}
          />
        )}
        <Link className="cases-areas" to="/dieu-phoi/truong-hop/don-vi">
          <MapIcon aria-hidden /> {area('open')}
        </Link>
        {mayChange && doubtful > 0 ? (
          <Link className="cases-pins" to="/dieu-phoi/truong-hop/vi-tri">
            <MapPinX aria-hidden /> {pin('open', { count: doubtful })}
          </Link>
        ) : null}
        {query.isSuccess ? (
          <DataList
            label={t('cases.list')}
            items={shown}
            idOf={(one) => one.id}
            rowPixels={CASE_ROW_PIXELS}
            selectedId={chosen}
            onSelect={choose}
            hoveredId={hovered.caseId}
            onHover={(caseId) => hover.set({ caseId })}
            render={(one) => <CaseRow one={one} />}
            empty={
              cases.length === 0 ? (
                <EmptyState
                  icon={MapPinned}
                  title={t('cases.none')}
                  action={
                    mayChange ? (
                      <Button kind="primary" icon={FileUp} onPress={() => setImporting(true)}>
                        {t('cases.import')}
                      </Button>
                    ) : null
                  }
                >
                  {t('cases.noneWords')}
                </EmptyState>
              ) : (
                <EmptyState
                  icon={Search}
                  title={t('cases.noMatch')}
                  action={
                    <Button
                      onPress={() => {
                        setText('');
                        setFilter(NO_FILTER);
                      }}
                    >
                      {t('cases.clearAll')}
                    </Button>
                  }
                >
                  {t('cases.noMatchWords')}
                </EmptyState>
              )
            }
          />
        ) : null}
      </section>
      <div className="stage-hole">
        <MapSearch mayAskOutside={mayChange} />
      </div>
      {reachChoice ? <ReachShape choice={reachChoice} /> : null}
      <CaseMarks cases={marked} chosen={chosen} onChoose={choose} />
      {chosen ? <CasePanel id={chosen} onClose={() => choose(null)} /> : null}
      {importing ? <ImportDialog onClose={() => setImporting(false)} /> : null}
    </div>
  );
}
