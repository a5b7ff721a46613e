import type { ImportReport } from '@gocua/api/contract/cases';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { FileSpreadsheet, FileUp } from 'lucide-react';
import { useRef, useState } from 'react';
import { DropZone } from 'react-aria-components/DropZone';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { http, ProblemError } from '../../api/http.ts';
import { newId } from '../../api/newId.ts';
import { Button } from '../../design/Button.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import { Notice } from '../../design/Notice.tsx';
import { Skeleton } from '../../design/Progress.tsx';
import { toasts } from '../../design/toasts.ts';
import { common } from '../../words/common.ts';
import { useLanguage } from '../../words/defineWords.ts';
import { formatNumber } from '../../words/format.ts';
import { problemText } from '../../words/problems.ts';
import { plannerWords } from '../words.ts';
import { FindingList } from './FindingList.tsx';
import './imports.css';

const LARGEST_BYTES = 16 * 1024 * 1024;

/** A list of cases: choose the file, see what would happen, then take all of it or nothing. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const t = plannerWords.useText();
  const c = common.useText();
  const language = useLanguage();
  const queries = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [tooLarge, setTooLarge] = useState(false);
  const commandId = useRef('');
  const number = (value: number) => formatNumber(value, language);

  const check = useMutation({
    mutationFn: (chosen: File) => http.post<ImportReport>('/api/imports/check', { file: { type: 'text/csv', bytes: chosen } }),
  });
  const take = useMutation({
    mutationFn: ({ chosen, report }: { chosen: File; report: ImportReport }) =>
      http.post<ImportReport>('/api/imports', {
        file: { type: 'text/csv', bytes: chosen },
        query: { contentHash: report.contentHash },
        // In a header, not in the address: a file's name may hold a person's name.
        headers: { 'x-file-name': encodeURIComponent(chosen.name) },
        commandId: commandId.current,
      }),
    onSuccess: (report) => {
      toasts.show({ kind: 'done', words: t('import.taken', { count: report.caseCount }) });
      void queries.invalidateQueries({ queryKey: ['cases'] });
      onClose();
    },
  });

  function onFile(chosen: File | null | undefined) {
    if (!chosen) return;
    take.reset();
    check.reset();
    setTooLarge(chosen.size > LARGEST_BYTES);
    setFile(chosen);
    commandId.current = newId();
    if (chosen.size <= LARGEST_BYTES) check.mutate(chosen);
  }

  const report = check.data;
  const ready = report !== undefined && report.errorCount === 0 && report.caseCount > 0;
  return (
    <Dialog
      title={t('import.title')}
      width="wide"
      isOpen
      onClose={onClose}
      isDismissable={!take.isPending}
      actions={
        <>
          <Button onPress={onClose}>{c('cancel')}</Button>
          <Button
            kind="primary"
            isDisabled={!ready}
            isPending={take.isPending}
            onPress={() => file && report && take.mutate({ chosen: file, report })}
          >
            {take.isPending
              ? t('import.taking')
              : ready
                ? t('import.take', { count: report.caseCount })
                : t('import.takeNothing')}
          </Button>
        </>
      }
    >
      <div className="import">
        <DropZone
          className="import-drop"
          aria-label={t('import.drop')}
          onDrop={async (event) => {
            const item = event.items.find((one) => one.kind === 'file');
            if (item?.kind === 'file') onFile(await item.getFile());
          }}
        >
          <FileSpreadsheet aria-hidden className="import-drop-icon" />
          <p className="import-drop-words">{file ? file.name : t('import.drop')}</p>
          <FileTrigger acceptedFileTypes={['.csv', 'text/csv', '.txt']} onSelect={(files) => onFile(files?.item(0))}>
            <Button icon={FileUp}>{file ? t('import.another') : t('import.choose')}</Button>
          </FileTrigger>
        </DropZone>
        {!file ? (
          <p className="import-help">
            {t('import.help')} <a href="/api/cases/template.csv">{t('import.template')}</a>
          </p>
        ) : null}
        {tooLarge ? <Notice tone="bad" title={t('import.tooLarge')} /> : null}
        {check.isPending ? <Skeleton label={t('import.checking')} lines={5} /> : null}
        {check.isError ? <ImportProblem error={check.error} /> : null}
        {take.isError ? <ImportProblem error={take.error} /> : null}
        {report ? (
          <>
            <Notice
              tone={report.errorCount > 0 ? 'bad' : report.warningCount > 0 ? 'warn' : 'good'}
              title={
                report.errorCount > 0
                  ? t('import.hasErrors', { count: report.errorCount })
                  : report.caseCount === 0
                    ? t('import.nothingNew')
                    : report.warningCount > 0
                      ? t('import.cleanButLook', { count: report.warningCount })
                      : t('import.clean')
              }
            >
              {report.errorCount > 0 ? t('import.hasErrorsWords') : null}
            </Notice>
            <dl className="import-counts figures">
              {(
                [
                  ['rows', report.rowCount],
                  ['cases', report.caseCount],
                  ['households', report.householdCount],
                  ['skipped', report.skippedCount],
                  ['errors', report.errorCount],
                  ['warnings', report.warningCount],
                ] as const
              ).map(([name, value]) => (
                <div key={name}>
                  <dt>{t(`import.counts.${name}`)}</dt>
                  <dd>{number(value)}</dd>
                </div>
              ))}
            </dl>
            <FindingList report={report} />
          </>
        ) : null}
      </div>
    </Dialog>
  );
}

/** A file that could not be read as a table at all; names what is missing when the server says it. */
function ImportProblem({ error }: { error: unknown }) {
  const items = error instanceof ProblemError ? error.items : [];
  return (
    <Notice tone="bad" title={problemText(error)}>
      {items.length > 0 ? (
        <ul>
          {items.slice(0, 20).map((item) => (
            <li key={`${item.pointer} ${item.line ?? ''} ${item.code}`}>
              {item.line ? `${item.line}: ` : ''}
              {item.message}
            </li>
          ))}
        </ul>
      ) : null}
    </Notice>
  );
}
