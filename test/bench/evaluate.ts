import { loadavg } from 'node:os';
import { chromium } from 'playwright-core';
import { solve } from '../../apps/optimizer/src/index.ts';
import { findBrowser } from '../../scripts/find-tools.mjs';
import { bundle } from '../support/bundle-optimizer.ts';
import { measureDrag, type Spent } from './optimizer/drag.ts';
import { townOf } from './optimizer/town.ts';

const VISITS = 2_000;
const SHIFTS = 290;
const ITERATIONS = 2_000;

/** `npm run bench -- evaluate`: what a drag costs in Node and, where there is one, in a real Chromium. */
export async function bench(): Promise<void> {
  const { plan } = solve(townOf(VISITS, SHIFTS, 1), { seed: 1, iterations: ITERATIONS });
  say(`${VISITS} visits × ${SHIFTS} shifts, ${plan.unassigned.length} unassigned`);
  tell('Node', measureDrag(VISITS, SHIFTS, plan));
  const executablePath = findBrowser(process.env);
  if (!executablePath) {
    say('Chromium: none was found; CHROMIUM_PATH would say where');
    return;
  }
  const script = await bundle(new URL('./optimizer/drag.ts', import.meta.url), 'drag');
  const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ content: script });
    // As text: the page knows neither the types nor the modules of this file.
    const call = `drag.measureDrag(${VISITS}, ${SHIFTS}, ${JSON.stringify(plan)})`;
    tell(`Chromium ${browser.version()}`, (await page.evaluate(call)) as Spent[]);
  } finally {
    await browser.close();
  }
}

function tell(where: string, all: readonly Spent[]): void {
  say(`${where}, load ${loadavg()[0]!.toFixed(1)}`);
  for (const { what, least, median, most } of all) {
    const [from, middle, to] = [least, median, most].map((ms) => ms.toFixed(3));
    say(`  ${what}: median ${middle} ms (${from} … ${to})`);
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
