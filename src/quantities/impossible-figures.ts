import { percentText, plainText } from '../base/number-text.ts';
import { memoryLevelsOf } from '../model/accelerator/memory-hierarchy.ts';
import type { CostModelEvaluation } from '../model/evaluation/evaluation.ts';
import { outputOperand } from '../model/workload/layer.ts';
import { bandwidthOf, bitsThrough, outermostMemories } from './traffic.ts';

/*
 * Figures that no hardware could have. They are those of the reference, whose oddities are listed in docs/parity-quirks.md#cost-model.
 * They stay as they are; what is odd about them is said wherever they show.
 */

export type ImpossibleFigureKind = 'negativeLoading' | 'aboveRoof' | 'overfullMemory';

export interface ImpossibleFigure {
  readonly kind: ImpossibleFigureKind;
  /** What is impossible, with the numbers: completes "in layer …". */
  readonly text: string;
  /** How far off: cycles, or the share above 100 %. */
  readonly size: number;
}

/** Where the oddity is described. */
export const QUIRK_OF: Readonly<Record<ImpossibleFigureKind, string>> = {
  negativeLoading: 'quirk C1, docs/parity-quirks.md#cost-model',
  aboveRoof: 'quirks C1, C26 and C27, docs/parity-quirks.md#cost-model',
  overfullMemory: 'quirk Q14, docs/parity-quirks.md#mapping-search',
};

/** Speeds this much above the roof, and memories this much above 100 %, come from rounding. */
const TOLERANCE = 0.01;

/** All impossible figures of an evaluation. */
export function impossibleFigures(evaluation: CostModelEvaluation): ImpossibleFigure[] {
  return [...negativeLoading(evaluation), ...aboveRoof(evaluation), ...overfullMemories(evaluation)];
}

function negativeLoading({
  onloadingCycles,
  offloadingCycles,
  latencyTotal0,
  latencyTotal2,
}: CostModelEvaluation): ImpossibleFigure[] {
  if (onloadingCycles >= 0 && offloadingCycles >= 0) return [];
  const parts = `on-loading is ${plainText(onloadingCycles)} and off-loading ${plainText(offloadingCycles)} cycles`;
  const whole =
    latencyTotal2 < latencyTotal0
      ? `, so that the latency of ${plainText(latencyTotal2)} cycles is below that of the computation alone, ${plainText(latencyTotal0)}`
      : '';
  const size = Math.max(latencyTotal0 - latencyTotal2, -Math.min(onloadingCycles, offloadingCycles));
  return [{ kind: 'negativeLoading', text: `${parts}${whole}`, size }];
}

/** Faster than the ports of the outermost memories could move the data (docs/outputs.md). */
function aboveRoof(evaluation: CostModelEvaluation): ImpossibleFigure[] {
  // The corrected latency has every transfer of the busiest port. Words count steps of the least width, which need not divide a cycle's.
  if (evaluation.costModel === 'corrected') return [];
  const memories = outermostMemories([evaluation]);
  const bandwidth = bandwidthOf([evaluation], memories);
  if (bandwidth === 0) return [];
  const needed = bitsThrough(evaluation, memories) / bandwidth;
  const { latency } = evaluation;
  if (needed <= latency * (1 + TOLERANCE)) return [];
  const text = `the latency is ${plainText(latency)} cycles, but all ports of ${memories.join(' and ')} together need ${plainText(Math.ceil(needed))} for the traffic of the layer`;
  return [{ kind: 'aboveRoof', text, size: needed - latency }];
}

function overfullMemories({ accelerator, layer, levels }: CostModelEvaluation): ImpossibleFigure[] {
  const worst = new Map<string, number>();
  for (const [operand, memoryOperand] of layer.mapping.memoryOperandLinks) {
    memoryLevelsOf(accelerator.memoryHierarchy, memoryOperand).forEach(({ name }, level) => {
      const share = levels.sharedUtilization[operand]?.[level] ?? 0;
      if (share > 1 + TOLERANCE) worst.set(name, Math.max(worst.get(name) ?? 0, share));
    });
  }
  const { finalOutputPrecisionBits: final } = layer;
  const partial = outputOperand(layer).precisionBits;
  const cause = final > partial ? `, since O_final (${final} bits) is wider than O (${partial} bits)` : '';
  return [...worst].map(([name, share]) => ({
    kind: 'overfullMemory',
    text: `"${name}" is filled to ${percentText(share)}${cause}`,
    size: share - 1,
  }));
}
