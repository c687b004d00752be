import type { Diagnostic } from '../../../base/diagnostic.ts';
import type { Accelerator } from '../../../model/accelerator/accelerator.ts';
import type { MemoryOperand } from '../../../model/accelerator/memory.ts';
import { evaluatedLayers } from '../../../model/in-memory-computing/evaluated-layers.ts';
import type { Layer } from '../../../model/workload/layer.ts';
import type { Workload } from '../../../model/workload/workload.ts';
import * as errors from './imc-errors.ts';

/** The cells hold I2, so that is what the array multiplies as weights. */
const ROLES: readonly (readonly ['activation' | 'weight', MemoryOperand])[] = [
  ['activation', 'I1'],
  ['weight', 'I2'],
];

/**
 * Layers whose precisions differ from those of an in-memory-computing array: their operations cost what the hardware's
 * precisions cost (parity quirk I5, docs/parity-quirks.md). One finding per role and precision.
 */
export function imcPrecisionFindings({ layers }: Workload, { name, operationalArray }: Accelerator): Diagnostic[] {
  const { inMemoryComputing } = operationalArray;
  if (inMemoryComputing === undefined) return [];
  return ROLES.flatMap(([role, memoryOperand], index) => {
    const hardwareBits = inMemoryComputing.inputPrecision[index] ?? 0;
    const byBits = new Map<number, Layer[]>();
    for (const layer of evaluatedLayers(layers, operationalArray)) {
      const links = layer.mapping.memoryOperandLinks;
      const operand = layer.operands.find((candidate) => links.get(candidate.name) === memoryOperand);
      const bits = operand?.precisionBits ?? hardwareBits;
      if (bits !== hardwareBits) byBits.set(bits, [...(byBits.get(bits) ?? []), layer]);
    }
    return [...byBits].map(([bits, found]) =>
      errors.otherPrecision(
        found[0]?.origin ?? {},
        role,
        found.map((layer) => layer.name),
        bits,
        name,
        hardwareBits,
      ),
    );
  });
}
