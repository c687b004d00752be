import type { Nest } from './moves.ts';

/** Height of a memory level without loops, in pixels. */
export const STRIP = 34;
/** Height of the place that a loop was taken from. */
export const SPOT = 28;
/** Most loops with rows of full height. */
const MOST_HIGH_ROWS = 8;

/** Something that stands in the nest. Pixels from its top. */
export interface Placed {
  readonly top: number;
  readonly height: number;
}

export interface PlacedBlock extends Placed {
  readonly operand: string;
  /** 0 is next to the array. */
  readonly level: number;
  /** Loops of the level. */
  readonly loops: number;
}

export interface NestLayout {
  readonly height: number;
  readonly rowHeight: number;
  /** By position of the loop, innermost first. */
  readonly rows: readonly Placed[];
  readonly blocks: readonly PlacedBlock[];
  /** Where a loop was taken from. */
  readonly spot?: Placed | undefined;
}

export function rowHeightFor(loops: number): number {
  return loops > MOST_HIGH_ROWS ? 32 : 56;
}

/**
 * Where everything of a nest is drawn, outermost first. Levels without loops are strips in the gap of their borders. Blocks beside a gap
 * reach into it where another operand has the strips.
 * @param spot number of loops inside the place that a loop was taken from.
 */
export function layoutOf(
  { loops, boundaries }: Nest,
  rowHeight = rowHeightFor(loops.length),
  spot?: number,
): NestLayout {
  const count = loops.length;
  // Gaps go by the number of loops inside them.
  const strips = Array.from({ length: count + 1 }, (_, inside) =>
    Math.max(0, ...[...boundaries.values()].map((ends) => emptyLevels(ends, inside))),
  );
  const gapTops: number[] = [];
  const rows: Placed[] = [];
  let y = 0;
  let spotAt: Placed | undefined;
  for (let inside = count; inside >= 0; inside--) {
    gapTops[inside] = y;
    y += (strips[inside] ?? 0) * STRIP;
    if (inside === spot) {
      spotAt = { top: y, height: SPOT };
      y += SPOT;
    }
    if (inside > 0) {
      rows[inside - 1] = { top: y, height: rowHeight };
      y += rowHeight;
    }
  }
  const blocks = [...boundaries].flatMap(([operand, ends]) => blocksOf(operand, ends, gapTops, strips, y));
  return { height: y, rowHeight, rows, blocks, spot: spotAt };
}

/** Levels without loops whose border is in a gap. */
function emptyLevels(ends: readonly number[], inside: number): number {
  return ends.filter((end, level) => end === inside && (ends[level - 1] ?? 0) === end).length;
}

function blocksOf(
  operand: string,
  ends: readonly number[],
  gapTops: readonly number[],
  strips: readonly number[],
  height: number,
): PlacedBlock[] {
  const blocks: PlacedBlock[] = [];
  let bottom = height;
  for (const [level, end] of ends.entries()) {
    const loops = end - (ends[level - 1] ?? 0);
    // Strips above this block in its gap, and below it if it is a strip itself.
    const stripsAbove = ends.filter((other, above) => above > level && other === end).length;
    const isLast = level === ends.length - 1;
    const gapTop = gapTops[end] ?? 0;
    // In the gap at the bottom nothing is below the strips: they keep to the bottom, and the block above fills the rest.
    const unused = end === 0 ? (strips[0] ?? 0) - ends.filter((other) => other === 0).length : 0;
    const top = isLast ? 0 : gapTop + (unused + stripsAbove) * STRIP;
    blocks.push({ operand, level, loops, top, height: bottom - top });
    bottom = top;
  }
  return blocks;
}
