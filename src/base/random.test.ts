import { describe, expect, test } from 'vitest';
import { RandomStream } from './random.ts';

describe('a random stream', () => {
  test('is xoshiro128**: figures of its C implementation', () => {
    const stream = new RandomStream(0x964d4a0c, 0xd40ab895, 0xad7fdecb, 0x3006f0f0);
    const words = Array.from({ length: 4 }, () => stream.nextWord());
    expect(words).toEqual([0xf1391922, 0x6fe53806, 0xa5be2840, 0xf510ee70]);
  });

  test('is a stream of its own for every name and seed', () => {
    const firsts = [0, 1, 2 ** 40].flatMap((seed) =>
      ['', 'a', 'b', 'ab'].map((name) => RandomStream.named(seed, name).nextWord()),
    );
    expect(new Set(firsts).size).toBe(firsts.length);
    expect(RandomStream.named(7, 'x').nextWord()).toBe(RandomStream.named(7, 'x').nextWord());
  });

  test('fills its range evenly', () => {
    const stream = RandomStream.named(1, 'even');
    const counts = new Array<number>(10).fill(0);
    for (let draw = 0; draw < 20000; draw++) {
      const value = stream.nextBelow(10);
      counts[value] = (counts[value] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count / 20000 - 0.1)).toBeLessThan(0.01);
  });
});
