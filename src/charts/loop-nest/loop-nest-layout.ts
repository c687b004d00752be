import {
  type ArrayDimensionView,
  type LoopNestView,
  levelsOf,
  type MemoryLevelView,
  type TemporalLoopView,
} from '../../loop-nest/loop-nest-view.ts';

/** One memory level of an operand, and where it stands beside its loops. */
export interface LevelSpan {
  readonly level: MemoryLevelView;
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

export interface LoopNestLayout {
  /** Outermost first, with the middle of each row in pixels. */
  readonly temporal: readonly { readonly loop: TemporalLoopView; readonly y: number }[];
  readonly columns: readonly OperandColumn[];
  readonly spatial: readonly ArrayDimensionView[];
  /** Pixels of the temporal part. */
  readonly height: number;
}

export const LOOP_ROW = 24;
/** Height of a level that keeps no loop. */
const UNUSED_LEVEL = 20;

/**
 * Places the temporal loops of a mapping in rows, and beside them the memory levels of every operand. Between two rows there is
 * room for the levels that keep no loop and would stand there.
 */
export function layOutLoopNest(nest: LoopNestView): LoopNestLayout {
  const { operands, temporal: loops, spatial } = nest;
  const stacks = operands.map((operand) => stackOf(levelsOf(nest, operand)));

  // Boundary b lies above row b; the last one below all rows.
  const roomAt = Array.from({ length: loops.length + 1 }, (_, boundary) =>
    Math.max(0, ...stacks.map((stack) => stack.filter((entry) => isUnused(entry) && entry.start === boundary).length)),
  ).map((levels) => levels * UNUSED_LEVEL);
  const boundaryTop = roomAt.map((_, boundary) => boundary * LOOP_ROW + sum(roomAt.slice(0, boundary)));
  const height = loops.length * LOOP_ROW + sum(roomAt);

  return {
    temporal: loops.map((loop, row) => ({
      loop,
      y: (boundaryTop[row] ?? 0) + (roomAt[row] ?? 0) + LOOP_ROW / 2,
    })),
    columns: operands.map((operand, index) => ({ operand, levels: spansOf(stacks[index] ?? [], boundaryTop, height) })),
    spatial,
    height,
  };
}

interface StackedLevel {
  readonly level: MemoryLevelView;
  /** Index of its first row. */
  readonly start: number;
}

function stackOf(levels: readonly MemoryLevelView[]): StackedLevel[] {
  let start = 0;
  return levels.map((level) => {
    const stacked = { level, start };
    start += level.loops.length;
    return stacked;
  });
}

const isUnused = ({ level }: StackedLevel): boolean => level.loops.length === 0;

/**
 * Levels begin where the boundary above their first row begins; several at one boundary share its height, of which a level with
 * loops, the last of them, needs none.
 */
function spansOf(stack: readonly StackedLevel[], boundaryTop: readonly number[], height: number): LevelSpan[] {
  const tops = stack.map((entry, index) => {
    const { start } = entry;
    const isUnusedHere = (other: StackedLevel): boolean => isUnused(other) && other.start === start;
    const unused = stack.filter(isUnusedHere).length;
    const top = boundaryTop[start] ?? height;
    const room = (start + 1 < boundaryTop.length ? (boundaryTop[start + 1] ?? height) - LOOP_ROW : height) - top;
    const before = stack.slice(0, index).filter(isUnusedHere).length;
    return !isUnused(entry) && unused === 0 ? top : top + (room * before) / Math.max(1, unused);
  });
  return stack.map(({ level }, index) => ({ level, top: tops[index] ?? 0, bottom: tops[index + 1] ?? height }));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
