import type { FieldCommand, FieldResult } from '../../apps/api/src/contract/dispatch.ts';
import { reduceTeam } from '../../apps/web/src/field/team-state.ts';
import type { ManualClock } from '../support/clock.ts';
import type { Listener, Truth } from './hub-scenario.ts';
import type { Random } from './random.ts';

/** Requests that left a phone and have not arrived: they may come late, twice, and after younger ones. */
interface OnTheWay {
  phone: Listener;
  commands: FieldCommand[];
}

interface Parts {
  random: Random;
  truth: Truth;
  clock: ManualClock;
  /** There may be news on a team's channel. */
  wake(channel: string): void;
  violations: string[];
}

/** What teams do at homes and how their phones report it, through a network that delays, repeats and loses. */
export class FieldWork {
  readonly #parts: Parts;
  readonly #onTheWay: OnTheWay[] = [];
  /** By command id: what the server said first. */
  readonly #firstAnswers = new Map<string, FieldResult['status']>();
  #commandCount = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The team does the next thing at a home its phone shows, with or without a signal. */
  act(phone: Listener): void {
    const shown = phone.team.snapshot?.assignments.filter(({ state }) => state !== 'finished') ?? [];
    if (shown.length === 0) return;
    const visit = this.#parts.random.pick(shown);
    const mine = phone.waiting.filter(({ assignmentId }) => assignmentId === visit.id).map(({ action }) => action);
    if (mine.includes('finish')) return;
    const reached = mine.at(-1) ?? visit.state;
    const action =
      reached === 'arrive' || reached === 'arrived' ? 'finish' : this.#parts.random.pick(['travel', 'arrive', 'arrive'] as const);
    const outcome = action === 'finish' ? this.#parts.random.pick(['served', 'served', 'no_answer'] as const) : null;
    const id = `00000000-0000-4000-8000-${String(++this.#commandCount).padStart(12, '0')}`;
    const deviceAt = this.#parts.clock.now().toISOString();
    phone.waiting.push({ id, assignmentId: visit.id, action, outcome, note: '', detail: null, deviceAt });
  }

  /** The request leaves; the phone keeps what it sent until it is answered, and may send it again. */
  send(phone: Listener): void {
    if (phone.waiting.length === 0) return;
    const count = 1 + this.#parts.random.below(phone.waiting.length);
    this.#onTheWay.push({ phone, commands: phone.waiting.slice(0, count) });
  }

  /** Some request arrives: late, after younger ones, and sometimes its answer is lost on the way back. */
  async arrive(isAnswered = this.#parts.random.below(3) > 0): Promise<void> {
    if (this.#onTheWay.length === 0) return;
    const [{ phone, commands }] = this.#onTheWay.splice(this.#parts.random.below(this.#onTheWay.length), 1) as [OnTheWay];
    const teamId = phone.actor.teamId!;
    const results = await this.#parts.truth.report(teamId, commands);
    for (const { id, status } of results) {
      const first = this.#firstAnswers.get(id);
      // Exactly once in effect: whatever comes again is known already, unless it was refused and left no trace.
      if (first !== undefined && first !== 'refused' && status !== 'repeated')
        this.#parts.violations.push(`${id}: ${first}, then ${status}`);
      if (first === undefined || first === 'refused') this.#firstAnswers.set(id, status);
    }
    if (isAnswered) {
      const answered = new Set(results.map(({ id }) => id));
      phone.waiting = phone.waiting.filter(({ id }) => !answered.has(id));
      const assignments = results.flatMap(({ assignment }) => assignment ?? []);
      phone.team = reduceTeam(phone.team, { type: 'answers', assignments, heardAt: this.#parts.clock.now().toISOString() });
    }
    this.#parts.wake(phone.channel);
  }

  async decideSomething(): Promise<void> {
    const waiting = (await this.#parts.truth.count()).flatMap(({ openEvidenceIds }) => openEvidenceIds);
    if (waiting.length === 0) return;
    await this.#parts.truth.decide(this.#parts.random.pick(waiting));
    for (const id of this.#parts.truth.teamIds) this.#parts.wake(`team:${id}`);
  }

  /** Everything that left arrives, everything that waits is sent until it is answered, and a dispatcher decides what is open. */
  async bringEverythingIn(phones: readonly Listener[]): Promise<void> {
    while (this.#onTheWay.length > 0) await this.arrive(true);
    for (const phone of phones) {
      while (phone.waiting.length > 0) {
        this.#onTheWay.push({ phone, commands: phone.waiting.slice(0, 50) });
        await this.arrive(true);
      }
    }
    for (;;) {
      const waiting = (await this.#parts.truth.count()).flatMap(({ openEvidenceIds }) => openEvidenceIds);
      if (waiting.length === 0) break;
      for (const id of waiting) await this.#parts.truth.decide(id);
    }
    for (const id of this.#parts.truth.teamIds) this.#parts.wake(`team:${id}`);
  }
}
