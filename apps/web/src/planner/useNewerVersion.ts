import { useEffect, useState } from 'react';

/**
 * A form over something with versions, while somebody else may save a newer one: as long as nothing is typed the form follows; what is typed is
 * kept, and the form says that there is something newer, to be taken or saved over. `fill` puts a version into the form.
 */
export function useNewerVersion<Version>(props: {
  newest: Version;
  idOf: (version: Version) => string;
  isTouched: (since: Version) => boolean;
  fill: (version: Version) => void;
}): { isOutdated: boolean; take: (version: Version) => void } {
  const { newest, idOf, isTouched, fill } = props;
  const [base, setBase] = useState(newest);
  const isOther = idOf(newest) !== idOf(base);
  const follows = isOther && !isTouched(base);
  const take = (version: Version): void => {
    setBase(version);
    fill(version);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: to follow is decided once for each newer version, by what is typed then.
  useEffect(() => {
    if (follows) take(newest);
  }, [follows, idOf(newest)]);
  return { isOutdated: isOther && !follows, take };
}
