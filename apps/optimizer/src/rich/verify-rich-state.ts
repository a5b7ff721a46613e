import { evaluate } from '../evaluate.ts';
import { refreshLatest } from './latest.ts';
import { figuresOf } from './rich-anneal.ts';
import { readRichPlan } from './rich-construct.ts';
import type { RichState } from './rich-state.ts';

/** Counted by the search as what is to be made as few as possible, not refused: what a plan may have to begin with. */
const COUNTED = ['visitMissing', 'promiseBudgetExceeded', 'firmPromiseBroken'];

/**
 * For `verifies`: the starts and the figures that the search keeps up to date move by move, compared with `evaluate`, which knows nothing of the
 * search. Throws on the first difference.
 */
export function verifyRichState(st: RichState): void {
  const { problem } = st.c;
  const full = evaluate(problem, readRichPlan(st));
  const broken = full.violations.find(({ code }) => !COUNTED.includes(code));
  if (broken) throw new Error(`shift ${broken.shift}: ${broken.code} of visit ${broken.visit}`);
  const [, , cost, absent] = figuresOf(st);
  expectSame('cost', cost!, full.cost);
  expectSame('absent visits', absent!, full.unassignedCount);
  const kept = Int32Array.from(st.latestSec);
  for (const { stops, shift } of full.routes) {
    refreshLatest(st, shift);
    for (const stop of stops) {
      if (stop.kind !== 'visit') continue;
      if (st.c.isClosed[shift] === 1) continue;
      expectSame(`start of visit ${stop.visit}`, st.startSec[stop.visit]!, stop.startSec);
      expectSame(`latest arrival at visit ${stop.visit}`, kept[stop.visit]!, st.latestSec[stop.visit]!);
      expectSame(`visit ${stop.visit} after its latest arrival`, Math.max(0, stop.startSec - kept[stop.visit]!), 0);
    }
  }
}

function expectSame(what: string, kept: number, full: number): void {
  if (kept !== full) throw new Error(`${what}: kept ${kept}, recomputed ${full}`);
}
