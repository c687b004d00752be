import type { MemoryOperand } from '../../../../src/model/accelerator/memory.ts';
import type { DrawnHierarchy, DrawnMemory, DrawnWay } from '../../../engine/result/design-result.ts';

/*
 * Places of the drawing of memories: a column per operand, so that the way of an operand is a straight line, and a row per step
 * above the array.
 */

export const WIDTH = 436;
const MARGIN = 14;
const COLUMN_GAP = 10;
const BOX_HEIGHT = 60;
/** One more line in a box. */
const LINE = 14;
const ROW_GAP = 40;
const ARRAY_HEIGHT = 44;

export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedWay {
  readonly way: DrawnWay;
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
  /** Whether it is the outermost of its operand, which names it. */
  readonly isFirst: boolean;
}

export interface DrawingLayout {
  readonly memories: readonly (Place & { readonly memory: DrawnMemory })[];
  readonly array: Place;
  readonly ways: readonly PlacedWay[];
  readonly height: number;
}

/** The input of weights stands left, beside the output. The others are tried where a memory would cover a column that it does not hold. */
const ORDERS: readonly (readonly MemoryOperand[])[] = [
  ['I2', 'O', 'I1'],
  ['O', 'I2', 'I1'],
  ['I2', 'I1', 'O'],
];

export function layOut({ memories, ways }: DrawnHierarchy): DrawingLayout {
  const held = ORDERS.map((order) =>
    order.filter((operand) => memories.some(({ operands }) => operands.includes(operand))),
  );
  const columns = held.toSorted((a, b) => covered(memories, a) - covered(memories, b))[0] ?? [];
  const columnWidth = (WIDTH - 2 * MARGIN - COLUMN_GAP * (columns.length - 1)) / Math.max(1, columns.length);
  const left = (column: number): number => MARGIN + column * (columnWidth + COLUMN_GAP);
  const rows = rowsOf(memories, columns);
  const placed: (Place & { readonly memory: DrawnMemory })[] = [];
  let y = 8;
  for (const row of rows) {
    const height = BOX_HEIGHT + (row.some(({ waiting }) => waiting !== undefined) ? LINE : 0);
    for (const memory of row) {
      const [first, last] = spanOf(memory, columns);
      placed.push({ memory, x: left(first), y, width: left(last) + columnWidth - left(first), height });
    }
    y += height + ROW_GAP;
  }
  const array = { x: MARGIN, y, width: WIDTH - 2 * MARGIN, height: ARRAY_HEIGHT };
  const placeOf = (name: string | undefined): Place | undefined =>
    name === undefined ? array : placed.find(({ memory }) => memory.name === name);
  const uppermost = new Map<MemoryOperand, DrawnWay>();
  for (const way of ways) uppermost.set(way.operand, way);
  return {
    memories: placed,
    array,
    ways: ways.flatMap((way) => {
      const [upper, lower] = [placeOf(way.upper), placeOf(way.lower)];
      if (upper === undefined || lower === undefined) return [];
      const x = left(columns.indexOf(way.operand)) + columnWidth / 2;
      return [{ way, x, top: upper.y + upper.height, bottom: lower.y, isFirst: uppermost.get(way.operand) === way }];
    }),
    height: y + ARRAY_HEIGHT + 10,
  };
}

/** Columns that memories would cover without holding their operand. */
function covered(memories: readonly DrawnMemory[], columns: readonly MemoryOperand[]): number {
  return memories.reduce((sum, memory) => {
    const [first, last] = spanOf(memory, columns);
    return sum + (last - first + 1 - memory.operands.filter((operand) => columns.includes(operand)).length);
  }, 0);
}

function spanOf({ operands }: DrawnMemory, columns: readonly MemoryOperand[]): readonly [first: number, last: number] {
  const held = operands.map((operand) => columns.indexOf(operand)).filter((column) => column >= 0);
  return [Math.min(...held), Math.max(...held)];
}

/** The outermost row first. Memories of one row that would lie over each other get rows of their own. */
function rowsOf(memories: readonly DrawnMemory[], columns: readonly MemoryOperand[]): DrawnMemory[][] {
  const rows: DrawnMemory[][] = [];
  const highest = Math.max(0, ...memories.map(({ row }) => row));
  for (let row = highest; row >= 0; row--) {
    let current: DrawnMemory[] = [];
    for (const memory of memories.filter((one) => one.row === row)) {
      if (current.some((other) => overlap(spanOf(memory, columns), spanOf(other, columns)))) {
        rows.push(current);
        current = [];
      }
      current.push(memory);
    }
    if (current.length > 0) rows.push(current);
  }
  return rows;
}

function overlap(a: readonly [number, number], b: readonly [number, number]): boolean {
  return a[0] <= b[1] && b[0] <= a[1];
}
