import { ChartGantt, List } from 'lucide-react';
import { Button } from '../design/Button.tsx';
import { plannerWords } from './words.ts';

/** On a phone list and timeline share one place; this changes between them. Wider screens show both and hide it. */
export function PhoneSwitch({ timeline, onChange }: { timeline: boolean; onChange: (timeline: boolean) => void }) {
  const t = plannerWords.useText();
  return (
    <div className="phone-switch">
      <Button icon={timeline ? List : ChartGantt} onPress={() => onChange(!timeline)}>
        {t(timeline ? 'phone.list' : 'phone.timeline')}
      </Button>
    </div>
  );
}
