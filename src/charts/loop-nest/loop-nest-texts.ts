import { shortText } from '../../base/number-text.ts';
import { shortened, textWidth } from '../drawing/text-width.ts';
import { CELL_PADDING } from './loop-nest-cells.ts';
import type { LoopNestLayout } from './loop-nest-layout.ts';

export const LOOP_FONT_SIZE = 12;
const SMALLEST_CELL_FONT = 9;
const LARGEST_INDENT = 12;
/** Wide enough to see the nesting. */
const SMALLEST_INDENT = 3;
/** Of spatial loops below their array dimension, in pixels. */
export const SPATIAL_INDENT = 10;

/** The loops as text, and how the width is shared between them and the operands' columns. */
export interface LoopTexts {
  readonly temporal: readonly string[];
  /** Per array dimension: how much of it is used, then its loops. */
  readonly spatial: readonly (readonly string[])[];
  readonly width: number;
  /** Of every loop in the one around it, in pixels. */
  readonly indent: number;
  readonly columnWidth: number;
  readonly cellFontSize: number;
}

/** Where `for K in [0, 2)` leaves too little room for the names of memories, loops are written `K 2` and indented less. */
export function fitLoopTexts(layout: LoopNestLayout, width: number, gap: number): LoopTexts {
  const { temporal, spatial, columns } = layout;
  const names = columns.flatMap(({ levels }) => levels.map(({ level }) => level.memory));
  const nameWidth = (fontSize: number): number =>
    2 * CELL_PADDING + Math.max(0, ...names.map((name) => textWidth(name, fontSize)));
  const room = (fontSize: number): number => width - columns.length * (nameWidth(fontSize) + gap);

  const inWords = textsOf(layout, (dimension, size) => `for ${dimension} in [0, ${size})`, 'par');
  const isRoomy = widestOf(inWords, SMALLEST_INDENT) <= room(LOOP_FONT_SIZE);
  const texts = isRoomy ? inWords : textsOf(layout, (dimension, size) => `${dimension} ${size}`, '');
  const rest = Math.max(room(SMALLEST_CELL_FONT + 1), widestOf(texts, SMALLEST_INDENT));
  const spare = (isRoomy ? room(LOOP_FONT_SIZE) : rest) - widestOf(texts, 0);
  const indent = Math.max(SMALLEST_INDENT, Math.min(LARGEST_INDENT, spare / Math.max(1, temporal.length)));
  const loopsWidth = Math.min(width / 2, widestOf(texts, indent) + 6);
  const columnWidth = (width - loopsWidth) / Math.max(1, columns.length) - gap;
  const fontSizes = Array.from({ length: LOOP_FONT_SIZE - SMALLEST_CELL_FONT }, (_, index) => LOOP_FONT_SIZE - index);
  return {
    temporal: texts.temporal.map((text, row) => shortened(text, loopsWidth - row * indent, LOOP_FONT_SIZE)),
    spatial: spatial.map((_, index) =>
      (texts.spatial[index] ?? []).map((text) => shortened(text, loopsWidth - SPATIAL_INDENT, LOOP_FONT_SIZE)),
    ),
    width: loopsWidth,
    indent,
    columnWidth,
    cellFontSize: fontSizes.find((fontSize) => nameWidth(fontSize) <= columnWidth) ?? SMALLEST_CELL_FONT,
  };
}

type Texts = Pick<LoopTexts, 'temporal' | 'spatial'>;

function textsOf(
  { temporal, spatial }: LoopNestLayout,
  loopText: (dimension: string, size: string) => string,
  prefix: string,
): Texts {
  return {
    temporal: temporal.map(({ loop: { dimension, size } }) => loopText(dimension, String(size))),
    spatial: spatial.map(({ arrayDimension, units, used, unrollings }) => {
      const share = prefix === '' ? `${shortText(used)}/${units}` : `${shortText(used)} of ${units} units`;
      const loops = unrollings.map(({ dimension, factor }) => loopText(dimension, shortText(factor)));
      return [`${arrayDimension}: ${share}`, ...loops.map((text) => `${prefix}${text}`)];
    }),
  };
}

function widestOf({ temporal, spatial }: Texts, indent: number): number {
  return Math.max(
    0,
    ...temporal.map((text, row) => row * indent + textWidth(text, LOOP_FONT_SIZE)),
    ...spatial.flat().map((text) => SPATIAL_INDENT + textWidth(text, LOOP_FONT_SIZE)),
  );
}
