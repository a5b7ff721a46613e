import { evaluate, type Problem } from '../../../../apps/optimizer/src/index.ts';

/** What a plan with these routes breaks, as "code shift visit excess". */
export function brokenBy(problem: Problem, routes: number[][]): string[] {
  const served = routes.flat();
  const unassigned = problem.visits.map((_, v) => v).filter((v) => !served.includes(v));
  return evaluate(problem, { routes, unassigned }).violations.map(
    ({ code, shift, visit, excess }) => `${code} ${shift ?? '-'} ${visit ?? '-'} ${excess}`,
  );
}
