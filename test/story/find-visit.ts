import type { Board } from '../../apps/api/src/contract/board.ts';
import type { CaseSearchResult } from '../../apps/api/src/contract/cases.ts';
import { ApiClient } from '../support/api-client.ts';

/** The visit the story follows: found through the API, as nobody on a screen needs its ids. */
export async function findVisit(url: string, name: string): Promise<{ assignmentId: string; teamLogin: string; date: string }> {
  const dispatcher = await ApiClient.signIn(url, 'dieuphoi');
  const { body: found } = await dispatcher.post<CaseSearchResult>('/api/cases/search', { text: name });
  const caseId = found.cases[0]?.id;
  const now = new Date();
  const day = (offset: number) => new Date(now.getTime() + (offset * 24 + 7) * 3_600_000).toISOString().slice(0, 10);
  const { body: board } = await dispatcher.get<Board>(`/api/board?from=${day(-1)}&to=${day(9)}`);
  const assignment = board.assignments.find((one) => one.caseId === caseId);
  if (!assignment) throw new Error(`${name} is not in the published plan`);
  return { assignmentId: assignment.id, teamLogin: assignment.teamId.replace('-', ''), date: assignment.date };
}
