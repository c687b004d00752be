import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import type { DataDirection } from '../../model/accelerator/data-direction.ts';
import { portServing } from '../../model/accelerator/memory.ts';
import { FAINT_INK, OPERAND_COLOUR } from '../drawing/palette.ts';
import { element, group, type Markup, svgDocument, textAt } from '../drawing/svg.ts';
import { textWidth } from '../drawing/text-width.ts';
import { type Connection, layOutHierarchy, type Waypoint } from './hierarchy-layout.ts';
import { drawTextBox } from './memory-box.ts';

const MARGIN = 20;
const HEADER = 64;
const MEMORY_FILL = '#f4f6f8';
const ARRAY_FILL = '#fdf3dc';

/**
 * The memories of an accelerator above its array, with sizes, copies, ports and costs, and the ways of each operand's data:
 * arrow heads show whether they go down to the array, up from it, or both. Returns a standalone SVG document.
 */
export function memoryHierarchyChart(accelerator: Accelerator): string {
  const { memories, array, connections, width, height } = layOutHierarchy(accelerator);
  const title = `Memory hierarchy of ${accelerator.name}`;
  const legend = 'Arrows: data to and from the array, by memory operand';
  const titleWidth = Math.max(textWidth(title, 16, 'bold'), textWidth(legend, 12));
  const contentWidth = Math.max(width, titleWidth);
  return svgDocument(contentWidth + 2 * MARGIN, HEADER + height + MARGIN, title, [
    textAt(MARGIN, 28, title, { 'font-size': 16, 'font-weight': 'bold' }),
    textAt(MARGIN, 48, legend, { fill: FAINT_INK }),
    group({ transform: `translate(${MARGIN + (contentWidth - width) / 2},${HEADER})` }, [
      ...connections.map(drawConnection),
      ...memories.map(({ box, x, y }) => drawTextBox(box, x, y, box.width, MEMORY_FILL)),
      drawTextBox(array.box, array.x, array.y, array.width, ARRAY_FILL),
      ...connections.flatMap(drawEnds),
    ]),
  ]);
}

function drawConnection({ operand, points }: Connection): Markup {
  return element('path', { d: pathThrough(points), fill: 'none', stroke: OPERAND_COLOUR[operand], 'stroke-width': 2 });
}

/** Straight upward, with S-bends where points lie beside each other. */
export function pathThrough(points: readonly Waypoint[]): string {
  const parts = points.slice(1).map(({ x, y }, index) => {
    const from = points[index] ?? { x, y };
    const middle = coordinate((from.y + y) / 2);
    return from.x === x
      ? `V${coordinate(y)}`
      : `C${coordinate(from.x)},${middle} ${coordinate(x)},${middle} ${coordinate(x)},${coordinate(y)}`;
  });
  const [start] = points;
  return start === undefined ? '' : `M${coordinate(start.x)},${coordinate(start.y)}${parts.join('')}`;
}

/** Arrow heads, and the operand's name at the lower end. */
function drawEnds({ operand, upper, points }: Connection): Markup[] {
  const [low, high] = [points[0], points.at(-1)];
  if (low === undefined || high === undefined) return [];
  const fill = OPERAND_COLOUR[operand];
  // The side from which the bend does not come.
  const labelSide = (points.find(({ x }) => x !== low.x)?.x ?? low.x) > low.x ? -1 : 1;
  const moves = (direction: DataDirection): boolean => portServing(upper, operand, direction) !== undefined;
  return [
    ...(moves('rd_out_to_low') ? [arrowHead(low, -1, fill)] : []),
    ...(moves('wr_in_by_low') ? [arrowHead(high, 1, fill)] : []),
    textAt(low.x + 8 * labelSide, low.y - 12, operand, {
      fill,
      'font-weight': 'bold',
      'text-anchor': labelSide === 1 ? 'start' : 'end',
    }),
  ];
}

/** A triangle with its tip at a point; side 1 hangs below it, −1 stands above it. */
function arrowHead({ x, y }: Waypoint, side: 1 | -1, fill: string): Markup {
  const base = coordinate(y + 10 * side);
  return element('path', {
    d: `M${coordinate(x)},${coordinate(y)}L${coordinate(x - 5)},${base}H${coordinate(x + 5)}Z`,
    fill,
  });
}

function coordinate(value: number): number {
  return Math.round(value * 100) / 100;
}
