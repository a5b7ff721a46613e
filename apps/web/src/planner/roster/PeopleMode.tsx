import { Tabs } from '../../design/Tabs.tsx';
import { useAddress } from '../address.ts';
import { AbsencesTab } from './AbsencesTab.tsx';
import { CrewsTab } from './CrewsTab.tsx';
import { EquipmentTab } from './EquipmentTab.tsx';
import { PeopleTab } from './PeopleTab.tsx';
import { RiskNotice } from './RiskNotice.tsx';
import { RosterTab } from './RosterTab.tsx';
import { RulesTab } from './RulesTab.tsx';
import { rosterWords } from './words.ts';
import './roster.css';

const TABS = ['people', 'crews', 'roster', 'absences', 'rules', 'equipment'] as const;
type PeopleTabId = (typeof TABS)[number];
const PANELS: Record<PeopleTabId, () => React.JSX.Element> = {
  people: PeopleTab,
  crews: CrewsTab,
  roster: RosterTab,
  absences: AbsencesTab,
  rules: RulesTab,
  equipment: EquipmentTab,
};

/** Who works with whom, when, under which rules and with what. */
export function PeopleMode() {
  const t = rosterWords.useText();
  const [tab, setTab] = useAddress('phan');
  const value = TABS.find((id) => id === tab) ?? 'people';
  return (
    <div className="stage-page people-mode">
      <header className="people-head">
        <h1 className="panel-title">{t('title')}</h1>
      </header>
      <RiskNotice />
      <Tabs
        label={t('tabs')}
        value={value}
        onChange={(id) => setTab(id)}
        tabs={TABS.map((id) => {
          const Panel = PANELS[id];
          return { id, words: t(`tab.${id}`), panel: <Panel /> };
        })}
      />
    </div>
  );
}
