import type { MemoryLevel } from '../../model/accelerator/memory.ts';
import type { CostTables, MappingCost, RunsThatMatter } from '../cost/cost-tables.ts';
import type { MergedMapping } from '../cost/merged-mapping.ts';
import { latencyOf } from './latency.ts';
import { TransferTables } from './transfer-tables.ts';

/** What a memory holds of an operand. */
interface Holding {
  readonly operand: number;
  /** Interface above the level. */
  readonly level: number;
}

/** What mappings cost by the corrected model (docs/cost-model-corrected.md). */
export class CorrectedTables extends TransferTables implements CostTables {
  readonly allocatesMerged = true;

  /** Loading never takes less than nothing. */
  get leastCycles(): number {
    return this.mapped.iterations;
  }

  storedBits(operand: number, level: number, tile: number, adds: boolean): number {
    const { memories, classOf } = this.mapped.operands[operand];
    const isForced = memories[level - 1].forceDoubleBuffering;
    const isOnce = this.lattice.holdsAll(tile, ({ dimension }) => classOf[dimension] !== 'irrelevant');
    return this.bitsOnce(operand, level, tile, adds) * (isForced && !isOnce ? 2 : 1);
  }

  /** Bits of one copy of a tile. */
  bitsOnce(operand: number, level: number, tile: number, adds: boolean): number {
    const { isOutput, partialBits, finalBits } = this.mapped.operands[operand];
    const isFinal = isOutput && !adds && !this.addsOnArray(operand, level);
    return this.units[operand][level].largest(tile) * (isFinal ? finalBits : partialBits);
  }

  costOf(mapping: MergedMapping): MappingCost {
    const { mapped, lattice } = this;
    let energy = mapped.arrayEnergy;
    for (const { base, memories } of mapped.operands) {
      for (let level = 0; level < memories.length; level++) {
        energy += this.energy[(base + level) * lattice.size + mapping.tiles[base + level]];
      }
    }
    return { energy, latency: latencyOf(this, mapping, this.doubleBuffers(mapping)) };
  }

  /** Where rounds are unequal, the size of a slice depends on which loops it lacks, not on their product. */
  runOf(kinds: readonly number[]): string {
    if (this.mapped.hasRemainder) return kinds.toSorted((x, y) => x - y).join('.');
    return String(kinds.reduce((product, kind) => product * this.lattice.kinds[kind].size, 1));
  }

  /** All runs where a memory may lack room for second copies. Irrelevant ones also below what crosses once: the first pass needs all of it. */
  runsThatMatter(tiles: readonly number[]): RunsThatMatter[] {
    const { operands, interfaceCount, memories } = this.mapped;
    const runs = new Array<RunsThatMatter>(interfaceCount).fill('none');
    for (const { base, memories: held } of operands) {
      for (let level = 1; level < held.length; level++) {
        if (tiles[base + level] === this.lattice.full) runs[base + level] = 'irrelevant';
      }
    }
    for (const memory of memories) {
      const holdings = this.holdingsOf(memory);
      if (!this.mayLackRoom(memory, holdings, tiles)) continue;
      for (const { operand, level } of holdings) runs[operands[operand].base + level] = 'all';
    }
    return runs;
  }

  private mayLackRoom(memory: MemoryLevel, holdings: readonly Holding[], tiles: readonly number[]): boolean {
    const { operands } = this.mapped;
    if (memory.forceDoubleBuffering) return false;
    if (holdings.every(({ operand, level }) => level === operands[operand].memories.length)) return false;
    const held = holdings.reduce((sum, { operand, level }) => {
      const index = operands[operand].base + level;
      return sum + this.bitsOnce(operand, level, tiles[index], this.accumulates(operand, level, tiles));
    }, 0);
    return held > 0.5 * memory.sizeBits;
  }

  /** Whether temporal loops above the interface below a level add to the output. */
  private accumulates(operand: number, level: number, tiles: ArrayLike<number>): boolean {
    const { base, isOutput } = this.mapped.operands[operand];
    return isOutput && this.addsOutside(operand, level === 1 ? 0 : tiles[base + level - 1]);
  }

  private holdingsOf(memory: MemoryLevel): Holding[] {
    return this.mapped.operands.flatMap(({ memories }, operand) => {
      const at = memories.indexOf(memory);
      return at < 0 ? [] : [{ operand, level: at + 1 }];
    });
  }

  /** By interface: whether the level below is double-buffered (docs/cost-model-corrected.md#double-buffering). */
  private doubleBuffers({ tiles, slices }: MergedMapping): boolean[] {
    const { operands, interfaceCount, memories } = this.mapped;
    const isDouble = new Array<boolean>(interfaceCount).fill(false);
    for (const memory of memories) {
      const held = this.holdingsOf(memory).map(({ operand, level }) => {
        const index = operands[operand].base + level;
        const bits = this.bitsOnce(operand, level, slices[index], this.accumulates(operand, level, tiles));
        return { index, bits };
      });
      let room = memory.sizeBits - held.reduce((sum, { bits }) => sum + bits, 0);
      const sizes = [...new Set(held.map(({ bits }) => bits))].sort((x, y) => x - y);
      for (const size of sizes) {
        const equal = held.filter(({ bits }) => bits === size);
        room -= size * equal.length;
        if (room < 0) break;
        for (const { index } of equal) isDouble[index] = true;
      }
      if (memory.forceDoubleBuffering) for (const { index } of held) isDouble[index] = true;
    }
    return isDouble;
  }
}
