import type { MemoryLevel } from '../../model/accelerator/memory.ts';
import type { MappingCost } from '../cost/cost-tables.ts';
import type { MergedMapping } from '../cost/merged-mapping.ts';
import type { InterfaceTables } from './interface-tables.ts';
import { loadingOf, loadTimes } from './loading.ts';
import { busiestStall } from './port-stall.ts';

/** The cost of a mapping by the formulas of docs/cost-model.md. */
export function costOf(tables: InterfaceTables, mapping: MergedMapping): MappingCost {
  const { mapped, lattice } = tables;
  let energy = 0;
  for (const { base, memories } of mapped.operands) {
    for (let level = 0; level < memories.length; level++) {
      energy += tables.energy[(base + level) * lattice.size + mapping.tiles[base + level]];
    }
  }
  const computation = mapped.iterations + busiestStall(tables, mapping, doubleBuffers(tables, mapping));
  const times = loadTimes(tables, mapping, computation);
  return { energy: energy + mapped.arrayEnergy, latency: computation + loadingOf(tables, times) };
}

/** Per interface: whether the level below has room for a second copy (docs/cost-model.md#double-buffering). */
function doubleBuffers(tables: InterfaceTables, { tiles, topRelevant }: MergedMapping): Uint8Array {
  const { mapped, lattice } = tables;
  const share = new Float64Array(mapped.interfaceCount);
  const inMemory = new Map<MemoryLevel, number>();
  for (const memory of mapped.memories) {
    let sum = 0;
    for (const held of memory.operands) {
      const operand = mapped.operands.find(({ name }) => mapped.layer.mapping.memoryOperandLinks.get(name) === held);
      if (operand === undefined) continue;
      const index = operand.base + operand.memories.indexOf(memory) + 1;
      const bits = tables.fractionalBits[index * lattice.size + tiles[index]];
      share[index] = Math.floor(bits / topRelevant[index]) / memory.sizeBits;
      sum += share[index];
    }
    inMemory.set(memory, sum);
  }
  const isDouble = new Uint8Array(mapped.interfaceCount);
  for (const { base, memories } of mapped.operands) {
    for (const [level, memory] of memories.entries()) {
      const index = base + level + 1;
      const taken = inMemory.get(memory) ?? 0;
      if (taken <= 0.5) {
        isDouble[index] = 1;
      } else if (share[index] <= 1 - taken) {
        isDouble[index] = 1;
        if (holdsSeveral(tables, memory)) inMemory.set(memory, taken + share[index]);
      }
    }
  }
  return isDouble;
}

function holdsSeveral({ mapped }: InterfaceTables, memory: MemoryLevel): boolean {
  return mapped.operands.filter(({ memories }) => memories.includes(memory)).length > 1;
}
