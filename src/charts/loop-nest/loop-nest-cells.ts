import { percentText, quantityText } from '../../base/number-text.ts';
import { FAINT_INK, GRID, tint } from '../drawing/palette.ts';
import { element, group, type Markup, textAt } from '../drawing/svg.ts';
import { shortened, textWidth } from '../drawing/text-width.ts';
import type { LevelSpan } from './loop-nest-layout.ts';

/** Pixels beside the text of a cell: room for the stripe of colour. */
export const CELL_PADDING = 8;
const TWO_LINES_FROM = 40;

/** Where a cell stands in its column. */
export interface CellPlace {
  readonly x: number;
  readonly width: number;
  readonly fontSize: number;
  /** Undefined where there is no memory. */
  readonly colour: string | undefined;
}

/** A memory level of an operand beside the loops it keeps. Its hint has the traffic and how full the memory is. */
export function levelCell({ level, top, bottom }: LevelSpan, place: CellPlace): Markup {
  const { operand, memory, loops, tileBits, sharedUtilisation, wordAccesses } = level;
  const hint = [
    `${memory}: ${quantityText(tileBits, 'bit')} of ${operand} in each copy`,
    `${percentText(sharedUtilisation)} of the memory in use by all operands`,
    quantityText(wordAccesses, 'word accesses'),
    ...(loops.length === 0 ? ['keeps no loop'] : []),
  ].join('; ');
  return cell(place, {
    y: top,
    height: bottom - top,
    name: memory,
    detail: quantityText(tileBits, 'bit'),
    hint,
    isDashed: loops.length === 0,
  });
}

/** The memory that serves all units along an array dimension. */
export function servingCell(memory: string | undefined, height: number, place: CellPlace): Markup {
  const hint =
    memory === undefined ? 'no memory serves several units' : `${memory} serves all units along the dimension`;
  return cell(place, {
    y: 0,
    height: height - 3,
    name: memory ?? '–',
    detail: '',
    hint,
    isDashed: memory === undefined,
  });
}

interface CellContent {
  readonly y: number;
  readonly height: number;
  readonly name: string;
  readonly detail: string;
  readonly hint: string;
  readonly isDashed: boolean;
}

/** A box in the colour of a memory, with its name and, where there is room, the detail. */
function cell(
  { x, width, fontSize, colour }: CellPlace,
  { y, height, name, detail, hint, isDashed }: CellContent,
): Markup {
  const room = width - 2 * CELL_PADDING;
  const line = fontSize + 4;
  const inOneLine = `${name} · ${detail}`;
  const fits = (text: string): boolean => textWidth(text, fontSize) <= room;
  const lines =
    detail === ''
      ? [shortened(name, room, fontSize)]
      : height >= TWO_LINES_FROM && fits(detail)
        ? [shortened(name, room, fontSize), detail]
        : [fits(inOneLine) ? inOneLine : shortened(name, room, fontSize)];
  const baseline = y + height / 2 + 0.35 * fontSize - ((lines.length - 1) * line) / 2;
  return group({ 'text-anchor': 'middle', 'font-size': fontSize }, [
    element('title', {}, hint),
    element('rect', {
      x: x + 0.5,
      y: y + 1.5,
      width: width - 1,
      height: height - 3,
      fill: colour === undefined || isDashed ? '#ffffff' : tint(colour, 0.3),
      stroke: colour ?? GRID,
      'stroke-dasharray': isDashed ? '3,2' : undefined,
    }),
    ...(colour === undefined ? [] : [element('rect', { x, y: y + 1, width: 5, height: height - 2, fill: colour })]),
    ...lines.map((text, index) =>
      textAt(x + width / 2 + 2, baseline + index * line, text, index > 0 || isDashed ? { fill: FAINT_INK } : {}),
    ),
  ]);
}
