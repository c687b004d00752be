import type { CompiledMapping } from '../../../src/engine/problem/compiled-mapping.ts';
import type { CompiledProblem } from '../../../src/engine/problem/compiled-problem.ts';
import type { LayerOperand } from '../../../src/model/workload/layer.ts';

/** A digit of the index of a loop dimension. */
interface Digit {
  readonly size: number;
  readonly isInside: boolean;
}

const at = (list: Int32Array | Float64Array, position: number): number => list[position] ?? 0;

/**
 * Bits that an operand holds at a memory level by the corrected model, for the brute force: the rules of docs/cost-model-corrected.md, written
 * anew in the plainest form. Indices are listed and grouped, distinct positions are collected.
 */
export class CorrectedHolding {
  private readonly problem: CompiledProblem;
  private readonly known = new Map<string, number>();

  constructor(problem: CompiledProblem) {
    this.problem = problem;
  }

  /** @param start loops below the level, @param end loops at or below it. */
  bits(nest: CompiledMapping, index: number, level: number, start: number, end: number): number {
    return this.bitsOf(nest, index, { unit: level, memory: level }, start, end);
  }

  /** The same in one memory in place of all copies of the memory below a level: it has all unrollings below that level (docs/curves.md). */
  together(nest: CompiledMapping, index: number, level: number, start: number, end: number): number {
    return this.bitsOf(nest, index, { unit: level, memory: level - 1 }, start, end);
  }

  /** @param unit level whose unrollings are inside, and all below; @param memory level of the memory. */
  private bitsOf(
    nest: CompiledMapping,
    index: number,
    { unit, memory }: { readonly unit: number; readonly memory: number },
    start: number,
    end: number,
  ): number {
    const { layer, operands, dimensionNames } = this.problem;
    const operand = layer.operands[index];
    const compiled = operands[index];
    if (operand === undefined || compiled === undefined) throw new Error('no such operand');
    const loops = dimensionNames.map((_, d) => this.loopsOf(nest, d, 0, end));
    const key = `${index} ${unit} ${loops.join()}`;
    const elements = this.known.get(key) ?? this.elements(operand, index, unit, loops);
    this.known.set(key, elements);
    const isSum =
      index > 0 || this.isUnfinished(nest, operand, unit, memory === 0 ? start : this.merged(nest, operand, start));
    const held = elements * (isSum ? compiled.partialPrecision : compiled.finalPrecision);
    return this.isForced(index, memory) && !this.isLoadedOnce(nest, operand, end) ? 2 * held : held;
  }

  private elements(operand: LayerOperand, index: number, level: number, loops: readonly number[]): number {
    const { layer, dimensionNames } = this.problem;
    const largest = (name: string): number => this.largest(operand, index, level, name, loops);
    let elements = 1;
    for (const name of operand.indices) {
      const relation = layer.relations.find(({ target }) => target === name);
      if (relation === undefined) {
        if (dimensionNames.includes(name)) elements *= largest(name);
        continue;
      }
      const positions = new Set<number>();
      for (let a = 0; a < largest(relation.a.dimension); a++) {
        for (let b = 0; b < largest(relation.b.dimension); b++) {
          positions.add(relation.a.coefficient * a + relation.b.coefficient * b);
        }
      }
      elements *= Math.min(relation.limit, positions.size);
    }
    return elements;
  }

  /** Indices of a dimension in the largest tile. */
  private largest(operand: LayerOperand, index: number, level: number, name: string, loops: readonly number[]): number {
    const { layer, dimensionNames, spatialMapping, accelerator, operands } = this.problem;
    const size = layer.dimensions.find((dimension) => dimension.name === name)?.size ?? 1;
    const inside = loops[dimensionNames.indexOf(name)] ?? 1;
    const unrolled = accelerator.operationalArray.dimensions.flatMap((dimension) =>
      spatialMapping.source.flatMap(({ arrayDimension, unrollings }) =>
        arrayDimension !== dimension.name
          ? []
          : unrollings.flatMap((unrolling): Digit[] => {
              if (unrolling.dimension !== name) return [];
              const serving = operands[index]?.memories.findIndex(({ servedDimensions }) =>
                servedDimensions.includes(arrayDimension),
              );
              const isInside = serving !== undefined && serving >= 0 && serving <= level;
              return [{ size: unrolling.factor, isInside }];
            }),
      ),
    );
    const rounds = Math.ceil(size / unrolled.reduce((units, digit) => units * digit.size, 1));
    const placed: Digit[] = [
      { size: inside, isInside: true },
      { size: rounds / inside, isInside: false },
    ];
    const isDependent = layer.relations.some(
      ({ target, a, b }) => operand.indices.includes(target) && [a.dimension, b.dimension].includes(name),
    );
    // Dependent dimensions are laid out level by level: what a unit holds are neighbours.
    const digits = isDependent
      ? [...unrolled.filter(({ isInside }) => isInside), ...placed, ...unrolled.filter(({ isInside }) => !isInside)]
      : [...unrolled, ...placed];
    const tiles = new Map<string, number>();
    for (let position = 0; position < size; position++) {
      let rest = position;
      const outside = digits.map((digit) => {
        const value = rest % digit.size;
        rest = Math.floor(rest / digit.size);
        return digit.isInside ? '' : value;
      });
      const tile = outside.join();
      tiles.set(tile, (tiles.get(tile) ?? 0) + 1);
    }
    return Math.max(...tiles.values());
  }

  /** Leading irrelevant loops belong to the memory below. */
  private merged(nest: CompiledMapping, operand: LayerOperand, start: number): number {
    let begin = start;
    while (begin < nest.length && this.isIrrelevant(operand, at(nest.dimension, begin))) begin++;
    return begin;
  }

  /** Whether sums arrive at the memory unfinished: a loop adds to them above the memory below, or an unrolling above this one. */
  private isUnfinished(nest: CompiledMapping, output: LayerOperand, level: number, begin: number): boolean {
    const { dimensionNames, operands, accelerator, spatialMapping } = this.problem;
    const isAdding = (dimension: number): boolean => !output.indices.includes(dimensionNames[dimension] ?? '');
    for (let position = begin; position < nest.length; position++) {
      if (isAdding(at(nest.dimension, position))) return true;
    }
    const memories = operands[0]?.memories ?? [];
    return spatialMapping.source.some(({ arrayDimension, unrollings }) => {
      if (!accelerator.operationalArray.dimensions.some(({ name }) => name === arrayDimension)) return false;
      const serving = memories.findIndex(({ servedDimensions }) => servedDimensions.includes(arrayDimension));
      const isAbove = serving < 0 || serving > level;
      return isAbove && unrollings.some(({ dimension }) => isAdding(dimensionNames.indexOf(dimension)));
    });
  }

  private isIrrelevant(operand: LayerOperand, dimension: number): boolean {
    const { layer, dimensionNames } = this.problem;
    const name = dimensionNames[dimension] ?? '';
    if (operand.indices.includes(name)) return false;
    return !layer.relations.some(
      ({ target, a, b }) => operand.indices.includes(target) && [a.dimension, b.dimension].includes(name),
    );
  }

  private isForced(index: number, level: number): boolean {
    return this.problem.operands[index]?.memories[level]?.forceDoubleBuffering === true;
  }

  private isLoadedOnce(nest: CompiledMapping, operand: LayerOperand, end: number): boolean {
    for (let position = end; position < nest.length; position++) {
      if (!this.isIrrelevant(operand, at(nest.dimension, position))) return false;
    }
    return true;
  }

  private loopsOf(nest: CompiledMapping, dimension: number, start: number, end: number): number {
    let product = 1;
    for (let position = start; position < end; position++) {
      if (at(nest.dimension, position) === dimension) product *= at(nest.size, position);
    }
    return product;
  }
}
