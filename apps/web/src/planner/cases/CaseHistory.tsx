import type { CaseDetail } from '@gocua/api/contract/cases';
import { codes } from '../../words/codes.ts';
import { useLanguage } from '../../words/defineWords.ts';
import { formatDayPart, formatMoment, formatTimeRange } from '../../words/format.ts';
import { usePlanner } from '../context.ts';
import { plannerWords } from '../words.ts';

/** What happened to the case, newest first. */
export function CaseHistory({ entries }: { entries: CaseDetail['history'] }) {
  const t = plannerWords.useText();
  const code = codes.useText();
  const language = useLanguage();
  const { zone } = usePlanner();
  if (entries.length === 0) return null;
  return (
    <section className="case-history">
      <h3>{t('case.history')}</h3>
      <ol>
        {entries.map((entry) => (
          <li key={`${entry.at} ${entry.kind} ${entry.teamName}`}>
            <span className="case-history-what">
              {t(`case.event.${entry.kind}`, { team: entry.teamName ?? '' })}
              {entry.outcome ? `: ${code(`outcome.${entry.outcome}`)}` : ''}
            </span>
            {entry.opensAt && entry.closesAt ? (
              <span className="case-history-when figures">
                {formatTimeRange(entry.opensAt, entry.closesAt, zone)}, {formatDayPart(entry.opensAt, zone, language)}
              </span>
            ) : null}
            {entry.note ? <span className="case-history-note">{entry.note}</span> : null}
            <time className="case-history-at figures" dateTime={entry.at}>
              {formatMoment(entry.at, zone, language)}
            </time>
          </li>
        ))}
      </ol>
    </section>
  );
}
