import { accessOf } from '../cost/accesses.ts';
import { LOWER_MAIN, UPPER_MAIN } from '../cost/mapped-layer.ts';
import type { MergedMapping } from '../cost/merged-mapping.ts';
import type { InterfaceTables } from './interface-tables.ts';
import type { ReferenceOperand } from './reference-layer.ts';

/** Cycles of on- and off-loading of every transfer, by slot (docs/cost-model.md#on--and-off-loading). */
export function loadTimes(tables: InterfaceTables, { tiles }: MergedMapping, computation: number): Float64Array {
  const { mapped, lattice } = tables;
  const times = new Float64Array(4 * mapped.interfaceCount);
  for (const { width, transfers } of mapped.ports) {
    let required = 0;
    const once: Load[] = [];
    for (const { slot, operand, isBack } of transfers) {
      if (isBack) continue;
      const index = slot >> 2;
      const at = slot * lattice.size + tiles[index];
      times[slot] = tables.cycles[at];
      if (tables.count[index * lattice.size + tiles[index]] > 1) {
        required += tables.average[at];
        continue;
      }
      const innermost = mapped.operands[operand].base + 1;
      const bits = tables.integerBits[innermost * lattice.size + tiles[innermost]];
      once.push({ slot, cycles: tables.cycles[at], shortest: Math.ceil(bits / width) });
    }
    const surplus = Math.max(0, ((width - required) / width) * computation);
    for (const [slot, cycles] of shortened(once, surplus)) times[slot] = cycles;
  }
  return times;
}

/** A load that crosses its interface once. */
export interface Load {
  readonly slot: number;
  readonly cycles: number;
  readonly shortest: number;
}

/** Loads after free bandwidth has shortened them, by slot. */
export function shortened(loads: readonly Load[], surplus: number): [slot: number, cycles: number][] {
  const sorted = [...loads].sort((x, y) => y.cycles - x.cycles);
  const left = sorted.map(({ cycles }) => cycles);
  let free = surplus;
  for (let count = 1; count <= sorted.length && free > 0; count++) {
    const gap = sorted[count - 1].cycles - sorted[count - 1].shortest;
    const isWhole = free >= count * gap;
    for (let k = 0; k < count; k++) left[k] -= isWhole ? gap : free / count;
    if (!isWhole) break;
    free -= count * gap;
  }
  return sorted.map(({ slot }, k) => [slot, left[k]]);
}

/** Cycles of all on- and off-loading, from those of the transfers. */
export function loadingOf(tables: InterfaceTables, times: Float64Array): number {
  const { operands } = tables.mapped;
  const sums = operands.map((operand) => {
    const sum = { shared: 0, half: 0, own: 0, all: 0 };
    for (let level = 1; level < operand.memories.length; level++) {
      const slot = 4 * (operand.base + level);
      const cycles = Math.max(times[slot + UPPER_MAIN], times[slot + LOWER_MAIN]);
      const ends = sharedEnds(operand, level);
      sum.all += cycles;
      if (ends === 2) sum.shared += cycles;
      else if (ends === 1) sum.half = cycles;
      else sum.own += cycles;
    }
    return sum;
  });
  const [output, one, two] = sums;
  if (one === undefined) return output.all;
  if (two === undefined) return output.all + one.own;
  const restOne = one.half + one.own;
  const restTwo = two.half + two.own;
  return (
    output.all +
    Math.min(one.shared + Math.max(two.shared + restTwo, restOne), two.shared + Math.max(one.shared + restOne, restTwo))
  );
}

/** How many ports at the ends of a link serve both inputs. */
export function sharedEnds(operand: ReferenceOperand, level: number): number {
  return [UPPER_MAIN, LOWER_MAIN].filter((position) => accessOf(operand, level, position).servesBothInputs).length;
}
