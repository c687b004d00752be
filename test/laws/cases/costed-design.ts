import { MappingEvaluator } from '../../../src/engine/cost/mapping-evaluator.ts';
import { compileProblem } from '../../../src/engine/problem/compile.ts';
import { type SlotWidths, setWidths } from '../../../src/engine/problem/compile-ports.ts';
import { type CompiledMapping, createCompiledMapping } from '../../../src/engine/problem/compiled-mapping.ts';
import type { CompiledMemory, CompiledPort, CompiledProblem } from '../../../src/engine/problem/compiled-problem.ts';
import type { CostModelName } from '../../../src/model/cost-model.ts';
import { convertSpatialMapping, spreadSpatialMapping } from '../../../src/search/spatial/convert-spatial-mapping.ts';
import { type Repair, RepairedEvaluator } from '../quirks/repairs.ts';
import type { Design, LawCase } from './law-case.ts';

/** Numbers in place of those of the case: memories in the order of `problem.memories`, ports in that of `problem.ports`. */
interface OtherNumbers {
  readonly sizes?: (bits: number, memory: number) => number;
  readonly widths?: (bits: number, port: number) => number;
  readonly costs?: (pj: number, slot: number) => number;
}

/** Mappings of a design and their cost by one model. Numbers of the accelerator can change without a new compilation. */
export class CostedDesign {
  readonly problem: CompiledProblem;
  readonly evaluator: MappingEvaluator;
  readonly nest: CompiledMapping;
  private readonly original: CompiledProblem;
  private readonly ports: (CompiledPort & { bandwidthMax: number })[];
  private readonly memories: { capacityBits: number }[];
  private readonly widths: SlotWidths;

  constructor(design: Design, costModel: CostModelName, repairs: ReadonlySet<Repair> = new Set()) {
    const { layer, accelerator, spatial, given } = design;
    const isWhole = costModel === 'corrected' || repairs.has('C2');
    const convert = isWhole ? spreadSpatialMapping : convertSpatialMapping;
    const original = compileProblem(layer, accelerator, convert(layer, accelerator, spatial), {
      costModel,
      accessSameDataConsideredAsNoAccess: given.reuse_at_pins && !repairs.has('C5'),
    });
    if (repairs.has('C30')) keepFractionsOfOverlaps(original);
    const ports = original.ports.map((port) => ({ ...port }));
    const memories = original.memories.map((memory) => ({ ...memory }));
    this.widths = {
      bandwidthMin: original.bandwidthMin.slice(),
      bandwidthMax: original.bandwidthMax.slice(),
      transferWidth: original.transferWidth.slice(),
    };
    this.original = original;
    this.ports = ports;
    this.memories = memories;
    this.problem = { ...original, ports, memories, ...this.widths, wordEnergy: original.wordEnergy.slice() };
    this.evaluator =
      repairs.size === 0 ? new MappingEvaluator(this.problem) : new RepairedEvaluator(this.problem, repairs);
    this.nest = createCompiledMapping(original.levelSlotCount);
  }

  /** Evaluates a mapping of the design with the numbers of its accelerator. */
  evaluate({ temporal }: LawCase): void {
    const { nest, problem } = this;
    nest.length = temporal.loops.length;
    temporal.loops.forEach(({ dimension, size }, position) => {
      nest.dimension[position] = problem.dimensionNames.indexOf(dimension);
      nest.size[position] = size;
    });
    for (const { name, levelBase } of problem.operands) {
      nest.boundary.set(temporal.boundaries.get(name) ?? [], levelBase);
    }
    this.evaluator.evaluate(nest);
  }

  /** Cycles, and pJ. */
  get latency(): number {
    return this.evaluator.latencyTotal2;
  }
  get energy(): number {
    return this.evaluator.energyTotal;
  }

  /** Sets the size of one memory, for the evaluations that follow. */
  resize(memory: number, bits: number): void {
    const changed = this.memories[memory];
    if (changed !== undefined) changed.capacityBits = bits;
  }

  /** Evaluates with other numbers; with those of the case where none are given. */
  evaluateWith(change: OtherNumbers): void {
    this.set(change);
    this.evaluator.evaluate(this.nest);
  }

  /** Bits of each memory that must be there at once, by operand. */
  slices(): number[][] {
    const { sliceBits } = this.evaluator.scratch;
    return this.problem.memories.map((memory) => this.slotsOf(memory).map((slot) => sliceBits[slot] ?? 0));
  }

  /** Bits that the mapping keeps in one copy of each memory. */
  held(): number[] {
    const { sharedUtilisation } = this.evaluator.scratch;
    return this.problem.memories.map((memory) =>
      Math.ceil((sharedUtilisation[this.slotsOf(memory)[0] ?? 0] ?? 0) * memory.capacityBits),
    );
  }

  private slotsOf({ operands, levels }: CompiledMemory): number[] {
    return Array.from(operands, (operand, k) => (this.problem.operands[operand]?.levelBase ?? 0) + (levels[k] ?? 0));
  }

  private set(change: OtherNumbers): void {
    this.original.memories.forEach(({ capacityBits }, index) => {
      const memory = this.memories[index];
      if (memory !== undefined) memory.capacityBits = change.sizes?.(capacityBits, index) ?? capacityBits;
    });
    this.original.ports.forEach(({ bandwidthMax }, index) => {
      const port = this.ports[index];
      if (port !== undefined) port.bandwidthMax = change.widths?.(bandwidthMax, index) ?? bandwidthMax;
    });
    setWidths(this.ports, this.widths);
    this.original.wordEnergy.forEach((pj, slot) => {
      this.problem.wordEnergy[slot] = change.costs?.(pj, slot) ?? pj;
    });
  }
}

/** C30: distinct lower units per upper unit are a fraction where their tiles overlap. */
function keepFractionsOfOverlaps({ versions, operands }: CompiledProblem): void {
  for (const { boost, uniqueUnits } of versions) {
    for (const { interfaceBase, levelCount } of operands) {
      for (let index = interfaceBase; index < interfaceBase + levelCount; index++) {
        boost[index] = (uniqueUnits[index] ?? 1) / (uniqueUnits[index + 1] ?? 1);
      }
    }
  }
}
