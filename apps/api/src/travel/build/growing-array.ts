/** A Float64 list that grows by doubling: node ids of a whole country do not fit an ordinary array of numbers well. */
export class GrowingFloat64 {
  length = 0;
  #data = new Float64Array(1 << 16);

  push(value: number): void {
    if (this.length === this.#data.length) {
      const larger = new Float64Array(this.length * 2);
      larger.set(this.#data);
      this.#data = larger;
    }
    this.#data[this.length++] = value;
  }

  at(index: number): number {
    return this.#data[index]!;
  }

  toArray(): Float64Array {
    return this.#data.slice(0, this.length);
  }
}
