import { product } from '../base/integers.ts';
import { DATA_DIRECTIONS } from '../model/accelerator/data-direction.ts';
import { memoryLevelsOf } from '../model/accelerator/memory-hierarchy.ts';
import type { CostModelEvaluation } from '../model/evaluation/evaluation.ts';
import type { LoopEntry } from '../model/evaluation/evaluation-details.ts';
import { type Unrolling, utilisation } from '../model/mapping/spatial-mapping.ts';
import { outputOperand } from '../model/workload/layer.ts';

/**
 * The mapping of one layer as a loop nest, with what every memory level keeps meanwhile. Terminal, `loop_ordering.txt`, chart and
 * page draw this view; they derive nothing themselves. Temporal loops are those after stationary loops were merged down
 * (docs/cost-model.md#merging-stationary-loops).
 */
export interface LoopNestView {
  /** Names in the layer's equation, in the order of the memory operand links: the columns of every drawing. */
  readonly operands: readonly string[];
  /** Outermost first. */
  readonly temporal: readonly TemporalLoopView[];
  /** Every dimension of the array, those that the mapping does not use included. */
  readonly spatial: readonly ArrayDimensionView[];
  /**
   * The spatial loops as `loop_ordering.txt` of the reference lists them: by memory level of the output, the highest first. Loops
   * of one dimension at one level are multiplied, loops of one iteration are included. Where a loop doesn't fill its units in
   * every round, it has the average number of iterations, truncated: 64 iterations on 12 units take 6 rounds of 10.
   */
  readonly integerSpatial: readonly LoopView[];
  /** Corrected cost model: dimensions whose last round is smaller. Tiles then have several sizes, and the largest are shown. */
  readonly lastRounds: readonly LastRoundView[];
  /** By operand, then outermost memory first; levels without loops included. */
  readonly levels: readonly MemoryLevelView[];
}

export interface LoopView {
  readonly dimension: string;
  /** Number of iterations. */
  readonly size: number;
}

export interface TemporalLoopView extends LoopView {
  /** By operand: the memory that keeps its data while the loop runs. */
  readonly memories: Readonly<Record<string, string>>;
}

/** A dimension that its units do not divide: `14 columns in 4 rounds of 4, the last of 2`. */
export interface LastRoundView extends LoopView {
  readonly rounds: number;
  /** Indices of a full round, and of the last one. */
  readonly full: number;
  readonly last: number;
}

/** The loops on one array dimension. */
export interface ArrayDimensionView {
  readonly arrayDimension: string;
  /** Units along the dimension. */
  readonly units: number;
  /** Units that the loops take: the product of their factors. */
  readonly used: number;
  /** Loops of more than one iteration that are spread over the dimension; none where it is not used. */
  readonly unrollings: readonly Unrolling[];
  /** By operand: the lowest memory that serves all units along the dimension. Operands that no memory serves so are absent. */
  readonly servedBy: Readonly<Record<string, string>>;
}

/** What one memory level keeps of one operand while its loops, and all below, run. */
export interface MemoryLevelView {
  readonly operand: string;
  readonly memory: string;
  /** 0 is next to the array. */
  readonly level: number;
  /** Innermost first; none: the level only passes its tile on. */
  readonly loops: readonly LoopView[];
  /** Of the operand in one copy of the memory. */
  readonly tileElements: number;
  readonly tileBits: number;
  /** Bits of one copy of the memory. */
  readonly capacityBits: number;
  /** Share of the capacity that the operand takes; that all operands take together. */
  readonly utilisation: number;
  readonly sharedUtilisation: number;
  readonly isDoubleBuffered: boolean;
  /** Words of the operand read and written over the whole layer, in all copies and directions. */
  readonly wordAccesses: number;
}

/** The loop nest of an evaluation, from the names and numbers of its details. */
export function loopNestView(evaluation: CostModelEvaluation): LoopNestView {
  const { layer, details } = evaluation;
  const operands = [...layer.mapping.memoryOperandLinks.keys()];
  const levels = operands.flatMap((operand) => memoryLevels(evaluation, operand));
  return {
    operands,
    temporal: temporalLoops(operands, levels),
    spatial: arrayDimensions(evaluation),
    integerSpatial: (details.spatialMappingInt[outputOperand(layer).name] ?? []).flat().reverse().map(loopOf),
    lastRounds: lastRounds(evaluation),
    levels,
  };
}

/** `OX 14 in 4 rounds of 4, the last of 2`. */
export function lastRoundText({ dimension, size, rounds, full, last }: LastRoundView): string {
  return `${dimension} ${size} in ${rounds} rounds of ${full}, the last of ${last}`;
}

/** The memory levels of one operand, outermost first. */
export function levelsOf({ levels }: Pick<LoopNestView, 'levels'>, operand: string): MemoryLevelView[] {
  return levels.filter((level) => level.operand === operand);
}

/** Every operand has the same loops; only the memories that keep its data differ. */
function temporalLoops(operands: readonly string[], levels: readonly MemoryLevelView[]): TemporalLoopView[] {
  const columns = operands.map((operand) =>
    levelsOf({ levels }, operand).flatMap(({ loops, memory }) => loops.toReversed().map((loop) => ({ loop, memory }))),
  );
  return (columns[0] ?? []).map(({ loop }, row) => ({
    ...loop,
    memories: Object.fromEntries(operands.map((operand, column) => [operand, columns[column]?.[row]?.memory ?? ''])),
  }));
}

function lastRounds({ layer, spatialMapping, temporalMapping, costModel }: CostModelEvaluation): LastRoundView[] {
  if (costModel !== 'corrected') return [];
  const unrolled = spatialMapping.source.flatMap(({ unrollings }) => unrollings);
  return layer.dimensions.flatMap(({ name, size }) => {
    const sizes = temporalMapping.loops.filter(({ dimension }) => dimension === name).map((loop) => loop.size);
    const factors = unrolled.filter(({ dimension }) => dimension === name).map(({ factor }) => factor);
    const [rounds, full] = [product(sizes), product(factors)];
    const last = size - (rounds - 1) * full;
    return last === full || rounds === 1 ? [] : [{ dimension: name, size, rounds, full, last }];
  });
}

function arrayDimensions({ accelerator, layer, spatialMapping }: CostModelEvaluation): ArrayDimensionView[] {
  return accelerator.operationalArray.dimensions.map(({ name, size }) => {
    const entry = spatialMapping.source.find(({ arrayDimension }) => arrayDimension === name);
    const servedBy = [...layer.mapping.memoryOperandLinks].flatMap(([operand, memoryOperand]) => {
      const memories = memoryLevelsOf(accelerator.memoryHierarchy, memoryOperand);
      const lowest = memories.find(({ servedDimensions }) => servedDimensions.includes(name));
      return lowest === undefined ? [] : [[operand, lowest.name] as const];
    });
    return {
      arrayDimension: name,
      units: size,
      used: entry === undefined ? 1 : utilisation(entry),
      unrollings: (entry?.unrollings ?? []).filter(({ factor }) => factor > 1),
      servedBy: Object.fromEntries(servedBy),
    };
  });
}

function memoryLevels({ accelerator, layer, details }: CostModelEvaluation, operand: string): MemoryLevelView[] {
  const memoryOperand = layer.mapping.memoryOperandLinks.get(operand);
  const memories = memoryOperand === undefined ? [] : memoryLevelsOf(accelerator.memoryHierarchy, memoryOperand);
  const { individual, shared } = details.memoryUtilization;
  return memories
    .map((memory, level) => {
      const words = details.wordAccesses[operand]?.[level];
      return {
        operand,
        memory: memory.name,
        level,
        loops: (details.temporalMappingStationary[operand]?.[level] ?? []).map(loopOf),
        // Sizes and buffering have the array at index 0.
        tileElements: details.dataSizes[operand]?.unit[level + 1] ?? 0,
        tileBits: details.dataSizes[operand]?.unitBits[level + 1] ?? 0,
        capacityBits: memory.sizeBits,
        utilisation: individual[operand]?.[level] ?? 0,
        sharedUtilisation: shared[operand]?.[level] ?? 0,
        isDoubleBuffered: details.doubleBuffer[operand]?.[level + 1] ?? false,
        wordAccesses: DATA_DIRECTIONS.reduce((sum, direction) => sum + (words?.[direction] ?? 0), 0),
      };
    })
    .reverse();
}

function loopOf([dimension, size]: LoopEntry): LoopView {
  return { dimension, size };
}
