import type { AccessFacts } from '@gocua/api/contract/access';
import { type AccessLine, homeLines, personLines } from '../access/access-lines.ts';
import { accessWords } from '../access/words.ts';

/** How one gets to the door. */
export function HomeAccess({ access }: { access: AccessFacts | undefined }) {
  const t = accessWords.useText();
  return access ? <Lines lines={homeLines(access, t)} /> : null;
}

/** What matters beside the person. */
export function PersonAccess({ access }: { access: AccessFacts | undefined }) {
  const t = accessWords.useText();
  return access ? <Lines lines={personLines(access, t)} /> : null;
}

function Lines({ lines }: { lines: readonly AccessLine[] }) {
  return lines.map(({ key, icon: Icon, words, isHard }) => (
    <p key={key} className={isHard ? 'visit-line tone-warn' : 'visit-line'}>
      <Icon aria-hidden />
      <span>{words}</span>
    </p>
  ));
}
