import type { Accelerator } from '../../model/accelerator.ts';
import type { MemoryLevel, MemoryOperand } from '../../model/memory.ts';
import { PALETTE, picture, textAt, textWidth } from './svg.ts';

/*
 * A small layered drawing of its own: the array at the bottom, memories in rows above it, a line per operand from every memory to the
 * next one that holds the operand.
 */

const LINE_HEIGHT = 16;
const PADDING = 10;
const ROW_GAP = 46;
const COLUMN_GAP = 28;
const MARGIN = 24;

const OPERAND_COLOURS: Readonly<Record<MemoryOperand, string>> = {
  I1: PALETTE.blue,
  I2: PALETTE.orange,
  O: PALETTE.green,
};

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly lines: readonly string[];
}

/**
 * The memory hierarchy of an accelerator: operands, size, copies, ports with bandwidth (bits per cycle), energy per access (pJ).
 * @returns SVG text.
 */
export function memoryHierarchyChart(accelerator: Accelerator): string {
  const { memories } = accelerator.memoryHierarchy;
  const key = memoryOperands(memories);
  const array = arrayLines(accelerator);
  const centers = placeRows(accelerator);
  const extent = [...centers].map(([memory, center]) => ({ center, half: boxWidth(memoryLines(memory)) / 2 }));
  const halfTitle = Math.max(textWidth(accelerator.name, 16), boxWidth(array), key.length * 60) / 2;
  const left = Math.min(-halfTitle, ...extent.map(({ center, half }) => center - half));
  const right = Math.max(halfTitle, ...extent.map(({ center, half }) => center + half));
  const middle = MARGIN - left;
  const width = right - left + 2 * MARGIN;
  const boxes = new Map<MemoryLevel, Box>();
  let y = MARGIN + 44;
  for (const row of rowsOf(accelerator).toReversed()) {
    for (const memory of row) boxes.set(memory, boxAt(memoryLines(memory), middle + (centers.get(memory) ?? 0), y));
    y += Math.max(...row.map((memory) => boxHeight(memoryLines(memory)))) + ROW_GAP;
  }
  const arrayBox = boxAt(array, middle, y);
  const content = [
    textAt(width / 2, MARGIN, accelerator.name, { anchor: 'middle', size: 16, bold: true }),
    ...key.map(([operand, colour], index) =>
      textAt(MARGIN + index * 60, MARGIN + 22, `— ${operand}`, { size: 12, bold: true, colour }),
    ),
    ...key.flatMap(([operand, colour], index) =>
      wayOf(accelerator, operand, colour, (index - (key.length - 1) / 2) * 12, boxes, arrayBox),
    ),
    ...[...boxes.values()].map((box) => drawBox(box, '#f4f6f8')),
    drawBox(arrayBox, '#e8eef4'),
  ];
  return picture(Math.ceil(width), Math.ceil(y + arrayBox.height + MARGIN), content.join(''));
}

/** Centers of the memories' boxes, the array's being 0: each above what it feeds, as far as there is room. */
function placeRows(accelerator: Accelerator): Map<MemoryLevel, number> {
  const { levels } = accelerator.memoryHierarchy;
  const centers = new Map<MemoryLevel, number>();
  for (const [index, row] of rowsOf(accelerator).entries()) {
    const wished = row.map((memory, place) => {
      const below = [...memory.levelOf].map(([operand, level]) => {
        const lower = levels.get(operand)?.[level - 1];
        return lower === undefined ? 0 : (centers.get(lower) ?? 0);
      });
      const center = index === 0 ? place : below.reduce((sum, x) => sum + x, 0) / below.length;
      return { memory, center, width: boxWidth(memoryLines(memory)) };
    });
    wished.sort((x, y) => x.center - y.center);
    let end = Number.NEGATIVE_INFINITY;
    const placed = wished.map(({ memory, center, width }) => {
      const start = Math.max(center - width / 2, end + COLUMN_GAP);
      end = start + width;
      return { memory, center: start + width / 2, wished: center };
    });
    const drift = placed.reduce((sum, box) => sum + box.center - (index === 0 ? 0 : box.wished), 0) / placed.length;
    for (const { memory, center } of placed) centers.set(memory, center - drift);
  }
  return centers;
}

/** Memories by their longest distance from the array, lowest row first. */
function rowsOf({ memoryHierarchy }: Accelerator): MemoryLevel[][] {
  const rowOf = new Map<MemoryLevel, number>();
  for (const memory of memoryHierarchy.memoryOrder) {
    const below = [...memory.levelOf].flatMap(([operand, level]) => {
      const lower = memoryHierarchy.levels.get(operand)?.[level - 1];
      return lower === undefined ? [] : [(rowOf.get(lower) ?? 0) + 1];
    });
    rowOf.set(memory, Math.max(0, ...below));
  }
  const count = Math.max(0, ...rowOf.values()) + 1;
  return Array.from({ length: count }, (_, row) =>
    memoryHierarchy.memories.filter((memory) => rowOf.get(memory) === row),
  );
}

function memoryOperands(memories: readonly MemoryLevel[]): (readonly [MemoryOperand, string])[] {
  const held = new Set(memories.flatMap(({ operands }) => operands));
  return [...held].map((operand) => [operand, OPERAND_COLOURS[operand]] as const);
}

/** One operand's way from the array to its top memory, drawn behind the boxes. */
function wayOf(
  { memoryHierarchy }: Accelerator,
  operand: MemoryOperand,
  colour: string,
  shift: number,
  boxes: ReadonlyMap<MemoryLevel, Box>,
  arrayBox: Box,
): string[] {
  const way = [arrayBox, ...(memoryHierarchy.levels.get(operand) ?? []).flatMap((memory) => boxes.get(memory) ?? [])];
  return way.slice(1).map((upper, step) => {
    const lower = way[step] ?? arrayBox;
    const x1 = lower.x + lower.width / 2 + shift;
    const x2 = upper.x + upper.width / 2 + shift;
    const y1 = lower.y;
    const y2 = upper.y + upper.height;
    const middle = (y1 + y2) / 2;
    return `<path d="M${x1} ${y1}C${x1} ${middle} ${x2} ${middle} ${x2} ${y2}" fill="none" stroke="${colour}" stroke-width="2.5"/>`;
  });
}

function arrayLines({ operationalArray }: Accelerator): string[] {
  const sizes = operationalArray.dimensions.map(({ name, size }) => `${name} ${size}`).join(' × ');
  return [`operational array: ${sizes}`, `${operationalArray.unitCount} units`];
}

function memoryLines(memory: MemoryLevel): string[] {
  const served = memory.servedDimensions.length === 0 ? 'one unit' : memory.servedDimensions.join(', ');
  return [
    `${memory.name}: ${memory.operands.join(', ')}`,
    `${formatBits(memory.sizeBits)}${memory.copies > 1 ? `, ${memory.copies} copies` : ''}, serves ${served}`,
    `read ${memory.readEnergyPj} pJ, write ${memory.writeEnergyPj} pJ`,
    ...memory.ports.map(
      ({ name, bandwidthMin, bandwidthMax, services }) =>
        `${name}: ${bandwidthMin === bandwidthMax ? bandwidthMax : `${bandwidthMin}…${bandwidthMax}`} bit/cycle, ${[...new Set(services.map(({ memoryOperand }) => memoryOperand))].join(' ')}`,
    ),
  ];
}

/** `2 MiB`, `128 B`, `9 bit`: whole units only where they are exact. */
function formatBits(bits: number): string {
  const units: readonly (readonly [string, number])[] = [
    ['GiB', 2 ** 33],
    ['MiB', 2 ** 23],
    ['KiB', 2 ** 13],
    ['B', 8],
  ];
  const fitting = units.find(([, size]) => bits >= size && Number.isInteger((bits / size) * 100));
  return fitting === undefined ? `${bits} bit` : `${bits / fitting[1]} ${fitting[0]}`;
}

/** A box of these lines with its top at `y`. */
function boxAt(lines: readonly string[], center: number, y: number): Box {
  const width = boxWidth(lines);
  return { x: center - width / 2, y, width, height: boxHeight(lines), lines };
}

function boxWidth(lineTexts: readonly string[]): number {
  return 2 * PADDING + Math.max(...lineTexts.map((line, index) => textWidth(line, index === 0 ? 13 : 11)));
}

function boxHeight(lineTexts: readonly string[]): number {
  return 2 * PADDING + lineTexts.length * LINE_HEIGHT - 4;
}

function drawBox({ x, y, width, height, lines: texts }: Box, fill: string): string {
  const frame = `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="5" fill="${fill}" stroke="#4a5560"/>`;
  const words = texts.map((line, index) =>
    textAt(x + width / 2, y + PADDING + 11 + index * LINE_HEIGHT, line, {
      anchor: 'middle',
      size: index === 0 ? 13 : 11,
      bold: index === 0,
    }),
  );
  return frame + words.join('');
}
