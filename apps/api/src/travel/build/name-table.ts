/** Gives each different text a number, '' is 0; written into a street file as one run of UTF-8 bytes. */
export class NameTable {
  readonly #indexes = new Map<string, number>([['', 0]]);

  indexOf(name: string): number {
    const clean = name.normalize('NFC').replace(/\s+/g, ' ').trim();
    const known = this.#indexes.get(clean);
    if (known !== undefined) return known;
    this.#indexes.set(clean, this.#indexes.size);
    return this.#indexes.size - 1;
  }

  encode(): { nameStart: Int32Array; nameBytes: Uint8Array } {
    const encoder = new TextEncoder();
    const parts = [...this.#indexes.keys()].map((name) => encoder.encode(name));
    const nameStart = new Int32Array(parts.length + 1);
    parts.forEach((part, i) => {
      nameStart[i + 1] = nameStart[i]! + part.length;
    });
    const nameBytes = new Uint8Array(nameStart[parts.length]!);
    parts.forEach((part, i) => {
      nameBytes.set(part, nameStart[i]!);
    });
    return { nameStart, nameBytes };
  }
}
