import { quantityText } from '../../base/number-text.ts';
import { element, group, type Markup, textAt } from '../../charts/drawing/svg.ts';
import {
  type Connection,
  layOutHierarchy,
  type PlacedMemory,
  type Waypoint,
} from '../../charts/memory-hierarchy/hierarchy-layout.ts';
import { arrayBox, type TextBox, textBox } from '../../charts/memory-hierarchy/memory-box.ts';
import { pathThrough } from '../../charts/memory-hierarchy/memory-hierarchy.ts';
import type { MemoryLevel } from '../../model/accelerator/memory.ts';
import { memoryLevelsOf } from '../../model/accelerator/memory-hierarchy.ts';
import type { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import type { PageLayer, PageRun } from '../parts/page-run.ts';
import { bitsOf, type HierarchyAnnotations, hierarchyAnnotations } from './hierarchy-annotations.ts';

const MARGIN = 12;
const ROW_GAP = 124;
const LINE = 16;
/** The straight ends of lines, beside which the labels stand. */
const STUB = 46;
/** Room beside the line of an operand for what it moves. */
const LABEL_WIDTH = 104;
const THICKEST = 9;
const THINNEST = 1.25;

/** The memories with what a layer moves between them; thickness of the lines grows with the traffic. */
export function hierarchyDrawing(report: PageRun, { evaluation }: PageLayer): Markup {
  const { accelerator, layer } = evaluation;
  const annotations = hierarchyAnnotations(evaluation);
  const { memories, array, connections, width, height } = layOutHierarchy(accelerator, {
    memoryBox: (memory) => annotatedBox(annotations, memory),
    arrayBox,
    rowGap: ROW_GAP,
  });
  const largest = Math.max(...annotations.traffic.map(({ bits }) => bits));
  return element(
    'svg',
    {
      class: 'chart hierarchy',
      viewBox: `0 0 ${Math.ceil(width + 2 * MARGIN)} ${Math.ceil(height + 2 * MARGIN)}`,
      width: Math.ceil(width + 2 * MARGIN),
      role: 'img',
      'aria-label': `Memory hierarchy of ${accelerator.name} with the traffic of ${layer.name}; the numbers stand in the table below`,
    },
    group({ transform: `translate(${MARGIN},${MARGIN})` }, [
      ...connections.map((connection) => drawLine(connection, annotations, largest)),
      ...memories.map((placed) => drawMemory(report, placed, annotations)),
      drawArray(array.box, array.x, array.y, array.width),
      ...connections.flatMap((connection) => drawLabels(evaluation, connection, annotations)),
    ]),
  );
}

function annotatedBox(annotations: HierarchyAnnotations, memory: MemoryLevel): TextBox {
  const box = textBox(annotations.memories.get(memory)?.lines.map(({ text }) => text) ?? []);
  return { ...box, width: Math.max(box.width, LABEL_WIDTH * (memory.operands.length + 1) - 40) };
}

function drawMemory({ colourOf }: PageRun, { memory, box, x, y }: PlacedMemory, all: HierarchyAnnotations): Markup {
  const annotation = all.memories.get(memory);
  if (annotation === undefined) return group({}, []);
  const { lines, utilisation } = annotation;
  const filled = box.width * Math.min(1, Math.max(0, utilisation));
  return group({ class: colourOf(memory.name) }, [
    element('rect', { class: 'memory', x, y, width: box.width, height: box.height, rx: 5 }),
    element('rect', { class: 'filling', x, y: y + box.height - 5, width: filled, height: 5 }),
    ...lines.map(({ text, kind }, index) =>
      textAt(x + box.width / 2, y + 20 + index * LINE, text, { class: kind, 'text-anchor': 'middle' }),
    ),
  ]);
}

function drawArray(box: TextBox, x: number, y: number, width: number): Markup {
  return group({ 'text-anchor': 'middle' }, [
    element('rect', { class: 'array', x, y, width, height: box.height, rx: 5 }),
    ...box.lines.map((line, index) =>
      textAt(x + width / 2, y + 20 + index * LINE, line, { class: index === 0 ? 'name' : 'plain' }),
    ),
  ]);
}

function drawLine({ operand, upper, points }: Connection, all: HierarchyAnnotations, largest: number): Markup {
  const bits = bitsOf(all, upper, operand);
  const total = bits.rd_out_to_low + bits.wr_in_by_low;
  const thickness = total === 0 ? THINNEST : THINNEST + (THICKEST - THINNEST) * Math.sqrt(total / largest);
  return element('path', {
    class: 'way',
    d: pathThrough(straightEnds(points)),
    'stroke-width': Math.min(THICKEST, thickness),
    'stroke-dasharray': total === 0 ? '3 4' : undefined,
  });
}

/** Bends between rows keep away from the boxes by the length of a stub. */
function straightEnds(points: readonly Waypoint[]): Waypoint[] {
  return points.flatMap((point, index) => {
    const before = points[index - 1];
    return before === undefined || before.x === point.x
      ? [point]
      : [{ x: before.x, y: before.y - STUB }, { x: point.x, y: point.y + STUB }, point];
  });
}

/** At each end of a line what the memory there moves; at the array only the operand's name. */
function drawLabels(evaluation: CostModelEvaluation, connection: Connection, all: HierarchyAnnotations): Markup[] {
  const { operand, upper, points } = connection;
  const [low, high] = [points[0], points.at(-1)];
  if (low === undefined || high === undefined) return [];
  const links = evaluation.layer.mapping.memoryOperandLinks;
  const name = [...links].find(([, memoryOperand]) => memoryOperand === operand)?.[0];
  if (name === undefined) return [];
  const chain = memoryLevelsOf(evaluation.accelerator.memoryHierarchy, operand);
  const lower = chain[chain.indexOf(upper) - 1];
  const above = bitsOf(all, upper, operand);
  const below = bitsOf(all, lower, operand);
  const lineOf = (arrow: string, bits: number): string[] => (bits > 0 ? [`${arrow} ${quantityText(bits, 'bit')}`] : []);
  const upperLines = [...lineOf('↓', above.rd_out_to_low), ...lineOf('↑', above.wr_in_by_low)];
  const lowerLines = [...lineOf('↓', below.wr_in_by_high), ...lineOf('↑', below.rd_out_to_high)];
  return [
    ...textLines(high.x + 9, high.y + 15, [name, ...upperLines]),
    ...textLines(low.x + 9, low.y - 7 - 14 * Math.max(0, lowerLines.length - 1), lowerLines),
  ];
}

function textLines(x: number, y: number, lines: readonly string[]): Markup[] {
  return lines.map((line, index) => textAt(x, y + 14 * index, line, { class: 'moves halo' }));
}
