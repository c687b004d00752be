import { type Accelerator, createAccelerator } from '../../model/accelerator/accelerator.ts';
import { type MemoryOperand, portSources } from '../../model/accelerator/memory.ts';
import { type Layer, outputOperand } from '../../model/workload/layer.ts';
import { operandRoles } from '../../model/workload/operand-roles.ts';
import { hashOrder } from '../spatial/hash-order.ts';
import type { DataLocality } from './data-locality.ts';

/**
 * The accelerator of a layer whose data stays in the memories that `locality` chose. Every operand is removed from the memories above
 * its target. Ports and memories without an operand are removed. Traffic above the targets is therefore free.
 */
export function reduceHierarchy(accelerator: Accelerator, layer: Layer, locality: DataLocality): Accelerator {
  const targets = locality.layers.get(layer);
  if (targets === undefined) throw new Error(`layer ${layer.name} was not part of the data-locality search`);
  const links = layer.mapping.memoryOperandLinks;
  const { activation, weight } = operandRoles(layer);
  const weightTarget = layer.constantOperands.length === 0 ? targets.activation : locality.weight;
  // The order activation, weight, output decides ties of the allocator (parity quirk Q21, docs/parity-quirks.md).
  const kept: readonly (readonly [MemoryOperand | undefined, number])[] = [
    [activation && links.get(activation.name), targets.activation],
    [weight && links.get(weight.name), weightTarget],
    [links.get(outputOperand(layer).name), targets.output],
  ];
  const { memories: all, levels } = accelerator.memoryHierarchy;
  const memories = all.flatMap((memory) => {
    const operands = kept.flatMap(([operand, target]) => {
      if (operand === undefined || !memory.operands.includes(operand)) return [];
      // Layers can hold their weights in different memory operands. Every operand keeps its lowest memory, whatever the target.
      const lowest = levels.get(operand)?.[0]?.index ?? 0;
      return memory.index <= Math.max(target, lowest) ? [operand] : [];
    });
    if (operands.length === 0) return [];
    // The reference builds the accelerator anew: each set of served dimensions is filled in the order of the first set (Q24).
    const servedDimensions = hashOrder('arrayDimension', memory.servedDimensions);
    return [{ ...memory, operands, servedDimensions, ports: portSources(memory, operands) }];
  });
  return createAccelerator({
    name: `${accelerator.name}-removing-nouse-mem`,
    operationalArray: accelerator.operationalArray,
    memories,
    vectorUnit: accelerator.vectorUnit,
    clockFrequencyMhz: accelerator.clockFrequencyMhz,
    ranges: accelerator.ranges,
  });
}
