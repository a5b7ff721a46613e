import type { AssignmentState } from '@gocua/api/contract/codes';
import type { TeamAssignment } from '@gocua/api/contract/dispatch';
import {
  CircleCheck,
  CircleDashed,
  CircleDot,
  CircleSlash,
  House,
  type LucideIcon,
  Navigation2,
  Smartphone,
  Undo2,
} from 'lucide-react';
import { StateMark, type Tone } from '../design/StateMark.tsx';
import { codes } from '../words/codes.ts';
import { usePhone } from './phone-context.ts';
import { fieldWords } from './words.ts';

const LOOK: Record<AssignmentState, [Tone, LucideIcon]> = {
  assigned: ['accent', CircleDashed],
  acknowledged: ['plain', CircleDot],
  travelling: ['accent', Navigation2],
  arrived: ['accent', House],
  finished: ['good', CircleCheck],
  withdrawn: ['bad', CircleSlash],
};

/** The state of a visit in shape, word and colour, and whether it is still on the phone only. */
export function VisitMark({ visit }: { visit: TeamAssignment }) {
  const { view } = usePhone();
  const t = fieldWords.useText();
  const c = codes.useText();
  const [tone, icon] = visit.state === 'finished' && visit.outcome !== 'served' ? (['plain', Undo2] as const) : LOOK[visit.state];
  const onPhone = view.queue.waiting.some((command) => command.assignmentId === visit.id);
  return (
    <span className="visit-marks">
      <StateMark tone={tone} icon={icon} filled>
        {visit.state === 'finished' && visit.outcome ? c(`outcome.${visit.outcome}`) : t(`state.${visit.state}`)}
      </StateMark>
      {onPhone ? (
        <StateMark tone="warn" icon={Smartphone}>
          {t('waitingOnPhone')}
        </StateMark>
      ) : null}
    </span>
  );
}
