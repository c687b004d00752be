import { plainText } from '../../base/number-text.ts';
import { printable } from '../../base/plain-text.ts';
import { type LoopNestView, lastRoundText, type TemporalLoopView } from '../../loop-nest/loop-nest-view.ts';
import { plain } from '../terminal/colours.ts';
import { shorten, wrap } from '../terminal/display-width.ts';
import { type Cell, fittingTable, formatTable, type TableOptions } from '../terminal/table.ts';

/**
 * A loop nest as text: temporal loops outermost first with the memory of every operand beside them, the spatial loops of every
 * array dimension, and what every memory level holds. Where the memories do not fit beside the loops, they stand above the loops
 * where they change.
 */
export function loopNestText(nest: LoopNestView, options: TableOptions): string {
  return [
    memoriesBeside(nest, options) ?? memoriesAbove(nest, options),
    '',
    spatialTable(nest, options),
    ...lastRoundLines(nest, options),
    '',
    levelTable(nest, options),
  ].join('\n');
}

/** Undefined where the terminal is too narrow. */
function memoriesBeside({ operands, temporal }: LoopNestView, options: TableOptions): string | undefined {
  const rows = temporal.map((loop, depth) => [
    loopText(loop, '  '.repeat(depth)),
    ...operands.map((operand) => loop.memories[operand] ?? ''),
  ]);
  const columns = [{ heading: 'temporal loops' }, ...operands.map((heading) => ({ heading, least: 8 }))];
  return fittingTable(columns, rows.length > 0 ? rows : [['none']], options);
}

function memoriesAbove({ operands, temporal }: LoopNestView, { width, paint = plain }: TableOptions): string {
  const lines = [paint('bold', 'temporal loops')];
  let last = '';
  temporal.forEach((loop, depth) => {
    const memories = operands.map((operand) => `${operand}: ${loop.memories[operand]}`).join(' | ');
    if (memories !== last) lines.push(wrap(`[${printable(memories)}]`, width, 1));
    last = memories;
    lines.push(shorten(loopText(loop, ' '.repeat(depth)), width));
  });
  return lines.join('\n');
}

function loopText({ dimension, size }: TemporalLoopView, indent: string): string {
  return `${indent}for ${dimension} in [0, ${size}):`;
}

function spatialTable({ spatial }: LoopNestView, options: TableOptions): string {
  const rows = spatial.flatMap(({ arrayDimension, units, unrollings }) => {
    const loops = unrollings.map(({ dimension, factor }) => `parfor ${dimension} in [0, ${factor}):`);
    return (loops.length > 0 ? loops : ['none']).map((loop) => [loop, arrayDimension, String(units)]);
  });
  const columns = [
    { heading: 'spatial loops', least: 12 },
    { heading: 'array dimension' },
    { heading: 'size (units)', align: 'right' as const },
  ];
  return formatTable(columns, rows, options);
}

function lastRoundLines({ lastRounds }: LoopNestView, { width }: TableOptions): string[] {
  if (lastRounds.length === 0) return [];
  const text = `smaller last rounds: ${lastRounds.map(lastRoundText).join('; ')}. Tiles are the largest.`;
  return ['', wrap(printable(text), width, 1)];
}

function levelTable({ levels }: LoopNestView, options: TableOptions): string {
  const rows = levels.map((level): readonly Cell[] => {
    const loops = level.loops.map(({ dimension, size }) => `${dimension} ${size}`).join(', ');
    return [
      level.operand,
      level.memory,
      loops === '' ? { text: 'none', tint: 'dim' } : loops,
      plainText(level.tileBits),
      plainText(level.capacityBits),
      plainText(level.utilisation * 100),
      plainText(level.sharedUtilisation * 100),
    ];
  });
  return formatTable(
    [
      { heading: 'operand' },
      { heading: 'memory', least: 8 },
      { heading: 'loops (innermost first)', least: 12, leaveOut: 2 },
      { heading: 'tile (bits)', align: 'right' },
      { heading: 'capacity (bits)', align: 'right', leaveOut: 1 },
      { heading: 'filled (%)', align: 'right' },
      { heading: 'with others (%)', align: 'right' },
    ],
    rows,
    options,
  );
}
