import type { ImportFinding, ImportReport } from '@gocua/api/contract/cases';
import { CircleAlert, TriangleAlert } from 'lucide-react';
import { StateMark } from '../../design/StateMark.tsx';
import { useLanguage } from '../../words/defineWords.ts';
import { formatNumber } from '../../words/format.ts';
import { importWords } from './words.ts';

type FieldName = Parameters<ReturnType<typeof importWords.useText>>[0];

/** Each doubtful row by line, field, reason and what to do; errors first. */
export function FindingList({ report }: { report: ImportReport }) {
  const t = importWords.useText();
  const language = useLanguage();
  if (report.findings.length === 0) return null;
  const hidden = report.errorCount + report.warningCount - report.findings.length;
  return (
    <div className="findings">
      <table className="findings-table">
        <thead>
          <tr>
            <th scope="col">{t('line')}</th>
            <th scope="col">{t('field')}</th>
            <th scope="col">{t('value')}</th>
            <th scope="col">{t('reason')}</th>
          </tr>
        </thead>
        <tbody>
          {report.findings.map((finding) => (
            <FindingRow key={`${finding.line} ${finding.field} ${finding.code}`} finding={finding} />
          ))}
        </tbody>
      </table>
      {hidden > 0 ? <p className="findings-more">{t('more', { count: formatNumber(hidden, language) })}</p> : null}
    </div>
  );
}

function FindingRow({ finding }: { finding: ImportFinding }) {
  const t = importWords.useText();
  const known = finding.field in importWords.trees.vi.fields;
  return (
    <tr>
      <td className="figures">{finding.line}</td>
      <td>{known ? t(`fields.${finding.field}` as FieldName) : finding.field}</td>
      <td className="findings-value">{finding.value}</td>
      <td>
        <StateMark
          tone={finding.severity === 'error' ? 'bad' : 'warn'}
          icon={finding.severity === 'error' ? CircleAlert : TriangleAlert}
        >
          {t(`findings.${finding.code}`)}
        </StateMark>
        <span className="findings-fix">{t(`fixes.${finding.code}`)}</span>
      </td>
    </tr>
  );
}
