import { type FoundBreach, newlyBroken } from '../rules/found-breach.ts';
import { inOrderOfTime, judgePerson } from '../rules/judge-person.ts';
import { dayOf, HOUR_MS, isWeekend, weekdayIndex } from '../rules/work-calendar.ts';
import { type WorkShift, workedMs } from '../rules/work-of-person.ts';
import type { Evening, RosterQuestion, Slot } from './question.ts';

/** What each part of the objective weighs; hours are the coin: one person an hour off the mean costs 1, two hours cost 4. */
export const WEIGHTS = {
  unformed: 1_000_000,
  weekendDay: 16,
  againstWish: 12,
  withWish: -3,
  outsider: 6,
  warning: 20,
  sameDate: 30,
  noKit: 200,
  awayFromHome: 10,
} as const;

interface PersonState {
  shifts: readonly WorkShift[];
  findings: readonly FoundBreach[];
  hours: number;
  weekendDays: number;
  /** Warnings that the roster made, beyond those that were there before. */
  warnings: number;
}

/**
 * People's shifts while evenings are formed and given up again. A person takes a shift only when no hard rule is broken by it or
 * made worse, so every state is a roster that keeps the rules.
 */
export class RosterState {
  readonly #question: RosterQuestion;
  readonly #people = new Map<string, PersonState>();
  readonly #before = new Map<string, readonly FoundBreach[]>();

  constructor(question: RosterQuestion) {
    this.#question = question;
    for (const [id, person] of question.people) {
      const findings = judgePerson(person.worker, person.shifts, person.rules, question.fair);
      this.#before.set(id, findings);
      this.#people.set(id, this.#measure(id, person.shifts, findings));
    }
  }

  #measure(id: string, shifts: readonly WorkShift[], findings: readonly FoundBreach[]): PersonState {
    const { fairFrom, fairTo } = this.#question;
    let ms = 0;
    const weekend = new Set<string>();
    for (const shift of shifts) {
      if (shift.date < fairFrom || shift.date > fairTo) continue;
      ms += workedMs(shift);
      if (isWeekend(dayOf(shift.date))) weekend.add(shift.date);
    }
    const warnings = newlyBroken(this.#before.get(id) ?? [], findings).filter(({ severity }) => severity === 'warned').length;
    return { shifts, findings, hours: ms / HOUR_MS, weekendDays: weekend.size, warnings };
  }

  /** What one more shift would break; empty when nothing hard. */
  refusals(id: string, shift: WorkShift): FoundBreach[] {
    const { worker, rules } = this.#question.people.get(id)!;
    const { shifts, findings } = this.#people.get(id)!;
    const after = judgePerson(worker, inOrderOfTime([...shifts, shift]), rules, this.#question.fair);
    return newlyBroken(findings, after).filter(({ severity }) => severity === 'refused');
  }

  #set(id: string, shifts: readonly WorkShift[]): void {
    const { worker, rules } = this.#question.people.get(id)!;
    this.#people.set(id, this.#measure(id, shifts, judgePerson(worker, shifts, rules, this.#question.fair)));
  }

  add(id: string, shift: WorkShift): void {
    this.#set(id, inOrderOfTime([...this.#people.get(id)!.shifts, shift]));
  }

  remove(id: string, shiftId: string): void {
    const shifts = this.#people.get(id)!.shifts;
    const kept = shifts.filter((shift) => shift.shiftId !== shiftId);
    if (kept.length < shifts.length) this.#set(id, kept);
  }

  /** Those who were to come make room. */
  open(slot: Slot): void {
    if (slot.isExisting) for (const id of slot.standingIds) this.remove(id, slot.shift.shiftId);
  }

  /** As close, unless those who were to come before are needed elsewhere by now: then nothing changes, and it answers false. */
  tryClose(slot: Slot, personIds: readonly string[]): boolean {
    for (const id of personIds) this.remove(id, slot.shift.shiftId);
    const back: string[] = [];
    for (const id of slot.isExisting ? slot.standingIds : []) {
      if (!this.#people.has(id)) continue;
      if (this.refusals(id, slot.shift).length > 0) {
        for (const one of back) this.remove(one, slot.shift.shiftId);
        for (const one of personIds) this.add(one, slot.shift);
        return false;
      }
      this.add(id, slot.shift);
      back.push(id);
    }
    return true;
  }

  /** Undoes an evening, whole: its people leave, those who were to come before come again. */
  close(slot: Slot, personIds: readonly string[]): void {
    for (const id of personIds) this.remove(id, slot.shift.shiftId);
    if (slot.isExisting) for (const id of slot.standingIds) if (this.#people.has(id)) this.add(id, slot.shift);
  }

  /** What taking a shift would cost for this person beside the rules: less is better. */
  price(id: string, slot: Slot, meanHours: number): number {
    const person = this.#question.people.get(id)!;
    const state = this.#people.get(id)!;
    const hours = workedMs(slot.shift) / HOUR_MS;
    const off = state.hours - meanHours;
    const fairness = (off + hours) ** 2 - off ** 2;
    const weekend = isWeekend(dayOf(slot.shift.date)) ? WEIGHTS.weekendDay * (2 * state.weekendDays + 1) : 0;
    return fairness + weekend + this.#placeCost(id, slot, person.avoidWeekdays, person.likeWeekdays);
  }

  #placeCost(id: string, slot: Slot, avoid: readonly number[], like: readonly number[]): number {
    const weekday = weekdayIndex(dayOf(slot.shift.date)) + 1;
    let cost = slot.memberIds.includes(id) ? 0 : WEIGHTS.outsider;
    if (avoid.includes(weekday)) cost += WEIGHTS.againstWish;
    if (like.includes(weekday)) cost += WEIGHTS.withWish;
    return cost;
  }

  meanHours(): number {
    let sum = 0;
    for (const { hours } of this.#people.values()) sum += hours;
    return sum / Math.max(1, this.#people.size);
  }

  hoursOf(id: string): number {
    return this.#people.get(id)!.hours;
  }

  /** The whole objective, the less the better. Fairness is measured over everybody, also over who comes to nothing. */
  cost(evenings: readonly (Evening | null)[]): number {
    const { slots, people } = this.#question;
    let cost = 0;
    const mean = this.meanHours();
    let weekendSum = 0;
    for (const { weekendDays } of this.#people.values()) weekendSum += weekendDays;
    const weekendMean = weekendSum / Math.max(1, this.#people.size);
    for (const { hours, weekendDays, warnings } of this.#people.values()) {
      cost += (hours - mean) ** 2 + WEIGHTS.weekendDay * (weekendDays - weekendMean) ** 2 + WEIGHTS.warning * warnings;
    }
    const datesOfLine = new Set<string>();
    for (const evening of evenings) {
      if (!evening) {
        cost += WEIGHTS.unformed;
        continue;
      }
      const slot = slots[evening.slot]!;
      const place = `${evening.line} ${slot.shift.date}`;
      if (datesOfLine.has(place)) cost += WEIGHTS.sameDate;
      datesOfLine.add(place);
      if (!slot.hasReadyKit) cost += WEIGHTS.noKit;
      if (!slot.isAtHome) cost += WEIGHTS.awayFromHome;
      for (const id of evening.personIds) {
        const person = people.get(id)!;
        cost += this.#placeCost(id, slot, person.avoidWeekdays, person.likeWeekdays);
      }
    }
    return cost;
  }
}
