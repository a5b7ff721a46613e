/** A binary min-heap of the integers 0 … itemCount - 1 by integer key, with decrease-key; no allocation after construction. */
export class IndexedHeap {
  size = 0;
  readonly #keys: Int32Array;
  readonly #items: Int32Array;
  /** Position of an item in the heap, -1 when absent. */
  readonly #positions: Int32Array;

  constructor(itemCount: number) {
    this.#keys = new Int32Array(itemCount);
    this.#items = new Int32Array(itemCount);
    this.#positions = new Int32Array(itemCount).fill(-1);
  }

  /** Puts an item in, or moves it to a new key, larger or smaller. */
  set(item: number, key: number): void {
    const keys = this.#keys;
    const position = this.#positions[item]!;
    if (position < 0) {
      keys[item] = key;
      this.#rise(this.size++, item);
      return;
    }
    const before = keys[item]!;
    keys[item] = key;
    if (key < before) this.#rise(position, item);
    else if (key > before) this.#sink(position, item);
  }

  minKey(): number {
    return this.#keys[this.#items[0]!]!;
  }

  /** Takes the item with the smallest key; of equal keys, which one is the same on every machine. */
  takeMin(): number {
    const min = this.#items[0]!;
    this.#positions[min] = -1;
    this.size--;
    if (this.size > 0) this.#sink(0, this.#items[this.size]!);
    return min;
  }

  clear(): void {
    for (let i = 0; i < this.size; i++) this.#positions[this.#items[i]!] = -1;
    this.size = 0;
  }

  #rise(start: number, item: number): void {
    const keys = this.#keys;
    const items = this.#items;
    const positions = this.#positions;
    const key = keys[item]!;
    let position = start;
    while (position > 0) {
      const parent = (position - 1) >> 1;
      const other = items[parent]!;
      if (keys[other]! <= key) break;
      items[position] = other;
      positions[other] = position;
      position = parent;
    }
    items[position] = item;
    positions[item] = position;
  }

  #sink(start: number, item: number): void {
    const keys = this.#keys;
    const items = this.#items;
    const positions = this.#positions;
    const size = this.size;
    const key = keys[item]!;
    let position = start;
    for (;;) {
      let child = 2 * position + 1;
      if (child >= size) break;
      if (child + 1 < size && keys[items[child + 1]!]! < keys[items[child]!]!) child++;
      const other = items[child]!;
      if (keys[other]! >= key) break;
      items[position] = other;
      positions[other] = position;
      position = child;
    }
    items[position] = item;
    positions[item] = position;
  }
}
