import { memoryLevelsOf } from '../../model/accelerator/memory-hierarchy.ts';
import type { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import type { LoopEntry } from '../../model/evaluation/evaluation-details.ts';
import type { Unrolling } from '../../model/mapping/spatial-mapping.ts';
import { outputOperand } from '../../model/workload/layer.ts';

/** The loops that one memory level keeps for one operand, and where they stand. */
export interface LevelSpan {
  /** Level of the operand, 0 next to the array. */
  readonly level: number;
  readonly memory: string;
  /** Number of loops. */
  readonly loops: number;
  /** Pixels. Levels without a loop have their place too. */
  readonly top: number;
  readonly bottom: number;
}

export interface OperandColumn {
  /** Name in the layer's equation. */
  readonly operand: string;
  /** Outermost level first; together they fill the height without gaps. */
  readonly levels: readonly LevelSpan[];
}

/** The loops on one array dimension. */
export interface SpatialGroup {
  readonly arrayDimension: string;
  /** Units along it. */
  readonly size: number;
  readonly unrollings: readonly Unrolling[];
  /** For every operand column the lowest memory that serves all units along the dimension; undefined where none does. */
  readonly servedBy: readonly (string | undefined)[];
}

export interface LoopNestLayout {
  /** Outermost first, with the middle of each row in pixels. */
  readonly temporal: readonly { readonly loop: LoopEntry; readonly y: number }[];
  readonly columns: readonly OperandColumn[];
  readonly spatial: readonly SpatialGroup[];
  /** Pixels of the temporal part. */
  readonly height: number;
}

export const LOOP_ROW = 24;
/** Height of a level that keeps no loop. */
const UNUSED_LEVEL = 20;

/**
 * Places the loops of a mapping in rows, after stationary loops were merged down, and beside them the memory levels of every
 * operand. Between two rows there is room for the levels that keep no loop and would stand there.
 */
export function layOutLoopNest(evaluation: CostModelEvaluation): LoopNestLayout {
  const { layer, details } = evaluation;
  const operands = [...layer.mapping.memoryOperandLinks.keys()];
  const loops = (details.temporalMappingStationary[outputOperand(layer).name] ?? []).flat().reverse();
  const stacks = operands.map((operand) => levelsOutermostFirst(evaluation, operand));

  // Boundary b lies above row b; the last one below all rows.
  const roomAt = Array.from({ length: loops.length + 1 }, (_, boundary) =>
    Math.max(0, ...stacks.map((stack) => stack.filter(({ loops: n, start }) => n === 0 && start === boundary).length)),
  ).map((levels) => levels * UNUSED_LEVEL);
  const boundaryTop = roomAt.map((_, boundary) => boundary * LOOP_ROW + sum(roomAt.slice(0, boundary)));
  const height = loops.length * LOOP_ROW + sum(roomAt);

  return {
    temporal: loops.map((loop, row) => ({
      loop,
      y: (boundaryTop[row] ?? 0) + (roomAt[row] ?? 0) + LOOP_ROW / 2,
    })),
    columns: operands.map((operand, index) => ({ operand, levels: spansOf(stacks[index] ?? [], boundaryTop, height) })),
    spatial: spatialGroups(evaluation, operands),
    height,
  };
}

interface StackedLevel {
  readonly level: number;
  readonly memory: string;
  readonly loops: number;
  /** Index of its first row. */
  readonly start: number;
}

function levelsOutermostFirst({ details }: CostModelEvaluation, operand: string): StackedLevel[] {
  const perLevel = details.temporalMappingStationary[operand] ?? [];
  let start = 0;
  return perLevel
    .map((loops, level) => ({
      level,
      memory: details.operandMemoryLevels[operand]?.[level] ?? '',
      loops: loops.length,
    }))
    .reverse()
    .map((entry) => {
      const stacked = { ...entry, start };
      start += entry.loops;
      return stacked;
    });
}

/**
 * Levels begin where the boundary above their first row begins; several at one boundary share its height, of which a level with
 * loops, the last of them, needs none.
 */
function spansOf(stack: readonly StackedLevel[], boundaryTop: readonly number[], height: number): LevelSpan[] {
  const tops = stack.map(({ start, loops }, index) => {
    const unused = stack.filter((other) => other.loops === 0 && other.start === start);
    const top = boundaryTop[start] ?? height;
    const room = (start + 1 < boundaryTop.length ? (boundaryTop[start + 1] ?? height) - LOOP_ROW : height) - top;
    const before = stack.slice(0, index).filter((other) => other.loops === 0 && other.start === start).length;
    return loops > 0 && unused.length === 0 ? top : top + (room * before) / Math.max(1, unused.length);
  });
  return stack.map(({ level, memory, loops }, index) => ({
    level,
    memory,
    loops,
    top: tops[index] ?? 0,
    bottom: tops[index + 1] ?? height,
  }));
}

function spatialGroups(
  { accelerator, layer, spatialMapping }: CostModelEvaluation,
  operands: readonly string[],
): SpatialGroup[] {
  return accelerator.operationalArray.dimensions.map(({ name, size }) => ({
    arrayDimension: name,
    size,
    unrollings: (spatialMapping.source.find(({ arrayDimension }) => arrayDimension === name)?.unrollings ?? []).filter(
      ({ factor }) => factor > 1,
    ),
    servedBy: operands.map((operand) => {
      const memoryOperand = layer.mapping.memoryOperandLinks.get(operand);
      if (memoryOperand === undefined) return undefined;
      const chain = memoryLevelsOf(accelerator.memoryHierarchy, memoryOperand);
      return chain.find(({ servedDimensions }) => servedDimensions.includes(name))?.name;
    }),
  }));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
