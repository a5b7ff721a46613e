/** Reads fields of untrusted JSON; what is wrong is noted with its path, and a harmless value goes on. */
export class Fields {
  readonly faults: string[];
  private readonly value: Record<string, unknown>;
  private readonly path: string;

  constructor(value: unknown, path: string, faults: string[]) {
    this.faults = faults;
    this.path = path;
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (!isObject) this.fault('', 'must be an object');
    this.value = isObject ? (value as Record<string, unknown>) : {};
  }

  at(name: string): string {
    return this.path === '' ? name : `${this.path}.${name}`;
  }

  fault(name: string, message: string): void {
    // A malformed file of a million entries is not worth a million lines.
    if (this.faults.length < 1_000) this.faults.push(`${name === '' ? this.path : this.at(name)}: ${message}`);
  }

  has(name: string): boolean {
    return this.value[name] !== undefined && this.value[name] !== null;
  }

  /** Every field must be one of these; "refused" ones are named with the reason. */
  allow(known: readonly string[], refused: Readonly<Record<string, string>>): void {
    for (const name of Object.keys(this.value)) {
      if (refused[name]) this.fault(name, refused[name]!);
      else if (!known.includes(name)) this.fault(name, 'unknown field');
    }
  }

  number(name: string, fallback: number): number {
    if (!this.has(name)) return fallback;
    const value = this.value[name];
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    this.fault(name, 'must be a number');
    return fallback;
  }

  whole(name: string, fallback: number | null): number {
    const value = this.value[name];
    if (value === undefined && fallback !== null) return fallback;
    if (typeof value === 'number' && Number.isInteger(value)) return value;
    this.fault(name, value === undefined ? 'is required' : 'must be an integer');
    return fallback ?? 0;
  }

  text(name: string, fallback: string): string {
    if (!this.has(name)) return fallback;
    if (typeof this.value[name] === 'string') return this.value[name];
    this.fault(name, 'must be a string');
    return fallback;
  }

  list(name: string): unknown[] {
    if (!this.has(name)) return [];
    if (Array.isArray(this.value[name])) return this.value[name];
    this.fault(name, 'must be an array');
    return [];
  }

  wholes(name: string): number[] {
    return this.list(name).map((value, i) => {
      if (typeof value === 'number' && Number.isInteger(value)) return value;
      this.fault(`${name}[${i}]`, 'must be an integer');
      return 0;
    });
  }

  /** Pairs of integers [from, to]. */
  pair(value: unknown, name: string): [number, number] {
    if (Array.isArray(value) && value.length === 2 && value.every((one) => Number.isInteger(one))) return [value[0], value[1]];
    this.fault(name, 'must be two integers [from, to]');
    return [0, 0];
  }

  pairs(name: string): [number, number][] {
    return this.list(name).map((value, i) => this.pair(value, `${name}[${i}]`));
  }

  raw(name: string): unknown {
    return this.value[name];
  }

  object(name: string): Fields {
    return new Fields(this.value[name] ?? {}, this.at(name), this.faults);
  }

  objects(name: string): Fields[] {
    return this.list(name).map((value, i) => new Fields(value, this.at(`${name}[${i}]`), this.faults));
  }

  keys(name: string): string[] {
    const value = this.value[name];
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
  }
}
