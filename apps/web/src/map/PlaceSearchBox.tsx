import type { PlaceHit, PlaceSearchResult } from '@gocua/api/contract/places';
import { useMutation } from '@tanstack/react-query';
import {
  Building2,
  DoorOpen,
  Globe,
  Landmark,
  type LucideIcon,
  Map as MapIcon,
  MapPinned,
  Milestone,
  Search,
  Signpost,
  X,
} from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { ComboBox } from 'react-aria-components/ComboBox';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { http } from '../api/http.ts';
import { Button } from '../design/Button.tsx';
import { classNames } from '../design/classNames.ts';
import { problemText } from '../words/problems.ts';
import { type Near, useMapSettings, usePlaceSearch } from './usePlaceSearch.ts';
import { mapWords } from './words.ts';
import './place-search.css';

const ICONS: Record<PlaceHit['kind'], LucideIcon> = {
  house: DoorOpen,
  alley: Signpost,
  street: Milestone,
  poi: Landmark,
  ward: MapIcon,
  district: MapIcon,
  city: Building2,
  old_ward: MapPinned,
  foreign: Globe,
};

export interface PlaceSearchBoxProps {
  label?: string;
  /** The label is read but not shown. */
  labelHidden?: boolean;
  size?: 'desk' | 'touch';
  /** Of equals, the nearer comes first: where the map looks. */
  near?: () => Near | null;
  /** What stands in the box at first. */
  initialText?: string;
  /** Staff may ask an outside engine where the operator set one up. */
  mayAskOutside?: boolean;
  onChoose: (hit: PlaceHit) => void;
  onClear?: () => void;
}

/** A box that finds streets, alleys, doors, named places and units as one types. */
export function PlaceSearchBox(props: PlaceSearchBoxProps) {
  const { label, labelHidden, size = 'desk', near, initialText = '', mayAskOutside, onChoose, onClear } = props;
  const t = mapWords.useText();
  const [text, setText] = useState(initialText);
  const [outside, setOutside] = useState<readonly PlaceHit[] | null>(null);
  const { hits, isCurrent, isError } = usePlaceSearch(text, near?.() ?? null);
  const shown = outside ?? hits;
  const settings = useMapSettings();
  const engine = mayAskOutside ? settings.data?.outsideSearch : null;
  const ask = useMutation({
    mutationFn: () => http.post<PlaceSearchResult>('/api/places/search-outside', { body: { text } }),
    onSuccess: ({ hits: found }) => setOutside(found),
  });
  const type = (next: string) => {
    setText(next);
    setOutside(null);
    ask.reset();
  };
  const choose = (id: unknown) => {
    const hit = shown.find((one) => one.id === id);
    if (!hit) return;
    setText(hit.name);
    onChoose(hit);
  };
  return (
    <div className="place-search">
      <ComboBox
        className={classNames('field', `field-${size}`)}
        items={shown}
        inputValue={text}
        onInputChange={type}
        value={null}
        onChange={choose}
        defaultFilter={() => true}
        allowsCustomValue
        allowsEmptyCollection={text.trim() !== ''}
        menuTrigger="input"
      >
        <Label className={labelHidden ? 'visually-hidden' : 'field-label'}>{label ?? t('search')}</Label>
        <span className="field-box field-with-icon place-search-box">
          <Search aria-hidden className="field-icon" />
          <Input className="field-input" placeholder={t('searchHint')} autoComplete="off" spellCheck={false} />
          {text === '' ? null : (
            <AriaButton
              slot={null}
              className="place-search-clear"
              aria-label={t('clear')}
              onPress={() => {
                type('');
                onClear?.();
              }}
            >
              <X aria-hidden />
            </AriaButton>
          )}
        </span>
        <Popover className="popover place-search-popover" offset={4}>
          <ListBox<PlaceHit>
            className={classNames('options', size === 'touch' && 'options-touch')}
            renderEmptyState={() => (
              <p className="place-search-empty">{isError ? t('failed') : isCurrent ? t('nothing') : t('searching')}</p>
            )}
          >
            {(hit) => (
              <ListBoxItem id={hit.id} textValue={hit.name} className="option place-hit">
                <HitWords hit={hit} />
              </ListBoxItem>
            )}
          </ListBox>
        </Popover>
      </ComboBox>
      {engine && isCurrent && text.trim() !== '' && hits.length === 0 ? (
        <div className="place-search-outside">
          <Button size="small" icon={Globe} isPending={ask.isPending} onPress={() => ask.mutate()}>
            {t('outside', { engine })}
          </Button>
          <p>{ask.isError ? problemText(ask.error) : t('outsideWords')}</p>
        </div>
      ) : null}
    </div>
  );
}

/** All of it is the option's name: two places of one name differ by what stands below it. */
function HitWords({ hit }: { hit: PlaceHit }) {
  const t = mapWords.useText();
  const Icon = ICONS[hit.kind];
  const successors = hit.successors.map(({ name, whole }) => (whole ? name : t('nowPart', { name })));
  const kind = hit.poiKind ? t(`poi.${hit.poiKind}`) : t(`kind.${hit.kind}`);
  return (
    <>
      <Icon aria-hidden className="place-hit-icon" />
      <span className="place-hit-words">
        <span className="place-hit-name">{hit.name}</span>
        <span className="place-hit-area">
          {[kind, hit.area].filter(Boolean).join(' · ')}
          {successors.length > 0 ? <span>{t('now', { names: successors.join(', ') })}</span> : null}
          {hit.unknownNumbers.length > 0 ? (
            <span className="place-hit-unknown">{t('unknown', { numbers: hit.unknownNumbers.join(', ') })}</span>
          ) : null}
        </span>
      </span>
    </>
  );
}
