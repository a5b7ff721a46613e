import type { IcsReport } from '@gocua/api/contract/calendar';
import { PROBLEMS } from '@gocua/api/contract/problems';
import type { Team } from '@gocua/api/contract/teams';
import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { http, ProblemError } from '../../api/http.ts';
import { newId } from '../../api/newId.ts';
import { Button } from '../../design/Button.tsx';
import { Notice } from '../../design/Notice.tsx';
import { toasts } from '../../design/toasts.ts';
import { problemText } from '../../words/problems.ts';
import { RuleRefusal } from '../roster/RuleRefusal.tsx';
import { useWarnings } from '../roster/useWarnings.ts';
import { calendarWords } from './words.ts';

const FAULTS = [
  'all-day',
  'no-start',
  'no-end',
  'time-unreadable',
  'until-type',
  'rule-twice',
  'exrule',
  'range',
  'master-missing',
  'uid-twice',
  'too-many-dates',
] as const;
const SHOWN_FAULTS = 12;

/** A calendar file becomes series of a team: seen first, then taken over whole. */
export function IcsImport({ team, onDone }: { team: Team; onDone: () => void }) {
  const t = calendarWords.useText();
  const warn = useWarnings();
  const fileId = useId();
  const [text, setText] = useState<string | null>(null);
  const send = (body: { text: string; isDryRun: boolean; overrideReason: string | null }) =>
    http.post<IcsReport>(`/api/teams/${team.id}/shifts-import`, { body, commandId: newId() });
  const look = useMutation({ mutationFn: (file: string) => send({ text: file, isDryRun: true, overrideReason: null }) });
  const take = useMutation({
    mutationFn: (overrideReason: string | null) => send({ text: text ?? '', isDryRun: false, overrideReason }),
    onSuccess: ({ series, breaches }) => {
      warn(breaches);
      toasts.show({ kind: 'done', words: t('feed.imported', { count: series.length }) });
      setText(null);
      look.reset();
      onDone();
    },
  });
  async function choose(file: File | undefined) {
    if (!file) return;
    const read = await file.text();
    setText(read);
    take.reset();
    look.mutate(read);
  }
  const wordsOf = (code: string) => {
    const own = FAULTS.find((fault) => fault === code);
    if (own) return t(`fault.${own}`);
    return code in PROBLEMS ? problemText(new ProblemError({ code: code as keyof typeof PROBLEMS, status: 0 })) : code;
  };
  const report = look.data;
  return (
    <section className="exchange-part">
      <h3>
        <label htmlFor={fileId}>{t('feed.import')}</label>
      </h3>
      <p>{t('feed.importWords')}</p>
      <input id={fileId} type="file" accept=".ics,text/calendar" onChange={(event) => void choose(event.target.files?.[0])} />
      {look.isError ? <Notice tone="bad" title={problemText(look.error)} /> : null}
      {take.isError ? <RuleRefusal error={take.error} isPending={take.isPending} onOverride={take.mutate} /> : null}
      {report && report.faults.length > 0 ? (
        <Notice tone="bad" title={t('feed.faults', { count: report.faults.length + report.moreFaults })}>
          <ul>
            {report.faults.slice(0, SHOWN_FAULTS).map((fault) => (
              <li key={`${fault.line} ${fault.uid} ${fault.code}`}>
                {fault.line > 0 ? t('feed.fault', { line: fault.line, words: wordsOf(fault.code) }) : wordsOf(fault.code)}
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
      {report && text !== null && report.faults.length === 0 ? (
        <>
          <p>{t('feed.willImport', { count: report.series.length, fresh: report.series.filter(({ isNew }) => isNew).length })}</p>
          <Button kind="primary" isPending={take.isPending} onPress={() => take.mutate(null)}>
            {t('feed.confirm', { team: team.name })}
          </Button>
        </>
      ) : null}
    </section>
  );
}
