import { type KindNest, mergedNest } from '../cost/merged-mapping.ts';
import { type Closings, isIrrelevantTo } from './closings.ts';

/** Whether a mapping fits into the memories (docs/mapping-search.md#memory-allocation). */
export function fits(closings: Closings, nest: KindNest): boolean {
  const { tables, capacities } = closings;
  const { kinds, below } = tables.allocatesMerged ? mergedNest(tables, nest) : nest;
  const { mapped, lattice } = tables;
  const taken = new Float64Array(capacities.length);
  for (const [operand, held] of mapped.operands.entries()) {
    const isIrrelevant = isIrrelevantTo(held);
    for (const [level, memory] of held.memories.entries()) {
      const index = held.base + level + 1;
      const start = level === 0 ? 0 : below[index - 1];
      const tile = kinds.slice(0, below[index]).reduce((sum, kind) => sum + lattice.strides[kind], 0);
      const adds = kinds.slice(start).some((kind) => isIrrelevant(lattice.kinds[kind]));
      taken[mapped.memories.indexOf(memory)] += tables.storedBits(operand, level + 1, tile, adds);
    }
  }
  return taken.every((bits, memory) => bits <= capacities[memory]);
}
