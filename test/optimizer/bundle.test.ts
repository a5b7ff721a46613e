import { createContext, runInContext } from 'node:vm';
import { expect, it } from 'vitest';
import { evaluate, type Plan, solve } from '../../apps/optimizer/src/index.ts';
import { bundleOptimizer } from '../support/bundle-optimizer.ts';
import { randomProblem } from './random-problem.ts';

type Door = typeof import('../../apps/optimizer/src/index.ts');

/** Plans as they were found, and with the routes turned around, which breaks rules. */
const cases = [3, 11, 40, 77].map((seed) => {
  const problem = randomProblem(seed, 14, 4);
  const { plan } = solve(problem, { seed, iterations: 256 });
  const turned: Plan = { ...plan, routes: plan.routes.map((route) => route.toReversed()) };
  return { seed, problem, plan, turned };
});

it('the door of the optimizer is one script without anything of Node, and does the same where there is only the language', async () => {
  const script = await bundleOptimizer();
  expect(script).not.toMatch(/["']node:|browser-external|\brequire\(|\bprocess\./);
  // A realm of its own: no process, no require, no Buffer.
  const bare = createContext({ performance });
  const door = runInContext(`${script}; optimizer`, bare) as Door;
  for (const { seed, problem, plan, turned } of cases) {
    const copied = (answer: unknown) => JSON.parse(JSON.stringify(answer));
    expect(copied(door.evaluate(problem, turned))).toEqual(copied(evaluate(problem, turned)));
    expect(copied(door.solve(problem, { seed, iterations: 256 }).plan)).toEqual(plan);
  }
  expect(cases.some(({ problem, turned }) => evaluate(problem, turned).violations.length > 0)).toBe(true);
}, 60_000);
