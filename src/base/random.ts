/**
 * Pseudo-random numbers that are the same on every machine: xoshiro128** (D. Blackman and S. Vigna, "Scrambled linear
 * pseudorandom number generators", ACM TOMS 2021), started from a seed and a text that names the stream.
 */
export class RandomStream {
  private a: number;
  private b: number;
  private c: number;
  private d: number;

  /** Four words of state, not all zero. */
  constructor(a: number, b: number, c: number, d: number) {
    this.a = a | 0;
    this.b = b | 0;
    this.c = c | 0;
    this.d = d | 0;
  }

  /** A stream of its own for every seed (up to 2⁵³) and name. */
  static named(seed: number, name: string): RandomStream {
    let hash = scramble(seed | 0) ^ scramble(Math.floor(seed / 2 ** 32) + 1);
    for (let index = 0; index < name.length; index++) hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
    const word = (number: number): number => scramble(hash + Math.imul(number, 0x9e3779b9));
    return new RandomStream(word(1) | 1, word(2), word(3), word(4));
  }

  /** A whole number from 0 to 2³² − 1. */
  nextWord(): number {
    const result = Math.imul(rotate(Math.imul(this.b, 5), 7), 9) >>> 0;
    const shifted = this.b << 9;
    this.c ^= this.a;
    this.d ^= this.b;
    this.b ^= this.c;
    this.a ^= this.d;
    this.c ^= shifted;
    this.d = rotate(this.d, 11);
    return result;
  }

  /** A number from 0 to 1, 1 excluded. */
  nextFraction(): number {
    return this.nextWord() / 2 ** 32;
  }

  /** A whole number from 0 to `end`, `end` excluded. */
  nextBelow(end: number): number {
    return Math.floor(this.nextFraction() * end);
  }
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

/** Spreads a word over all bits. */
function scramble(word: number): number {
  let mixed = word | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
