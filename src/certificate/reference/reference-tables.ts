import type { MemoryLevel } from '../../model/accelerator/memory.ts';
import type { CostTables, MappingCost, RunsThatMatter } from '../cost/cost-tables.ts';
import type { MergedMapping } from '../cost/merged-mapping.ts';
import { InterfaceTables } from './interface-tables.ts';
import { leastCycles } from './least-loading.ts';
import { costOf } from './mapping-cost.ts';

/** What mappings cost by the reference model (docs/cost-model.md). */
export class ReferenceTables extends InterfaceTables implements CostTables {
  readonly allocatesMerged = false;

  get leastCycles(): number {
    return leastCycles(this);
  }

  storedBits(operand: number, level: number, tile: number, adds: boolean): number {
    const { isOutput, shares, partialBits, finalBits, base } = this.mapped.operands[operand];
    const isFinal = isOutput && !adds && !shares[0].hasIrrelevantAbove[level - 1];
    return this.stored[(base + level) * this.lattice.size + tile] * (isFinal ? finalBits : partialBits);
  }

  costOf(mapping: MergedMapping): MappingCost {
    return costOf(this, mapping);
  }

  /** Slices are computed from the product of their loops. */
  runOf(kinds: readonly number[]): string {
    return String(kinds.reduce((product, kind) => product * this.lattice.kinds[kind].size, 1));
  }

  runsThatMatter(tiles: readonly number[]): RunsThatMatter[] {
    const runs = new Array<RunsThatMatter>(this.mapped.interfaceCount).fill('none');
    for (const { base, memories } of this.mapped.operands) {
      for (const [level, memory] of memories.entries()) {
        if (this.mayLackRoom(memory, tiles)) runs[base + level + 1] = 'all';
      }
    }
    return runs;
  }

  /** Whether a memory is filled from another one, and more than half full. */
  private mayLackRoom(memory: MemoryLevel, tiles: readonly number[]): boolean {
    const { mapped, lattice, fractionalBits } = this;
    let held = 0;
    let isFilled = false;
    for (const { base, memories } of mapped.operands) {
      const level = memories.indexOf(memory);
      if (level < 0) continue;
      held += fractionalBits[(base + level + 1) * lattice.size + tiles[base + level + 1]];
      if (level < memories.length - 1) isFilled = true;
    }
    return isFilled && held > 0.5 * memory.sizeBits;
  }
}
