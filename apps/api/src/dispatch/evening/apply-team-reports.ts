import { type Actor, requireRole } from '../../auth/actor.ts';
import { dateAt } from '../../calendar/zoned-time.ts';
import type { TeamReport, TeamReportResult } from '../../contract/field.ts';
import type { ProblemCode } from '../../contract/problems.ts';
import { appendLiveMessages } from '../../db/live-messages.ts';
import type { Transaction } from '../../db/open-database.ts';
import type { Deps } from '../../deps.ts';
import { ProblemError } from '../../problem.ts';
import { closeAlarms } from '../alarms/close-alarms.ts';
import { raiseAlarm } from '../alarms/raise-alarm.ts';
import { readOpenKeys } from '../alarms/store.ts';
import { whenItHappened } from '../field-steps.ts';
import { readTeamUnitIds } from '../store.ts';
import { newsForUnits } from '../tell-units.ts';
import { openFoundCase } from './open-found-case.ts';
import { findReport, insertEveningEvent, insertMessage, markMessagesRead } from './store.ts';

type ReportDeps = Pick<Deps, 'db' | 'clock' | 'ids'>;
interface Reporter {
  actor: Actor;
  teamId: string;
  unitId: string;
  now: Date;
  /** When it happened, as far as the device can be believed. */
  at: Date;
}

/**
 * Takes what a team reports of its evening, each in a transaction of its own and once, however often it is sent. A panic is taken
 * from anybody of the team, at any time, whatever else is wrong.
 */
export async function applyTeamReports(deps: ReportDeps, actor: Actor, reports: TeamReport[]): Promise<TeamReportResult[]> {
  requireRole(actor, ['team']);
  const results: TeamReportResult[] = [];
  // The one that cannot wait goes first.
  const urgentFirst = [...reports.filter(isPanic), ...reports.filter((report) => !isPanic(report))];
  for (const report of urgentFirst) results.push(await applyOne(deps, actor, report));
  return results;
}

function isPanic({ kind }: TeamReport): boolean {
  return kind === 'panic';
}

async function applyOne(deps: ReportDeps, actor: Actor, report: TeamReport): Promise<TeamReportResult> {
  const { id, kind } = report;
  const answer = (status: TeamReportResult['status'], problem: ProblemCode | null = null) => ({ id, status, problem });
  const teamId = actor.teamId;
  if (!teamId) return answer('refused', 'not-allowed');
  try {
    return await deps.db.transaction(async (tx) => {
      const known = await findReport(tx, id);
      if (known) {
        return known.kind === storedKind(kind) && known.teamId === teamId
          ? answer('repeated')
          : answer('refused', 'command-id-reused');
      }
      const now = deps.clock.now();
      const unitId = (await readTeamUnitIds(tx, [teamId])).get(teamId)!;
      const at = whenItHappened(new Date(report.deviceAt), now, null);
      await apply(tx, deps, { actor, teamId, unitId, now, at }, report);
      return answer('accepted');
    });
  } catch (error) {
    if (error instanceof ProblemError) return answer('refused', error.code);
    throw error;
  }
}

/** A message and a panic stand in the log under another name than they were reported. */
function storedKind(kind: TeamReport['kind']) {
  if (kind === 'message') return 'message-in';
  return kind;
}

async function apply(tx: Transaction, deps: ReportDeps, reporter: Reporter, report: TeamReport): Promise<void> {
  const { actor, teamId, unitId, now, at } = reporter;
  const row = { id: report.id, unitId, teamId, accountId: actor.accountId, at, receivedAt: now };
  const today = dateAt(at, actor.zone);
  switch (report.kind) {
    case 'shift-began':
    case 'home-reached': {
      await insertEveningEvent(tx, { ...row, date: report.date, kind: report.kind });
      if (report.kind === 'home-reached') await closeAlarms(tx, deps, [`home:${teamId}:${report.date}`], 'home', actor.accountId);
      return tellEvening(tx, teamId, report.date, now);
    }
    case 'kit-checked': {
      const { kitState, batteryPercent, itemsPresent, note } = report;
      const detail = { kitState, batteryPercent, itemsPresent, note };
      await insertEveningEvent(tx, { ...row, date: report.date, kind: 'kit-checked', detail });
      return tellEvening(tx, teamId, report.date, now);
    }
    case 'panic': {
      const facts = report.place ? { lat: report.place.lat, lon: report.place.lon } : {};
      const openKey = `panic:${teamId}`;
      const raised = await raiseAlarm(tx, deps, { id: report.id, teamId, date: today, kind: 'panic', openKey, facts });
      // Pressed again while it is open: the first one stands, and is on every board.
      await insertEveningEvent(tx, { ...row, date: today, kind: 'panic', alarmId: raised });
      return;
    }
    case 'panic-over':
      await insertEveningEvent(tx, { ...row, date: today, kind: 'panic-over' });
      if ((await readOpenKeys(tx, teamId)).has(`panic:${teamId}`))
        await closeAlarms(tx, deps, [`panic:${teamId}`], 'team', actor.accountId);
      return;
    case 'message': {
      const { code, text } = report;
      if (code === null && text === '') throw new ProblemError('invalid-input');
      const message = { id: report.id, unitId, teamId, fromTeam: true, accountId: actor.accountId, author: actor.displayName };
      await insertMessage(tx, { ...message, code, text, at });
      await insertEveningEvent(tx, { ...row, date: today, kind: 'message-in' });
      const payload = { messageId: report.id };
      const forUnits = await newsForUnits(tx, { teamIds: [teamId] }, [{ type: 'unit.message', payload: { ...payload, teamId } }]);
      await appendLiveMessages(tx, [{ channel: `team:${teamId}`, type: 'team.message', payload }, ...forUnits], now);
      return;
    }
    case 'messages-read': {
      await insertEveningEvent(tx, { ...row, date: today, kind: 'messages-read' });
      const read = await markMessagesRead(tx, teamId, report.messageIds, at);
      const news = read.map((messageId) => ({ type: 'unit.message', payload: { messageId, teamId } }));
      await appendLiveMessages(tx, await newsForUnits(tx, { teamIds: [teamId] }, news), now);
      return;
    }
    case 'case-found': {
      const { caseId } = await openFoundCase(tx, deps, teamId, report);
      const { assignmentId } = report;
      await insertEveningEvent(tx, { ...row, date: today, kind: 'case-found', assignmentId, detail: { caseId } });
      const news = [{ type: 'unit.cases', payload: { caseIds: [caseId] } }];
      await appendLiveMessages(tx, await newsForUnits(tx, { teamIds: [teamId], caseIds: [caseId] }, news), now);
      return;
    }
  }
}

async function tellEvening(tx: Transaction, teamId: string, date: string, now: Date): Promise<void> {
  const forUnits = await newsForUnits(tx, { teamIds: [teamId] }, [{ type: 'unit.evening', payload: { teamId, date } }]);
  await appendLiveMessages(tx, [{ channel: `team:${teamId}`, type: 'team.evening', payload: { date } }, ...forUnits], now);
}
