import type { CompiledProblem } from './compiled-problem.ts';

/** One number of an accelerator: the size of a memory in bits, or a width of a port in bits per cycle. */
export type VariableNumber =
  | { readonly kind: 'size' /** Position in the file. */; readonly memory: number }
  | { readonly kind: 'bandwidth_max' | 'bandwidth_min'; readonly memory: number; readonly port: string };

/**
 * A compiled problem in which one number of the accelerator can be changed without a new compilation. It answers questions such as "from
 * which width on". It equals the compiled problem of the changed accelerator, except that `accelerator` stays the original one.
 */
export class VariableProblem {
  readonly problem: CompiledProblem;
  private readonly original: CompiledProblem;
  private readonly bandwidthMin: Float64Array;
  private readonly bandwidthMax: Float64Array;
  private readonly ports: { bandwidthMax: number }[];
  private readonly memories: { capacityBits: number }[];

  constructor(original: CompiledProblem) {
    const ports = original.ports.map((port) => ({ ...port }));
    const memories = original.memories.map((memory) => ({ ...memory }));
    const bandwidthMin = original.bandwidthMin.slice();
    const bandwidthMax = original.bandwidthMax.slice();
    this.original = original;
    this.ports = ports;
    this.memories = memories;
    this.bandwidthMin = bandwidthMin;
    this.bandwidthMax = bandwidthMax;
    this.problem = { ...original, ports, memories, bandwidthMin, bandwidthMax };
  }

  /** Sets one number. All other numbers are those of the accelerator. */
  set(number: VariableNumber, value: number): void {
    this.reset();
    if (number.kind === 'size') {
      this.original.memories.forEach(({ memory }, index) => {
        if (memory.index === number.memory) this.memories[index].capacityBits = value;
      });
      return;
    }
    this.original.ports.forEach(({ memory, name, trafficSlots }, index) => {
      if (memory.index !== number.memory || name !== number.port) return;
      const widths = number.kind === 'bandwidth_min' ? this.bandwidthMin : this.bandwidthMax;
      for (const slot of trafficSlots) widths[slot] = value;
      if (number.kind === 'bandwidth_max') this.ports[index].bandwidthMax = value;
    });
  }

  private reset(): void {
    this.bandwidthMin.set(this.original.bandwidthMin);
    this.bandwidthMax.set(this.original.bandwidthMax);
    this.original.ports.forEach(({ bandwidthMax }, index) => {
      this.ports[index].bandwidthMax = bandwidthMax;
    });
    this.original.memories.forEach(({ capacityBits }, index) => {
      this.memories[index].capacityBits = capacityBits;
    });
  }
}
