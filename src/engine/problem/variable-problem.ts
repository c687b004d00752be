import { type SlotWidths, setWidths } from './compile-ports.ts';
import type { CompiledPort, CompiledProblem } from './compiled-problem.ts';

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
  private readonly widths: SlotWidths;
  private readonly ports: (CompiledPort & { bandwidthMin: number; bandwidthMax: number })[];
  private readonly memories: { capacityBits: number }[];

  constructor(original: CompiledProblem) {
    const ports = original.ports.map((port) => ({ ...port }));
    const memories = original.memories.map((memory) => ({ ...memory }));
    const widths: SlotWidths = {
      bandwidthMin: original.bandwidthMin.slice(),
      bandwidthMax: original.bandwidthMax.slice(),
      transferWidth: original.transferWidth.slice(),
    };
    this.original = original;
    this.ports = ports;
    this.memories = memories;
    this.widths = widths;
    this.problem = { ...original, ports, memories, ...widths };
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
    const changed = number.kind === 'bandwidth_min' ? 'bandwidthMin' : 'bandwidthMax';
    for (const port of this.ports) {
      if (port.memory.index === number.memory && port.name === number.port) port[changed] = value;
    }
    setWidths(this.ports, this.widths);
  }

  private reset(): void {
    this.original.ports.forEach(({ bandwidthMin, bandwidthMax }, index) => {
      this.ports[index].bandwidthMin = bandwidthMin;
      this.ports[index].bandwidthMax = bandwidthMax;
    });
    setWidths(this.ports, this.widths);
    this.original.memories.forEach(({ capacityBits }, index) => {
      this.memories[index].capacityBits = capacityBits;
    });
  }
}
