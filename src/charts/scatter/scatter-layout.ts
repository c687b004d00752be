import { PLANE_MARGIN } from './scatter-plane.ts';

const MARGIN = 16;
const NARROW_MARGIN = 8;
const PLANE_WIDTH = 600;
/** Height of a plane as a share of its width. */
const PLANE_SHAPE = 0.8;
/** Narrower pictures have planes one under the other and the legend below. */
const NARROW = 800;
const GAP = 12;
export const LEGEND_LINE = 22;

export interface ScatterLayout {
  readonly width: number;
  readonly height: number;
  readonly margin: number;
  readonly planeWidth: number;
  readonly planeHeight: number;
  readonly planes: readonly { readonly x: number; readonly y: number }[];
  readonly legend: { readonly x: number; readonly y: number };
}

/** Pixels that a legend may take of a picture's width. */
export function legendLimit(width: number): number {
  return width < NARROW ? width - 2 * NARROW_MARGIN : width / 3;
}

/** Places planes and legend below a heading; everything in pixels. Without a width planes are as large as they should be. */
export function layOutScatter(
  planeCount: number,
  legend: { readonly width: number; readonly lines: number },
  width: number | undefined,
  headingHeight: number,
): ScatterLayout {
  if (width !== undefined && width < NARROW) {
    const planeWidth = width - 2 * NARROW_MARGIN;
    const planeHeight = Math.round(PLANE_SHAPE * planeWidth);
    const legendTop = headingHeight + planeCount * planeHeight + (planeCount - 1) * GAP;
    return {
      width,
      height: legendTop + legend.lines * LEGEND_LINE + NARROW_MARGIN,
      margin: NARROW_MARGIN,
      planeWidth,
      planeHeight,
      planes: Array.from({ length: planeCount }, (_, index) => ({
        x: NARROW_MARGIN,
        y: headingHeight + index * (planeHeight + GAP),
      })),
      legend: { x: NARROW_MARGIN, y: legendTop },
    };
  }
  const planeWidth = width === undefined ? PLANE_WIDTH : (width - 2 * MARGIN - legend.width) / planeCount;
  const planeHeight = Math.round(PLANE_SHAPE * planeWidth);
  const legendStart = MARGIN + planeCount * planeWidth;
  return {
    width: width ?? legendStart + legend.width + MARGIN,
    height: headingHeight + Math.max(planeHeight, PLANE_MARGIN.top + legend.lines * LEGEND_LINE) + GAP,
    margin: MARGIN,
    planeWidth,
    planeHeight,
    planes: Array.from({ length: planeCount }, (_, index) => ({ x: MARGIN + index * planeWidth, y: headingHeight })),
    legend: { x: legendStart, y: headingHeight + PLANE_MARGIN.top },
  };
}
