import type { Transfer } from '../cost/mapped-layer.ts';
import { InterfaceTables } from './interface-tables.ts';
import { loadingOf } from './loading.ts';
import type { ReferenceLayer } from './reference-layer.ts';

/**
 * Cycles that no mapping undercuts: those of its loops without stalls. On- and off-loading together may take less than nothing (parity
 * quirk C1), where loads of one port shorten each other. Then so many are taken off.
 */
export function leastCycles(tables: InterfaceTables): number {
  return tables.mapped.iterations + Math.min(0, leastLoading(tables));
}

/** The same without tables of all tiles. */
export function leastCyclesOf(mapped: ReferenceLayer): number {
  const kinds = mapped.dimensions.map((_, dimension) => ({
    dimension,
    size: mapped.kinds.reduce(
      (size, kind) => (kind.dimension === dimension ? size * kind.size ** kind.count : size),
      1,
    ),
    count: 1,
  }));
  return leastCycles(new InterfaceTables({ ...mapped, kinds: kinds.filter(({ size }) => size > 1) }, true));
}

function leastLoading(tables: InterfaceTables): number {
  const { mapped, lattice } = tables;
  const least = new Float64Array(4 * mapped.interfaceCount);
  const cyclesOf = ({ slot }: Transfer): number => tables.cycles[slot * lattice.size + lattice.full];
  for (const { transfers } of mapped.ports) {
    const loads = transfers.filter((transfer) => !transfer.isBack && canBeCrossedOnce(tables, transfer));
    for (const load of loads) {
      // A load is shortened by what it is above its own shortest time, and by what the loads behind it are above theirs.
      for (const other of loads) {
        if (other !== load && cyclesOf(other) <= cyclesOf(load)) least[load.slot] -= cyclesOf(other);
      }
    }
  }
  return loadingOf(tables, least);
}

/** Whether all loops can lie below the interface of a transfer. */
function canBeCrossedOnce({ mapped, lattice, stored }: InterfaceTables, { operand, level }: Transfer): boolean {
  const { base, memories, classOf, partialBits, finalBits, isOutput } = mapped.operands[operand];
  if (level === 0 && isOutput) return false;
  if (level === 0) return lattice.holdsNone(lattice.full, ({ dimension }) => classOf[dimension] !== 'irrelevant');
  const bits = stored[(base + level) * lattice.size + lattice.full] * Math.min(partialBits, finalBits);
  return bits <= memories[level - 1].sizeBits * (1 + 1e-12);
}
