import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import type { MemoryLevel, MemoryOperand } from '../../model/accelerator/memory.ts';
import { memoryLevelsOf } from '../../model/accelerator/memory-hierarchy.ts';
import { arrayBox, memoryBox, type TextBox } from './memory-box.ts';

/** Operands from left to right: the input that shares memories with the output stands beside it. */
const OPERAND_COLUMNS: readonly MemoryOperand[] = ['I1', 'O', 'I2'];

const GAP_BETWEEN_BOXES = 28;
/** Room for a connection that passes a row. */
const PASSAGE_WIDTH = 24;

export interface PlacedMemory {
  readonly memory: MemoryLevel;
  readonly box: TextBox;
  readonly x: number;
  readonly y: number;
}

/** A point of the way that an operand's data take. */
export interface Waypoint {
  readonly x: number;
  readonly y: number;
}

/** The way between a memory and the next lower one of an operand, or the array. */
export interface Connection {
  readonly operand: MemoryOperand;
  readonly upper: MemoryLevel;
  /** From bottom to top. Sideways moves are between rows only, where no box is in the way. */
  readonly points: readonly Waypoint[];
}

export interface HierarchyLayout {
  readonly memories: readonly PlacedMemory[];
  readonly array: { readonly box: TextBox; readonly x: number; readonly y: number; readonly width: number };
  readonly connections: readonly Connection[];
  readonly width: number;
  readonly height: number;
}

/** What is written in the boxes, and how much room there is between them. */
export interface HierarchyStyle {
  readonly memoryBox: (memory: MemoryLevel) => TextBox;
  readonly arrayBox: (accelerator: Accelerator) => TextBox;
  /** Pixels between rows. */
  readonly rowGap: number;
}

const PLAIN_STYLE: HierarchyStyle = { memoryBox, arrayBox, rowGap: 64 };

/** Something in a row: a memory, or an operand whose data pass the row on their way. */
interface Cell {
  readonly memory?: MemoryLevel;
  readonly box?: TextBox;
  readonly operands: readonly MemoryOperand[];
  readonly width: number;
}

interface PlacedCell extends Cell {
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
  readonly rowTop: number;
  readonly rowBottom: number;
}

/**
 * Places the memories in rows, each as high above the array as its longest chain of lower memories, without overlaps; connections
 * that skip a row get a passage through it.
 */
export function layOutHierarchy(accelerator: Accelerator, style: HierarchyStyle = PLAIN_STYLE): HierarchyLayout {
  const { rowGap } = style;
  const rowOf = rowsFromBottom(accelerator);
  const rows = cellsByRow(accelerator, rowOf, style);
  const array = style.arrayBox(accelerator);
  const widths = rows.map(
    (cells) => cells.reduce((sum, { width }) => sum + width, 0) + GAP_BETWEEN_BOXES * (cells.length - 1),
  );
  const width = Math.max(array.width, ...widths);
  const heights = rows.map((cells) => Math.max(...cells.map(({ box }) => box?.height ?? 0)));
  const height = heights.reduce((sum, rowHeight) => sum + rowHeight + rowGap, 0) + array.height;
  const arrayTop = height - array.height;

  let bottom = arrayTop;
  const placed = rows.map((cells, row) => {
    bottom -= rowGap;
    const rowHeight = heights[row] ?? 0;
    const rowBottom = bottom;
    bottom -= rowHeight;
    // The spare width goes evenly between, before and behind the cells.
    const spare = (width - (widths[row] ?? 0)) / (cells.length + 1);
    let x = 0;
    return cells.map((cell): PlacedCell => {
      x += spare;
      const left = x;
      x += cell.width + GAP_BETWEEN_BOXES;
      const boxHeight = cell.box?.height ?? rowHeight;
      const top = rowBottom - (rowHeight + boxHeight) / 2;
      return { ...cell, x: left, top, bottom: top + boxHeight, rowTop: rowBottom - rowHeight, rowBottom };
    });
  });

  return {
    memories: placed
      .flat()
      .flatMap(({ memory, box, x, top }) =>
        memory === undefined || box === undefined ? [] : [{ memory, box, x, y: top }],
      ),
    array: { box: array, x: 0, y: arrayTop, width },
    connections: accelerator.memoryHierarchy.operands.flatMap((operand) => connectionsOf(operand, placed, arrayTop)),
    width,
    height,
  };
}

/** Longest distance of every memory from the bottom, over the chains of memories of all operands. */
function rowsFromBottom({ memoryHierarchy }: Accelerator): ReadonlyMap<MemoryLevel, number> {
  const rowOf = new Map<MemoryLevel, number>();
  for (const memory of memoryHierarchy.memoryOrder) {
    const below = memory.operands.flatMap((operand) => {
      const chain = memoryLevelsOf(memoryHierarchy, operand);
      const lower = chain[chain.indexOf(memory) - 1];
      return lower === undefined ? [] : [(rowOf.get(lower) ?? 0) + 1];
    });
    rowOf.set(memory, Math.max(0, ...below));
  }
  return rowOf;
}

function cellsByRow(
  { memoryHierarchy }: Accelerator,
  rowOf: ReadonlyMap<MemoryLevel, number>,
  style: HierarchyStyle,
): (readonly Cell[])[] {
  const rowCount = Math.max(...rowOf.values()) + 1;
  return Array.from({ length: rowCount }, (_, row) => {
    const memories = memoryHierarchy.memories
      .filter((memory) => rowOf.get(memory) === row)
      .map((memory): Cell => {
        const box = style.memoryBox(memory);
        return { memory, box, operands: inColumns(memory.operands), width: box.width };
      });
    const passages = memoryHierarchy.operands
      .filter((operand) => {
        const chain = memoryLevelsOf(memoryHierarchy, operand).map((memory) => rowOf.get(memory) ?? 0);
        return !chain.includes(row) && row < Math.max(...chain);
      })
      .map((operand): Cell => ({ operands: [operand], width: PASSAGE_WIDTH }));
    return [...memories, ...passages].sort((a, b) => meanColumn(a) - meanColumn(b));
  });
}

function inColumns(operands: readonly MemoryOperand[]): MemoryOperand[] {
  return OPERAND_COLUMNS.filter((operand) => operands.includes(operand));
}

function meanColumn({ operands }: Cell): number {
  return operands.reduce((sum, operand) => sum + OPERAND_COLUMNS.indexOf(operand), 0) / operands.length;
}

/** One connection per memory of the operand, down to its next lower memory or the array. */
function connectionsOf(
  operand: MemoryOperand,
  rows: readonly (readonly PlacedCell[])[],
  arrayTop: number,
): Connection[] {
  const connections: Connection[] = [];
  let points: Waypoint[] = [];
  for (const row of rows) {
    const cell = row.find(({ operands }) => operands.includes(operand));
    if (cell === undefined) break;
    const x = cell.x + (cell.width * (cell.operands.indexOf(operand) + 1)) / (cell.operands.length + 1);
    if (points.length === 0) points.push({ x, y: arrayTop });
    points.push({ x, y: cell.rowBottom }, { x, y: cell.bottom });
    if (cell.memory !== undefined) {
      connections.push({ operand, upper: cell.memory, points });
      points = [];
    }
    points.push({ x, y: cell.top }, { x, y: cell.rowTop });
  }
  return connections;
}
