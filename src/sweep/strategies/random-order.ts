import type { RandomStream } from '../../base/random.ts';

/** Rounds of the network; from four on, its permutations pass for random. */
const ROUNDS = 6;

/**
 * The numbers from 0 to `size` (excluded, up to 2⁵³), each once, in random order, without a list of them. A Feistel network permutes the
 * numbers of the next even number of bits; what it takes beyond `size` is sent through again until it is below (J. Black and P. Rogaway,
 * "Ciphers with arbitrary finite domains", CT-RSA 2002).
 */
export function* inRandomOrder(size: number, stream: RandomStream): Generator<number, void> {
  const bits = halfBits(size);
  const half = 2 ** bits;
  const keys = Array.from({ length: ROUNDS }, () => stream.nextWord());
  for (let start = 0; start < size; start++) {
    let left = Math.floor(start / half);
    let right = start % half;
    do {
      for (const key of keys) [left, right] = [right, left ^ (mixed(right, key) & (half - 1))];
    } while (left * half + right >= size);
    yield left * half + right;
  }
}

/** Half of the bits that the numbers below `size` take, rounded up. */
function halfBits(size: number): number {
  let bits = 1;
  while (4 ** bits < size) bits++;
  return bits;
}

/** A word in which every bit depends on all bits of the number and of the key. */
function mixed(number: number, key: number): number {
  let word = Math.imul(number ^ key, 0x9e3779b1);
  word = Math.imul(word ^ (word >>> 15) ^ (key >>> 7), 0x85ebca6b);
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
  return word ^ (word >>> 16);
}
