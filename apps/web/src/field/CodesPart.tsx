import type { TeamAssignment } from '@gocua/api/contract/dispatch';
import type { TeamCode } from '@gocua/api/contract/field';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { http, ProblemError } from '../api/http.ts';
import { newId } from '../api/newId.ts';
import { Button } from '../design/Button.tsx';
import { Notice } from '../design/Notice.tsx';
import { TextField } from '../design/TextField.tsx';
import { formatTime } from '../words/format.ts';
import { doorWords } from './door-words.ts';
import { usePhone } from './phone-context.ts';

/**
 * Both sides prove themselves: the team says its code and the family compares; the family says theirs and it is typed here. The server
 * alone knows the codes, so this needs a signal; the page says what to do without.
 */
export function CodesPart({ visit }: { visit: TeamAssignment }) {
  const t = doorWords.useText();
  return (
    <section className="visit-part">
      <h2>{t('code.title')}</h2>
      {visit.hasFamilyLink ? <Codes visit={visit} /> : <p>{t('code.none')}</p>}
    </section>
  );
}

function Codes({ visit }: { visit: TeamAssignment }) {
  const { zone, nowMs } = usePhone();
  const t = doorWords.useText();
  const asked = useQuery({
    queryKey: ['team-code', visit.id],
    queryFn: ({ signal }) => http.get<TeamCode>(`/api/field/assignments/${visit.id}/code`, { signal }),
    // Asked ahead of the door, where there may be no signal; a code of a while ago is still taken for a quarter of an hour.
    staleTime: 60_000,
    refetchInterval: 60_000,
    refetchOnReconnect: 'always',
    networkMode: 'always',
    retry: false,
  });
  const code = asked.data && Date.parse(asked.data.validUntil) > nowMs ? asked.data : null;
  return (
    <>
      {code ? (
        <p className="our-code">
          <span>{t('code.ours')}</span>
          <output className="our-code-digits">{code.code}</output>
          <span className="visit-soft">{t('code.until', { time: formatTime(code.validUntil, zone) })}</span>
        </p>
      ) : asked.isPending ? null : (
        <Notice tone="warn" title={t('code.offline')} />
      )}
      <FamilyCode visit={visit} />
    </>
  );
}

type Checked = { matches: boolean; attemptsLeft: number; verifiedAt: string | null };

function FamilyCode({ visit }: { visit: TeamAssignment }) {
  const { zone } = usePhone();
  const t = doorWords.useText();
  const [code, setCode] = useState('');
  const [error, setError] = useState<string | undefined>(undefined);
  const [verifiedAt, setVerifiedAt] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const known = visit.verifiedAt ?? verifiedAt;
  if (known) return <Notice tone="good" title={t('code.right', { time: formatTime(known, zone) })} />;

  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (!/^\d{4}$/.test(code)) {
      setError(t('code.format'));
      return;
    }
    setIsBusy(true);
    try {
      const checked = await http.post<Checked>(`/api/field/assignments/${visit.id}/family-code`, {
        body: { code },
        commandId: newId(),
      });
      if (checked.matches) setVerifiedAt(checked.verifiedAt);
      else setError(checked.attemptsLeft > 0 ? t('code.wrong', { count: checked.attemptsLeft }) : t('code.tooMany'));
      setCode('');
    } catch (failure) {
      const isTooMany = failure instanceof ProblemError && failure.code === 'too-many-requests';
      setError(t(isTooMany ? 'code.tooMany' : 'code.offline'));
    }
    setIsBusy(false);
  }

  return (
    <form className="family-code" onSubmit={onSubmit} noValidate>
      <TextField
        size="touch"
        label={t('code.theirs')}
        help={t('code.theirsHelp')}
        value={code}
        onChange={(next) => {
          setCode(next.replace(/\D/g, ''));
          setError(undefined);
        }}
        error={error}
        inputMode="numeric"
        autoComplete="off"
        maxLength={4}
      />
      <Button size="touch" type="submit" isDisabled={isBusy}>
        {t('code.check')}
      </Button>
    </form>
  );
}
