import type { CostModelEvaluation } from '../model/evaluation/evaluation.ts';
import { loopNestView } from './loop-nest-view.ts';

/**
 * The loop nest of one mapping as text: loop order, nesting and, per operand, the memory each temporal loop lives at. Outermost
 * loop first; loops are those after stationary loops were merged down. Same layout, byte for byte, as `loop_ordering.txt` of the
 * reference for layers of three operands; other layers get as many columns as they have operands.
 */
export function loopOrderingText(evaluation: CostModelEvaluation): string {
  const { operands, temporal, integerSpatial: spatial } = loopNestView(evaluation);

  const loopWidth = longest(temporal.map(({ dimension }) => dimension)) + 19 + 2 * (temporal.length + spatial.length);
  const memoryWidth = longest(temporal.flatMap(({ memories }) => Object.values(memories))) + 5;
  const width = loopWidth + operands.length * memoryWidth;
  const line = (first: string, cells: readonly string[]): string =>
    first.padEnd(loopWidth) + cells.map((cell) => cell.padEnd(memoryWidth)).join('');
  const doubleRule = '='.repeat(width);
  const rule = '-'.repeat(width);
  const spatialIndent = '  '.repeat(temporal.length);

  return [
    `Loop ordering for ${evaluation.layer.name}`,
    doubleRule,
    line('Temporal Loops', operands),
    doubleRule,
    ...temporal.flatMap(({ dimension, size, memories }, depth) => [
      line(
        `${'  '.repeat(depth)}for ${dimension} in [0, ${size}):`,
        operands.map((operand) => memories[operand] ?? ''),
      ),
      rule,
    ]),
    doubleRule,
    'Spatial Loops'.padEnd(width),
    doubleRule,
    ...spatial.flatMap(({ dimension, size }) => [
      `${spatialIndent}parfor ${dimension} in [0, ${size}):`.padEnd(width),
      rule,
    ]),
    '',
    '',
  ].join('\n');
}

function longest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map((text) => text.length));
}
