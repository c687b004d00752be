import type { RandomCase, RandomMemory } from '../../corrected/random-case.ts';

/** Bits of a memory that is large enough. */
export const LARGE = 1_000_000;

/**
 * The same case with one memory `one` in place of all memories directly below the outermost one, shared by their operands and with all
 * unrollings below it. All others are large.
 * @returns undefined where some of the replaced memories force double buffering and others don't, or where there are none.
 */
export function withOneMemoryBelow(given: RandomCase, sizeBits: number): RandomCase | undefined {
  const memories = Object.entries(given.accelerator.memories);
  const top = memories.at(-1);
  if (top === undefined) return undefined;
  const replaced = new Map(
    ['I1', 'I2', 'O'].flatMap((operand) => {
      const below = memories.findLast(([name, { operands }]) => name !== top[0] && operands.includes(operand));
      return below === undefined ? [] : [[operand, below]];
    }),
  );
  const forced = new Set([...replaced.values()].map(([, memory]) => memory.force_double_buffering));
  if (forced.size !== 1) return undefined;
  const lower = memories.flatMap(([name, memory]): [string, RandomMemory][] => {
    const operands = memory.operands.filter((operand) => name !== top[0] && replaced.get(operand)?.[0] !== name);
    return operands.length === 0 ? [] : [[name, limitedTo(memory, operands)]];
  });
  const one = {
    ...limitedTo(top[1], [...replaced.keys()]),
    size: sizeBits,
    force_double_buffering: forced.has(true),
  };
  return {
    ...given,
    accelerator: {
      ...given.accelerator,
      memories: Object.fromEntries([...lower, ['one', one], [top[0], { ...top[1], size: LARGE }]]),
    },
    temporal: { ...given.temporal, boundaries: everythingOutside(given, [...lower, ['one', one], top]) },
  };
}

function limitedTo(memory: RandomMemory, operands: readonly string[]): RandomMemory {
  return {
    ...memory,
    size: LARGE,
    operands,
    ports: memory.ports
      .map((port) => ({
        ...port,
        allocation: port.allocation.filter((entry) => operands.some((operand) => entry.startsWith(`${operand},`))),
      }))
      .filter(({ allocation }) => allocation.length > 0),
  };
}

/** Some mapping: all loops in the outermost memory. */
function everythingOutside(
  { links, temporal }: RandomCase,
  memories: readonly (readonly [string, RandomMemory])[],
): Record<string, number[]> {
  return Object.fromEntries(
    Object.entries(links).map(([operand, link]) => {
      const levels = memories.filter(([, { operands }]) => operands.includes(link)).length;
      return [operand, [...Array.from({ length: levels - 1 }, () => 0), temporal.loops.length]];
    }),
  );
}
