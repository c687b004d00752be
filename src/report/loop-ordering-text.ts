import type { CostModelEvaluation } from '../model/evaluation.ts';

/** Space between the columns of memory names. */
const COLUMN_GAP = 5;

/**
 * The loops of an evaluation as text: temporal loops, outermost first, with the memory every operand has at each; below them the
 * spatial loops. The layout is that of `loop_ordering.txt` of ZigZag 3.8.5, to the byte, for layers of three operands.
 *
 * ```text
 * Loop ordering for Layer0
 * ============================================================
 * Temporal Loops                         O      W      I
 * ============================================================
 * for D0 in [0, 4):                      l1     l1     l1
 * ------------------------------------------------------------
 * ```
 */
export function loopOrderingText(evaluation: CostModelEvaluation): string {
  const { details, layer } = evaluation;
  const operands = [...layer.mapping.memoryOperandLinks.keys()];
  const [output] = layer.operands;
  const temporal = (details.temporalMappingStationary[output?.name ?? ''] ?? []).flat();
  const spatial = (details.spatialMappingInt[output?.name ?? ''] ?? []).flat().reverse();
  const cells = temporal.map((_, position) => operands.map((operand) => memoryHolding(evaluation, operand, position)));
  const column = Math.max(0, ...cells.flat().map((name) => name.length)) + COLUMN_GAP;
  const longestName = Math.max(0, ...temporal.map(([dimension]) => dimension.length));
  const left = longestName + 19 + 2 * (temporal.length + spatial.length);
  const width = left + operands.length * column;
  const row = (text: string, names: readonly string[]): string =>
    text.padEnd(left) + names.map((name) => name.padEnd(column)).join('');
  const indent = (depth: number): string => '  '.repeat(depth);
  const rule = '-'.repeat(width);
  const doubleRule = '='.repeat(width);
  const lines = [
    `Loop ordering for ${layer.name}`,
    doubleRule,
    row('Temporal Loops', operands),
    doubleRule,
    ...temporal.toReversed().flatMap(([dimension, size], depth) => {
      const memories = cells[temporal.length - 1 - depth] ?? [];
      return [row(`${indent(depth)}for ${dimension} in [0, ${size}):`, memories), rule];
    }),
    doubleRule,
    'Spatial Loops'.padEnd(width),
    doubleRule,
    ...spatial.flatMap(([dimension, size]) => [
      `${indent(temporal.length)}parfor ${dimension} in [0, ${size}):`.padEnd(width),
      rule,
    ]),
    '',
  ];
  return `${lines.join('\n')}\n`;
}

/** The memory at whose level an operand has the loop at this position, counted from the innermost. */
function memoryHolding({ details }: CostModelEvaluation, operand: string, position: number): string {
  let end = 0;
  const level = (details.temporalMappingStationary[operand] ?? []).findIndex((loops) => {
    end += loops.length;
    return position < end;
  });
  return details.operandMemoryLevels[operand]?.[level] ?? '';
}
