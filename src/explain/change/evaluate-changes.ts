import { MappingError } from '../../base/diagnostic.ts';
import { MappingEvaluator } from '../../engine/cost/mapping-evaluator.ts';
import { compileProblem } from '../../engine/problem/compile.ts';
import type { CompiledMapping } from '../../engine/problem/compiled-mapping.ts';
import { liftMapping, lowerMapping } from '../../engine/problem/lift-mapping.ts';
import { type VariableNumber, VariableProblem } from '../../engine/problem/variable-problem.ts';
import type { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import type { TemporalMapping, TemporalMappingType } from '../../model/mapping/temporal-mapping.ts';
import { LoopAllocator } from '../../search/allocation/allocate-loops.ts';
import type { QuantityReader } from '../explained-quantity.ts';

/**
 * Quantities of an evaluation as they become when one number of its accelerator changes. Widths: the mapping stays. Sizes: the order of
 * the loops stays, and the memory allocation cuts it anew, so that a larger memory takes the loops that now fit.
 */
export class ChangeEvaluator {
  private readonly variable: VariableProblem;
  private readonly evaluator: MappingEvaluator;
  private readonly nest: CompiledMapping;
  private readonly recutNest: CompiledMapping;
  private readonly allocator: LoopAllocator | undefined;
  private readonly readers: readonly QuantityReader[];
  private readonly places: ReadonlyMap<string, number>;
  private readonly known = new Map<string, Float64Array | undefined>();
  private readonly unchanged: Float64Array;

  constructor(evaluation: CostModelEvaluation, readers: ReadonlyMap<string, QuantityReader>) {
    const { layer, accelerator, spatialMapping, temporalMapping } = evaluation;
    const problem = compileProblem(layer, accelerator, spatialMapping, evaluation);
    this.variable = new VariableProblem(problem);
    this.evaluator = new MappingEvaluator(this.variable.problem);
    this.nest = lowerMapping(problem, temporalMapping);
    this.recutNest = lowerMapping(problem, temporalMapping);
    this.readers = [...readers.values()];
    this.places = new Map([...readers.keys()].map((name, place) => [name, place]));
    this.allocator = this.matchingAllocator();
    this.unchanged = this.evaluate(this.nest);
  }

  /** A quantity of one layer on the accelerator as it is; not a number for quantities without a reader. */
  base(name: string): number {
    return this.unchanged[this.places.get(name) ?? -1] ?? Number.NaN;
  }

  /** The quantity with another value of one number; not a number where that leaves no mapping. */
  value(name: string, number: VariableNumber, value: number): number {
    return this.values(number, value)?.[this.places.get(name) ?? -1] ?? Number.NaN;
  }

  /** Full width of the port whose narrowest access is varied. */
  fullWidth({ memory, ...number }: VariableNumber): number {
    const { memories } = this.variable.problem.accelerator.memoryHierarchy;
    const port = memories[memory]?.ports.find(({ name }) => number.kind !== 'size' && name === number.port);
    return port?.bandwidthMax ?? Number.NaN;
  }

  /** The mapping with another value of one number; undefined where none fits. */
  mapping(number: VariableNumber, value: number): TemporalMapping | undefined {
    this.variable.set(number, value);
    const nest = this.nestFor(number);
    return nest && liftMapping(this.variable.problem, nest);
  }

  private values(number: VariableNumber, value: number): Float64Array | undefined {
    const key = `${number.kind} ${number.memory} ${number.kind === 'size' ? '' : number.port} ${value}`;
    if (this.known.has(key)) return this.known.get(key);
    this.variable.set(number, value);
    const nest = this.nestFor(number);
    const values = nest && this.evaluateIfPossible(nest);
    this.known.set(key, values);
    return values;
  }

  private nestFor({ kind }: VariableNumber): CompiledMapping | undefined {
    if (kind !== 'size') return this.nest;
    if (this.allocator === undefined) return this.recutNest;
    return this.allocator.allocate(this.recutNest) ? this.recutNest : undefined;
  }

  private evaluate(nest: CompiledMapping): Float64Array {
    this.evaluator.evaluate(nest);
    return Float64Array.from(this.readers, (read) => read(this.evaluator));
  }

  /** Loops cut anew may move partial sums where no port carries them. */
  private evaluateIfPossible(nest: CompiledMapping): Float64Array | undefined {
    try {
      return this.evaluate(nest);
    } catch (error) {
      if (error instanceof MappingError) return undefined;
      throw error;
    }
  }

  /**
   * The allocator that cuts the order of loops as this mapping does. There is none for mappings made otherwise; their boundaries stay
   * for sizes too.
   */
  private matchingAllocator(): LoopAllocator | undefined {
    const types: readonly TemporalMappingType[] = ['uneven', 'even'];
    for (const type of types) {
      const allocator = new LoopAllocator(this.variable.problem, type);
      const fits = allocator.allocate(this.recutNest);
      if (fits && this.recutNest.boundary.every((end, slot) => end === this.nest.boundary[slot])) return allocator;
    }
    this.recutNest.boundary.set(this.nest.boundary);
    return undefined;
  }
}
