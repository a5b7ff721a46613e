import { loadavg } from 'node:os';
import { type RepairEvent, repair, solve } from '../../apps/optimizer/src/index.ts';
import { nowBy } from '../../apps/optimizer/src/threads/clock-kind.ts';
import { townOf } from './optimizer/town.ts';

/** `npm run bench -- repair [visits shifts]`: alternatives after each kind of event on a plan of two weeks, by the processor's clock and the wall's. */
export function bench(args: readonly string[]): void {
  const [visits, shifts] = [Number(args[0] ?? 2_000), Number(args[1] ?? 290)];
  const plain = townOf(visits, shifts, 1);
  const now = nowBy('processor', 1);
  const { plan } = solve(plain, { seed: 1, seconds: 15, now });
  // The same problem to the engine of rich rules, with what the families were told.
  const rich = { ...plain, promises: { perChange: 100 } };
  const crowded = plan.routes.map((route, s) => ({ route, s })).sort((a, b) => b.route.length - a.route.length)[0]!;
  const events: RepairEvent[] = [
    { kind: 'shiftLost', shift: crowded.s },
    { kind: 'visitLate', visit: plan.routes.find((route) => route.length > 3)![1]!, lateSec: 2400 },
    { kind: 'urgentVisit', visit: { ...plain.visits[0]!, tier: 0, prize: 1_000 } },
  ];
  process.stdout.write(
    `${visits} visits × ${shifts} shifts, ${plan.unassigned.length} unassigned, load ${loadavg()[0]!.toFixed(1)}\n`,
  );
  for (const [name, problem] of Object.entries({ plain, rich })) {
    for (const event of events) {
      repair(problem, plan, event, { now, iterations: 64 });
      const fromMs = performance.now();
      const answer = repair(problem, plan, event, { now });
      const wallMs = Math.round(performance.now() - fromMs);
      const told = answer.alternatives
        .map(({ goals, moved, dropped, evaluation }) => {
          return `${goals.join('+')}: ${moved.length} moved, ${dropped.length} dropped, ${evaluation.servedCount} served, cost ${evaluation.cost}`;
        })
        .join('; ');
      process.stdout.write(
        `${name} ${event.kind}: first ${Math.round(answer.firstMs)} ms, all ${Math.round(answer.elapsedMs)} ms of the processor (wall ${wallMs} ms): ${told}\n`,
      );
    }
  }
}
