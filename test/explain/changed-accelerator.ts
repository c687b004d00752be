import type { VariableNumber } from '../../src/engine/problem/variable-problem.ts';
import { type Accelerator, createAccelerator } from '../../src/model/accelerator/accelerator.ts';
import { portSources } from '../../src/model/accelerator/memory.ts';

/** The accelerator with one number changed, as if its file said so. Costs per access stay: they are other numbers. */
export function changedAccelerator(accelerator: Accelerator, number: VariableNumber, value: number): Accelerator {
  const { name, operationalArray, memoryHierarchy } = accelerator;
  const memories = memoryHierarchy.memories.map((memory) => {
    const ports = portSources(memory);
    if (memory.index !== number.memory) return { ...memory, ports };
    if (number.kind === 'size') return { ...memory, ports, sizeBits: value };
    const width = number.kind === 'bandwidth_max' ? { bandwidthMax: value } : { bandwidthMin: value };
    return { ...memory, ports: ports.map((port) => (port.name === number.port ? { ...port, ...width } : port)) };
  });
  return createAccelerator({ name, operationalArray, memories });
}
