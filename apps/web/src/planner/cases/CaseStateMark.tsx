import type { CaseState } from '@gocua/api/contract/codes';
import { CalendarCheck2, Circle, CircleCheck, CircleSlash, type LucideIcon, OctagonAlert } from 'lucide-react';
import { StateMark, type Tone } from '../../design/StateMark.tsx';
import { codes } from '../../words/codes.ts';

const LOOKS: Record<CaseState, [Tone, LucideIcon]> = {
  waiting: ['accent', Circle],
  scheduled: ['accent', CalendarCheck2],
  served: ['good', CircleCheck],
  blocked: ['warn', OctagonAlert],
  closed: ['plain', CircleSlash],
};

export function CaseStateMark({ state, filled }: { state: CaseState; filled?: boolean }) {
  const code = codes.useText();
  const [tone, icon] = LOOKS[state];
  return (
    <StateMark tone={tone} icon={icon} {...(filled ? { filled } : {})}>
      {code(`caseState.${state}`)}
    </StateMark>
  );
}
