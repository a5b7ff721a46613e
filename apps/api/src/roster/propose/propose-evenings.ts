import { setImmediate } from 'node:timers/promises';
import { formCrew, meetsRequirements } from './form-crew.ts';
import type { Evening, RosterQuestion, Slot } from './question.ts';
import { makeRandom } from './random.ts';
import { RosterState } from './roster-state.ts';

/** Steps of the search for each wanted evening, and at most. Counted, not timed: the same seed gives the same roster. */
const STEPS_PER_EVENING = 60;
const MOST_STEPS = 4000;
const FIRST_TEMPERATURE = 40;
const LAST_TEMPERATURE = 0.5;

/**
 * Who forms which team on which evening. Objective, in this order of weight (WEIGHTS): as many wanted evenings as possible; hours
 * in the field equal for everybody (sum of squared distances from the mean over the window), weekend days likewise; few warnings;
 * a ready kit; wishes; people in their own team, teams in their own ward; the evenings of a ward on different dates. First every
 * evening in turn is given its best slot, then simulated annealing takes one evening apart and forms it anew, or changes one person.
 * Every step keeps all hard rules; nothing is repaired afterwards. Deterministic by seed.
 */
export function proposeEvenings(question: RosterQuestion, seed: number): Evening[] {
  const search = new Search(question, seed);
  for (const _ of search.steps());
  return search.best();
}

/** The same, letting others have the processor every few steps: a server answers meanwhile. */
export async function proposeInSlices(question: RosterQuestion, seed: number): Promise<Evening[]> {
  const search = new Search(question, seed);
  for (const _ of search.steps()) await setImmediate();
  return search.best();
}

/** Steps between two pauses. */
const STEPS_AT_ONCE = 8;

class Search {
  readonly #question: RosterQuestion;
  readonly #random: () => number;
  readonly #state: RosterState;
  readonly #slotsOfLine: number[][];
  readonly #lineOf: number[];
  readonly #evenings: (Evening | null)[];
  #cost: number;
  #best: (Evening | null)[];
  #bestCost: number;

  constructor(question: RosterQuestion, seed: number) {
    this.#question = question;
    this.#random = makeRandom(seed);
    this.#state = new RosterState(question);
    this.#slotsOfLine = question.lines.map((_, line) =>
      [...question.slots.keys()].filter((slot) => question.slots[slot]!.line === line),
    );
    this.#lineOf = question.lines.flatMap(({ eveningCount }, line) => Array.from({ length: eveningCount }, () => line));
    this.#evenings = this.#lineOf.map(() => null);
    this.#cost = this.#state.cost(this.#evenings);
    this.#best = [...this.#evenings];
    this.#bestCost = this.#cost;
  }

  /** The evenings that were formed, in order of time. */
  best(): Evening[] {
    const at = (evening: Evening): number => this.#question.slots[evening.slot]!.shift.opensMs;
    return this.#best
      .filter((evening) => evening !== null)
      .map((evening) => ({ ...evening, personIds: [...evening.personIds].sort() }))
      .sort((a, b) => at(a) - at(b) || a.line - b.line || a.slot - b.slot);
  }

  /** Runs the whole search; pauses now and then. */
  *steps(): Generator<void> {
    yield* this.#construct();
    yield* this.#anneal();
  }

  *#construct(): Generator<void> {
    for (const [index, line] of this.#lineOf.entries()) {
      const dates = new Set(this.#evenings.flatMap((one) => (one?.line === line ? [this.#slot(one).shift.date] : [])));
      const rank = (slot: number): number => {
        const { shift, hasReadyKit, isAtHome } = this.#question.slots[slot]!;
        return (dates.has(shift.date) ? 4 : 0) + (hasReadyKit ? 0 : 2) + (isAtHome ? 0 : 1);
      };
      const order = this.#slotsOfLine[line]!.map((slot) => ({ slot, key: rank(slot) + this.#random() * 0.9 }))
        .sort((a, b) => a.key - b.key)
        .map(({ slot }) => slot);
      for (const slot of order) {
        const evening = this.#form(line, slot, () => 0);
        if (!evening) continue;
        this.#evenings[index] = evening;
        break;
      }
      yield;
    }
    this.#keep(this.#state.cost(this.#evenings));
  }

  *#anneal(): Generator<void> {
    const steps = Math.min(MOST_STEPS, STEPS_PER_EVENING * this.#lineOf.length);
    for (let step = 0; step < steps; step++) {
      if (step % STEPS_AT_ONCE === 0) yield;
      const temperature = FIRST_TEMPERATURE * (LAST_TEMPERATURE / FIRST_TEMPERATURE) ** (step / steps);
      const index = Math.floor(this.#random() * this.#lineOf.length);
      if (this.#evenings[index] && this.#random() < 0.6) this.#changePerson(index, temperature);
      else this.#formAnew(index, temperature);
    }
  }

  #slot(evening: Evening): Slot {
    return this.#question.slots[evening.slot]!;
  }

  #isFree(slot: Slot): boolean {
    return this.#evenings.every((evening) => {
      if (!evening) return true;
      const taken = this.#slot(evening).shift;
      return taken.teamId !== slot.shift.teamId || taken.opensMs >= slot.shift.closesMs || slot.shift.opensMs >= taken.closesMs;
    });
  }

  /** Forms an evening in the state, or leaves the state as it was. */
  #form(line: number, slotIndex: number, noise: () => number): Evening | null {
    const slot = this.#question.slots[slotIndex]!;
    if (!this.#isFree(slot)) return null;
    this.#state.open(slot);
    const personIds = formCrew(this.#question, this.#state, slot, noise);
    if (personIds) return { line, slot: slotIndex, personIds };
    this.#state.close(slot, []);
    return null;
  }

  #formAnew(index: number, temperature: number): void {
    const line = this.#lineOf[index]!;
    const slots = this.#slotsOfLine[line]!;
    if (slots.length === 0) return;
    const old = this.#evenings[index]!;
    if (old && !this.#state.tryClose(this.#slot(old), old.personIds)) return;
    this.#evenings[index] = null;
    const next = this.#form(line, slots[Math.floor(this.#random() * slots.length)]!, () => this.#random() * 0.4);
    this.#evenings[index] = next;
    const cost = this.#state.cost(this.#evenings);
    if (this.#accepts(cost, temperature)) {
      this.#keep(cost);
      return;
    }
    if (next) this.#state.close(this.#slot(next), next.personIds);
    this.#evenings[index] = old;
    if (!old) return;
    this.#state.open(this.#slot(old));
    for (const id of old.personIds) this.#state.add(id, this.#slot(old).shift);
  }

  #changePerson(index: number, temperature: number): void {
    const evening = this.#evenings[index]!;
    const slot = this.#slot(evening);
    const leaves = evening.personIds[Math.floor(this.#random() * evening.personIds.length)]!;
    const others = [...this.#question.people.keys()].filter((id) => !evening.personIds.includes(id));
    const comes = others[Math.floor(this.#random() * others.length)];
    if (comes === undefined) return;
    const personIds = evening.personIds.map((id) => (id === leaves ? comes : id));
    if (!meetsRequirements(this.#question, this.#question.lines[evening.line]!, personIds)) return;
    this.#state.remove(leaves, slot.shift.shiftId);
    if (this.#state.refusals(comes, slot.shift).length === 0) {
      this.#state.add(comes, slot.shift);
      this.#evenings[index] = { ...evening, personIds };
      const cost = this.#state.cost(this.#evenings);
      if (this.#accepts(cost, temperature)) {
        this.#keep(cost);
        return;
      }
      this.#state.remove(comes, slot.shift.shiftId);
      this.#evenings[index] = evening;
    }
    this.#state.add(leaves, slot.shift);
  }

  #accepts(cost: number, temperature: number): boolean {
    return cost <= this.#cost || this.#random() < Math.exp((this.#cost - cost) / temperature);
  }

  #keep(cost: number): void {
    this.#cost = cost;
    if (cost >= this.#bestCost) return;
    this.#bestCost = cost;
    this.#best = [...this.#evenings];
  }
}
