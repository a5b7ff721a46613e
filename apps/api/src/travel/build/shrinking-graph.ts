const NONE = -1;

/** An arc is a position in `arcs`, and its fields lie beside each other: visiting one costs one line of the cache. */
export const NO_ARC = -1;
export const NEXT_OUT = 0;
export const HEAD = 1;
export const TIME = 2;
export const NEXT_IN = 3;
export const TAIL = 4;
export const LENGTH = 5;
/** The middle vertex of a shortcut, negative for an edge of the street (see ProfileHierarchy.upVia). */
export const VIA = 6;
/** How many streets an arc stands for. */
const STREET_COUNT = 7;
const ARC_FIELDS = 8;

/** What a search knows of a vertex, beside each other too. */
const REACHED = 0;
/** The number of the search that reached it. */
const SEARCH = 1;
/** For an end a search looks for: the time that makes a shortcut needless; NONE once it was found, or where it is not looked for. */
const WANTED = 2;
const STATE_FIELDS = 4;

/** In the heap of a search: time × this + vertex, exact in a double. */
const VERTEX_SPAN = 2 ** 23;

/** The part of the graph that is not contracted yet: arcs in linked lists over one flat array, at most one from one vertex to another. */
export class ShrinkingGraph {
  readonly firstOut: Int32Array;
  readonly firstIn: Int32Array;
  arcs: Int32Array;
  #arcsEnd = 0;
  readonly #state: Int32Array;
  #heap = new Float64Array(1024);
  #searchNumber = 0;
  /** In-arc, out-arc, in-arc, out-arc, … of the shortcuts found last. */
  readonly #found: number[] = [];
  /** Of what was found last: arcs to put in and to take away, and the streets that they stand for. */
  shortcutCount = 0;
  removedCount = 0;
  shortcutStreets = 0;
  removedStreets = 0;
  /** Some search gave up, so that there may be shortcuts which a longer one would not need. */
  gaveUp = false;

  constructor(vertexCount: number, arcCapacity: number) {
    if (vertexCount > VERTEX_SPAN) throw new Error(`At most ${VERTEX_SPAN} vertices can be contracted, not ${vertexCount}.`);
    this.firstOut = new Int32Array(vertexCount).fill(NO_ARC);
    this.firstIn = new Int32Array(vertexCount).fill(NO_ARC);
    this.arcs = new Int32Array(ARC_FIELDS * arcCapacity);
    this.#state = new Int32Array(STATE_FIELDS * vertexCount);
    for (let v = 0; v < vertexCount; v++) this.#state[STATE_FIELDS * v + WANTED] = NONE;
  }

  /** Adds an arc, or makes an existing one between the same vertices faster. */
  offer(tail: number, head: number, timeDs: number, lengthDm: number, via: number, streetCount = 1): void {
    let { arcs } = this;
    let arc = this.firstOut[tail]!;
    while (arc !== NO_ARC && arcs[arc + HEAD] !== head) arc = arcs[arc + NEXT_OUT]!;
    if (arc !== NO_ARC) {
      if (arcs[arc + TIME]! <= timeDs) return;
    } else {
      arc = this.#arcsEnd;
      this.#arcsEnd += ARC_FIELDS;
      if (this.#arcsEnd > arcs.length) {
        this.arcs = new Int32Array(arcs.length * 2);
        this.arcs.set(arcs);
        arcs = this.arcs;
      }
      arcs[arc + TAIL] = tail;
      arcs[arc + HEAD] = head;
      arcs[arc + NEXT_OUT] = this.firstOut[tail]!;
      this.firstOut[tail] = arc;
      arcs[arc + NEXT_IN] = this.firstIn[head]!;
      this.firstIn[head] = arc;
    }
    arcs[arc + TIME] = timeDs;
    arcs[arc + LENGTH] = lengthDm;
    arcs[arc + VIA] = via;
    arcs[arc + STREET_COUNT] = streetCount;
  }

  unlinkOut(arc: number): void {
    const { arcs } = this;
    const tail = arcs[arc + TAIL]!;
    if (this.firstOut[tail] === arc) {
      this.firstOut[tail] = arcs[arc + NEXT_OUT]!;
      return;
    }
    let before = this.firstOut[tail]!;
    while (arcs[before + NEXT_OUT] !== arc) before = arcs[before + NEXT_OUT]!;
    arcs[before + NEXT_OUT] = arcs[arc + NEXT_OUT]!;
  }

  unlinkIn(arc: number): void {
    const { arcs } = this;
    const head = arcs[arc + HEAD]!;
    if (this.firstIn[head] === arc) {
      this.firstIn[head] = arcs[arc + NEXT_IN]!;
      return;
    }
    let before = this.firstIn[head]!;
    while (arcs[before + NEXT_IN] !== arc) before = arcs[before + NEXT_IN]!;
    arcs[before + NEXT_IN] = arcs[arc + NEXT_IN]!;
  }

  /**
   * Finds the shortcuts that removing v needs; `apply` then puts them in. A search for a way around v gives up after settling
   * `mostSettled` vertices: a way that was missed costs a needless shortcut, never a wrong time.
   */
  find(v: number, mostSettled: number): void {
    const { arcs, firstOut } = this;
    const state = this.#state;
    const found = this.#found;
    found.length = 0;
    this.gaveUp = false;
    let outCount = 0;
    let inCount = 0;
    let shortcutStreets = 0;
    let removedStreets = 0;
    for (let a = firstOut[v]!; a !== NO_ARC; a = arcs[a + NEXT_OUT]!) {
      outCount++;
      removedStreets += arcs[a + STREET_COUNT]!;
    }
    for (let inArc = this.firstIn[v]!; inArc !== NO_ARC; inArc = arcs[inArc + NEXT_IN]!) {
      inCount++;
      removedStreets += arcs[inArc + STREET_COUNT]!;
      if (outCount === 0) continue;
      const u = arcs[inArc + TAIL]!;
      if (outCount === 1 && arcs[firstOut[v]! + HEAD] === u) continue;
      this.#searchWitnesses(u, v, arcs[inArc + TIME]!, mostSettled);
      for (let outArc = firstOut[v]!; outArc !== NO_ARC; outArc = arcs[outArc + NEXT_OUT]!) {
        const wanted = STATE_FIELDS * arcs[outArc + HEAD]! + WANTED;
        if (state[wanted] === NONE) continue;
        state[wanted] = NONE;
        found.push(inArc, outArc);
        shortcutStreets += arcs[inArc + STREET_COUNT]! + arcs[outArc + STREET_COUNT]!;
      }
    }
    this.shortcutCount = found.length / 2;
    this.removedCount = outCount + inCount;
    this.shortcutStreets = shortcutStreets;
    this.removedStreets = removedStreets;
  }

  /** Puts in the shortcuts that `find` found last. */
  apply(v: number): void {
    const found = this.#found;
    for (let i = 0; i < found.length; i += 2) {
      const [inArc, outArc] = [found[i]!, found[i + 1]!];
      const { arcs } = this;
      const timeDs = arcs[inArc + TIME]! + arcs[outArc + TIME]!;
      const lengthDm = arcs[inArc + LENGTH]! + arcs[outArc + LENGTH]!;
      const streetCount = arcs[inArc + STREET_COUNT]! + arcs[outArc + STREET_COUNT]!;
      this.offer(arcs[inArc + TAIL]!, arcs[outArc + HEAD]!, timeDs, lengthDm, v, streetCount);
    }
  }

  /**
   * Looks for ways from u without v to the ends of v's arcs that are as fast as over v. Those for which none was found are still
   * wanted afterwards; the search is bounded, so that only means "not found".
   */
  #searchWitnesses(u: number, v: number, toVDs: number, mostSettled: number): void {
    const { arcs, firstOut } = this;
    const state = this.#state;
    const search = ++this.#searchNumber;
    let wantedCount = 0;
    let farthestDs = 0;
    for (let a = firstOut[v]!; a !== NO_ARC; a = arcs[a + NEXT_OUT]!) {
      const w = arcs[a + HEAD]!;
      if (w === u) continue;
      const throughDs = toVDs + arcs[a + TIME]!;
      state[STATE_FIELDS * w + WANTED] = throughDs;
      if (throughDs > farthestDs) farthestDs = throughDs;
      wantedCount++;
    }
    let heap = this.#heap;
    let size = 0;
    let settled = 0;
    state[STATE_FIELDS * u + REACHED] = 0;
    state[STATE_FIELDS * u + SEARCH] = search;
    let x = u;
    let xDs = 0;
    for (;;) {
      for (let a = firstOut[x]!; a !== NO_ARC; a = arcs[a + NEXT_OUT]!) {
        const y = arcs[a + HEAD]!;
        const yDs = xDs + arcs[a + TIME]!;
        if (yDs > farthestDs || y === v) continue;
        const at = STATE_FIELDS * y;
        if (state[at + SEARCH] === search && state[at + REACHED]! <= yDs) continue;
        state[at + REACHED] = yDs;
        state[at + SEARCH] = search;
        if (yDs <= state[at + WANTED]!) {
          state[at + WANTED] = NONE;
          if (--wantedCount === 0) return;
        }
        if (size === heap.length) {
          heap = new Float64Array(2 * size);
          heap.set(this.#heap);
          this.#heap = heap;
        }
        const value = yDs * VERTEX_SPAN + y;
        let position = size++;
        while (position > 0) {
          const parent = (position - 1) >> 1;
          if (heap[parent]! <= value) break;
          heap[position] = heap[parent]!;
          position = parent;
        }
        heap[position] = value;
      }
      // the nearest that was not overtaken meanwhile
      do {
        if (size === 0) return;
        const min = heap[0]!;
        const value = heap[--size]!;
        let position = 0;
        for (let child = 1; child < size; child = 2 * position + 1) {
          if (child + 1 < size && heap[child + 1]! < heap[child]!) child++;
          if (heap[child]! >= value) break;
          heap[position] = heap[child]!;
          position = child;
        }
        heap[position] = value;
        xDs = Math.floor(min / VERTEX_SPAN);
        x = min - xDs * VERTEX_SPAN;
      } while (state[STATE_FIELDS * x + REACHED]! < xDs);
      if (++settled >= mostSettled) {
        this.gaveUp = true;
        return;
      }
    }
  }
}
