import type { CostModelEvaluation } from '../model/evaluation/evaluation.ts';
import type { LoopEntry } from '../model/evaluation/evaluation-details.ts';
import { outputOperand } from '../model/workload/layer.ts';

/** A loop with, for every operand column, the memory that keeps its data while the loop runs. */
interface LoopRow {
  readonly loop: LoopEntry;
  readonly memories: readonly string[];
}

/**
 * The loop nest of one mapping as text: loop order, nesting and, per operand, the memory each temporal loop lives at. Outermost
 * loop first; loops are those after stationary loops were merged down. Same layout, byte for byte, as `loop_ordering.txt` of the
 * reference for layers of three operands; other layers get as many columns as they have operands.
 */
export function loopOrderingText(evaluation: CostModelEvaluation): string {
  const { layer } = evaluation;
  const operands = [...layer.mapping.memoryOperandLinks.keys()];
  const temporal = temporalRows(evaluation, operands);
  const spatial = spatialLoops(evaluation);

  const loopWidth =
    longest(temporal.map(({ loop: [dimension] }) => dimension)) + 19 + 2 * (temporal.length + spatial.length);
  const memoryWidth = longest(temporal.flatMap(({ memories }) => memories)) + 5;
  const width = loopWidth + operands.length * memoryWidth;
  const line = (first: string, cells: readonly string[]): string =>
    first.padEnd(loopWidth) + cells.map((cell) => cell.padEnd(memoryWidth)).join('');
  const doubleRule = '='.repeat(width);
  const rule = '-'.repeat(width);
  const spatialIndent = '  '.repeat(temporal.length);

  return [
    `Loop ordering for ${layer.name}`,
    doubleRule,
    line('Temporal Loops', operands),
    doubleRule,
    ...temporal.flatMap(({ loop: [dimension, size], memories }, depth) => [
      line(`${'  '.repeat(depth)}for ${dimension} in [0, ${size}):`, memories),
      rule,
    ]),
    doubleRule,
    'Spatial Loops'.padEnd(width),
    doubleRule,
    ...spatial.flatMap(([dimension, size]) => [
      `${spatialIndent}parfor ${dimension} in [0, ${size}):`.padEnd(width),
      rule,
    ]),
    '',
    '',
  ].join('\n');
}

/** Merged temporal loops, outermost first. Every operand has the same loops; only the memories they are kept at differ. */
function temporalRows({ layer, details }: CostModelEvaluation, operands: readonly string[]): LoopRow[] {
  const memoriesOf = operands.map((operand) =>
    (details.temporalMappingStationary[operand] ?? []).flatMap((loops, level) =>
      loops.map(() => details.operandMemoryLevels[operand]?.[level] ?? ''),
    ),
  );
  return (details.temporalMappingStationary[outputOperand(layer).name] ?? [])
    .flat()
    .map((loop, index) => ({ loop, memories: memoriesOf.map((memories) => memories[index] ?? '') }))
    .reverse();
}

/** Integer spatial loops of the output, of the highest memory level first. */
function spatialLoops({ layer, details }: CostModelEvaluation): LoopEntry[] {
  return (details.spatialMappingInt[outputOperand(layer).name] ?? []).flat().reverse();
}

function longest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map((text) => text.length));
}
