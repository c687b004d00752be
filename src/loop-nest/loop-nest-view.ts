import { memoryLevelsOf } from '../model/accelerator/memory-hierarchy.ts';
import type { CostModelEvaluation } from '../model/evaluation/evaluation.ts';
import type { Unrolling } from '../model/mapping/spatial-mapping.ts';
import { outputOperand } from '../model/workload/layer.ts';

/** The mapping of one layer as a loop nest, with how its data fill the memories. */
export interface LoopNestReport {
  /** Outermost first, after stationary loops were merged down, as in `loop_ordering.txt`. */
  readonly temporal: readonly TemporalLoopReport[];
  /** Every dimension of the array, those that the mapping does not use included. */
  readonly spatial: readonly SpatialLoopReport[];
  /** By operand in link order, then outermost memory first; levels without loops included. */
  readonly levels: readonly MemoryLevelReport[];
}

export interface TemporalLoopReport {
  readonly dimension: string;
  readonly size: number;
  /** By operand: the memory that keeps its data while the loop runs. */
  readonly memories: Readonly<Record<string, string>>;
}

export interface SpatialLoopReport {
  readonly arrayDimension: string;
  /** Units along the dimension. */
  readonly units: number;
  /** Loops spread over it; none where it is not used. */
  readonly unrollings: readonly Unrolling[];
}

export interface MemoryLevelReport {
  readonly operand: string;
  readonly memory: string;
  /** 0 is next to the array. */
  readonly level: number;
  /** Innermost first. */
  readonly loops: readonly { readonly dimension: string; readonly size: number }[];
  /** Bits of the operand in one copy of the memory. */
  readonly tileBits: number;
  /** Bits of one copy of the memory. */
  readonly capacityBits: number;
  /** Share of the capacity that the operand takes; that all operands take together. */
  readonly utilisation: number;
  readonly sharedUtilisation: number;
}

export function loopNest(evaluation: CostModelEvaluation): LoopNestReport {
  const operands = [...evaluation.layer.mapping.memoryOperandLinks.keys()];
  return {
    temporal: temporalLoops(evaluation, operands),
    spatial: spatialLoops(evaluation),
    levels: operands.flatMap((operand) => memoryLevels(evaluation, operand)),
  };
}

/** Every operand has the same loops; only the memories they are kept at differ. */
function temporalLoops({ layer, details }: CostModelEvaluation, operands: readonly string[]): TemporalLoopReport[] {
  const memoriesOf = new Map(
    operands.map((operand) => [
      operand,
      (details.temporalMappingStationary[operand] ?? []).flatMap((loops, level) =>
        loops.map(() => details.operandMemoryLevels[operand]?.[level] ?? ''),
      ),
    ]),
  );
  return (details.temporalMappingStationary[outputOperand(layer).name] ?? [])
    .flat()
    .map(([dimension, size], index) => ({
      dimension,
      size,
      memories: Object.fromEntries(operands.map((operand) => [operand, memoriesOf.get(operand)?.[index] ?? ''])),
    }))
    .reverse();
}

function spatialLoops({ accelerator, spatialMapping }: CostModelEvaluation): SpatialLoopReport[] {
  return accelerator.operationalArray.dimensions.map(({ name, size }) => ({
    arrayDimension: name,
    units: size,
    unrollings: spatialMapping.source
      .filter(({ arrayDimension }) => arrayDimension === name)
      .flatMap(({ unrollings }) => unrollings),
  }));
}

function memoryLevels({ accelerator, layer, details }: CostModelEvaluation, operand: string): MemoryLevelReport[] {
  const memoryOperand = layer.mapping.memoryOperandLinks.get(operand);
  const memories = memoryOperand === undefined ? [] : memoryLevelsOf(accelerator.memoryHierarchy, memoryOperand);
  const { individual, shared } = details.memoryUtilization;
  return memories
    .map((memory, level) => ({
      operand,
      memory: memory.name,
      level,
      loops: (details.temporalMappingStationary[operand]?.[level] ?? []).map(([dimension, size]) => ({
        dimension,
        size,
      })),
      // Sizes have the array at index 0.
      tileBits: details.dataSizes[operand]?.unitBits[level + 1] ?? 0,
      capacityBits: memory.sizeBits,
      utilisation: individual[operand]?.[level] ?? 0,
      sharedUtilisation: shared[operand]?.[level] ?? 0,
    }))
    .reverse();
}
