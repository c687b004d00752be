import type { PrimeNest } from '../cost/merged-mapping.ts';
import { type Closings, isIrrelevantTo } from './closings.ts';

/** Whether a mapping fits into the memories (docs/mapping-search.md#memory-allocation). */
export function fits(closings: Closings, { kinds, below }: PrimeNest): boolean {
  const { tables, capacities } = closings;
  const { mapped, lattice } = tables;
  const taken = new Float64Array(capacities.length);
  for (const operand of mapped.operands) {
    const isIrrelevant = isIrrelevantTo(operand);
    for (const [level, memory] of operand.memories.entries()) {
      const index = operand.base + level + 1;
      const start = level === 0 ? 0 : below[index - 1];
      const tile = kinds.slice(0, below[index]).reduce((sum, kind) => sum + lattice.strides[kind], 0);
      const adds = kinds.slice(start).some((kind) => isIrrelevant(lattice.kinds[kind]));
      taken[mapped.memories.indexOf(memory)] += closings.storedBits(operand, level + 1, tile, adds ? 1 : 0);
    }
  }
  return taken.every((bits, memory) => bits <= capacities[memory]);
}
