import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import { DATA_DIRECTIONS } from '../../model/accelerator/data-direction.ts';
import { portsSeen } from '../../model/accelerator/memory.ts';
import type { CostModelName } from '../../model/cost-model.ts';
import { type CompiledOperand, type CompiledPort, FROM_HIGH, TO_HIGH, TO_LOW } from './compiled-problem.ts';

/**
 * Ports in file order of the memories; services of operands that the layer does not use are absent. The reference model has one port for
 * each direction, the corrected one all that the file lists.
 */
export function compilePorts(
  accelerator: Accelerator,
  operands: readonly CompiledOperand[],
  costModel: CostModelName,
): CompiledPort[] {
  return accelerator.memoryHierarchy.memories.flatMap((memory) =>
    portsSeen(memory, costModel).map((port) => {
      const linked = port.services.flatMap(({ memoryOperand, direction }) => {
        const index = operands.findIndex((operand) => operand.memoryOperand === memoryOperand);
        if (index < 0) return [];
        const operand = operands[index];
        const code = DATA_DIRECTIONS.indexOf(direction);
        const readBack = operand.isOutput && (code === TO_LOW || code === FROM_HIGH);
        const slot = 4 * (operand.levelBase + operand.memories.indexOf(memory)) + code;
        // Codes 0 and 1 use the interface below the memory, the others the one above.
        const crossed = operand.interfaceBase + operand.memories.indexOf(memory) + (code >> 1);
        return [{ slot, crossed, index, loads: readBack ? 0 : 1 }];
      });
      return {
        memory,
        name: port.name,
        bandwidthMin: port.bandwidthMin,
        bandwidthMax: port.bandwidthMax,
        trafficSlots: Int32Array.from(linked, ({ slot }) => slot),
        interfaces: Int32Array.from(linked, ({ crossed }) => crossed),
        operands: Int32Array.from(linked, ({ index }) => index),
        loads: Uint8Array.from(linked, ({ loads }) => loads),
      };
    }),
  );
}

/** Widths by traffic slot, in bits per cycle; 0 where no port serves. */
export interface SlotWidths {
  /** Of the widest port, of equal ones of that with the finest access. Energy counts its words. */
  readonly bandwidthMin: Float64Array;
  readonly bandwidthMax: Float64Array;
  /** Of all ports together. */
  readonly transferWidth: Float64Array;
}

/** Writes the widths that follow from the ports. */
export function setWidths(
  ports: readonly CompiledPort[],
  { bandwidthMin, bandwidthMax, transferWidth }: SlotWidths,
): void {
  bandwidthMin.fill(0);
  bandwidthMax.fill(0);
  transferWidth.fill(0);
  for (const port of ports) {
    for (const slot of port.trafficSlots) {
      transferWidth[slot] += port.bandwidthMax;
      const wider = port.bandwidthMax > bandwidthMax[slot];
      if (!wider && (port.bandwidthMax < bandwidthMax[slot] || port.bandwidthMin >= bandwidthMin[slot])) continue;
      bandwidthMax[slot] = port.bandwidthMax;
      bandwidthMin[slot] = port.bandwidthMin;
    }
  }
}

/** The ports of every traffic slot, by index. */
export function portsBySlot(ports: readonly CompiledPort[], slotCount: number): readonly Int32Array[] {
  return Array.from({ length: slotCount }, (_, slot) =>
    Int32Array.from(ports.flatMap(({ trafficSlots }, index) => (trafficSlots.includes(slot) ? [index] : []))),
  );
}

/** Energy in pJ of a word, by traffic slot. */
export function wordEnergies(operands: readonly CompiledOperand[], levelSlotCount: number): Float64Array {
  const wordEnergy = new Float64Array(4 * levelSlotCount);
  for (const operand of operands) {
    operand.memories.forEach((memory, level) => {
      DATA_DIRECTIONS.forEach((_, code) => {
        const reads = code === TO_LOW || code === TO_HIGH;
        wordEnergy[4 * (operand.levelBase + level) + code] = reads ? memory.readEnergyPj : memory.writeEnergyPj;
      });
    });
  }
  return wordEnergy;
}
