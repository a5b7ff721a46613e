/** The only randomness of the package: xorshift32 in a one-element Int32Array, so that it never leaves small integers. */
export type RandomState = Int32Array;

export function newRandom(seed: number): RandomState {
  // Spread small seeds over all bits (a step of murmur3's finaliser); zero is the one state xorshift cannot leave.
  let x = Math.imul((seed | 0) ^ 0x9e3779b9, 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  x ^= x >>> 16;
  return Int32Array.of(x === 0 ? 0x1234567 : x);
}

/** An integer in 0 … bound − 1; bound at most 2^16 is unbiased enough for a search, above that still within 1 %. */
export function randomBelow(state: RandomState, bound: number): number {
  let x = state[0]!;
  x ^= x << 13;
  x ^= x >>> 17;
  x ^= x << 5;
  state[0] = x;
  return Math.floor((x >>> 0) * 2.3283064365386963e-10 * bound);
}

/** A double in [0, 1). */
export function randomUnit(state: RandomState): number {
  let x = state[0]!;
  x ^= x << 13;
  x ^= x >>> 17;
  x ^= x << 5;
  state[0] = x;
  return (x >>> 0) * 2.3283064365386963e-10;
}
