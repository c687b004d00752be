import type { Diagnostic } from '../base/diagnostic.ts';
import type { Accelerator } from '../model/accelerator.ts';
import { evaluatedLayers } from '../model/in-memory-computing/evaluated-layers.ts';
import type { Layer } from '../model/layer.ts';
import { operandRoles } from '../model/operand-roles.ts';
import type { Workload } from '../model/workload.ts';
import * as errors from './errors/imc-errors.ts';

/**
 * Layers whose precisions differ from those of an in-memory-computing array: their operations cost what the hardware's
 * precisions cost (parity quirk I5, docs/parity-quirks.md). One finding per role and precision.
 */
export function imcPrecisionFindings({ layers }: Workload, { name, operationalArray }: Accelerator): Diagnostic[] {
  const { inMemoryComputing } = operationalArray;
  if (inMemoryComputing === undefined) return [];
  const [activationBits, weightBits] = inMemoryComputing.inputPrecision;
  return (['activation', 'weight'] as const).flatMap((role) => {
    const hardwareBits = role === 'activation' ? activationBits : weightBits;
    const byBits = new Map<number, Layer[]>();
    for (const layer of evaluatedLayers(layers, operationalArray)) {
      const bits = operandRoles(layer)[role]?.precisionBits ?? hardwareBits;
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
