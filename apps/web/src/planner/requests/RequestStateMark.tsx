import type { RequestView } from '@gocua/api/contract/requests';
import { CircleCheck, CircleSlash, type LucideIcon, Sparkle, Undo2 } from 'lucide-react';
import { StateMark, type Tone } from '../../design/StateMark.tsx';
import { codes } from '../../words/codes.ts';

const STATE_LOOKS: Record<RequestView['state'], [Tone, LucideIcon]> = {
  received: ['accent', Sparkle],
  accepted: ['good', CircleCheck],
  declined: ['plain', CircleSlash],
  withdrawn: ['plain', Undo2],
};

export function RequestStateMark({ state }: { state: RequestView['state'] }) {
  const code = codes.useText();
  const [tone, icon] = STATE_LOOKS[state];
  return (
    <StateMark tone={tone} icon={icon}>
      {code(`requestState.${state}`)}
    </StateMark>
  );
}
