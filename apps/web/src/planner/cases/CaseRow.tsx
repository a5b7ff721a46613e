import type { CaseSummary } from '@gocua/api/contract/cases';
import { pinDoubt } from '@gocua/api/contract/pin-doubts';
import { BedDouble } from 'lucide-react';
import { memo } from 'react';
import { codes } from '../../words/codes.ts';
import { common } from '../../words/common.ts';
import { ageIn } from '../../words/format.ts';
import { usePlanner } from '../context.ts';
import { PinDoubtMark } from '../pins/PinMode.tsx';
import { CaseStateMark } from './CaseStateMark.tsx';

export const CASE_ROW_PIXELS = 76;

/** One line of the list: who, where, what; the same facts the map's mark says aloud. */
export const CaseRow = memo(function CaseRow({ one }: { one: CaseSummary }) {
  const code = codes.useText();
  const c = common.useText();
  const { today } = usePlanner();
  const doubt = pinDoubt(one);
  return (
    <div className="case-row">
      <p className="case-row-top">
        <span className="case-row-name">{one.fullName}</span>
        <span className="case-row-age figures">{c('age', { count: ageIn(today, one.birthYear) })}</span>
      </p>
      <p className="case-row-where">
        <span className="case-row-address">{one.address}</span>
        {doubt === 'no_place' || one.outsideWard ? <PinDoubtMark doubt={doubt ?? 'outside_ward'} /> : null}
      </p>
      <p className="case-row-facts">
        <CaseStateMark state={one.state} />
        {one.mobility === 'bedbound' ? (
          <span className="case-row-fact">
            <BedDouble aria-hidden /> {code('mobility.bedbound')}
          </span>
        ) : null}
        <span className="case-row-needs">{one.needs.map((need) => code(`needShort.${need}`)).join(' · ')}</span>
      </p>
    </div>
  );
});
