import { expect, test } from 'vitest';
import { loopNestText } from '../../src/cli/text/loop-nest-text.ts';
import { lastRoundText, loopNestView } from '../../src/loop-nest/loop-nest-view.ts';
import { operandElements } from '../../src/model/workload/relevance.ts';
import { getHardwarePerformance } from '../../src/run/evaluate.ts';
import { FREE_MAPPING, matrixProduct, memory, rowOfUnits } from '../small-inputs.ts';

/* What the loop nest shows of smaller last rounds. */

test('rounds that are smaller, the largest tiles, and no more data than the tensors have', async () => {
  const { evaluations } = await getHardwarePerformance({
    workload: [matrixProduct(0, 'product', [13, 4, 6])],
    accelerator: rowOfUnits({ inner: memory(16, ['O'], []), outer: memory(1e6) }),
    mapping: [{ ...FREE_MAPPING, spatial_mapping: { D1: ['B, 8'] } }],
    costModel: 'corrected',
  });
  const [evaluation] = evaluations;
  if (evaluation === undefined) throw new Error('no layer');
  const nest = loopNestView(evaluation);
  expect(nest.lastRounds.map(lastRoundText)).toEqual(['B 13 in 2 rounds of 7, the last of 6']);
  expect(loopNestText(nest, { width: 120 })).toContain('\nsmaller last rounds: B 13 in 2 rounds of 7, the last of 6.');
  for (const { operand, memory: name, tileElements, tileBits, utilisation, capacityBits } of nest.levels) {
    const source = evaluation.layer.operands.find((one) => one.name === operand);
    if (source === undefined) throw new Error(`no operand ${operand}`);
    const distinct = operandElements(evaluation.layer, source, 'corrected');
    if (name === 'outer') expect(tileElements, operand).toBe(distinct);
    expect(utilisation * capacityBits).toBeCloseTo(tileBits, 9);
    const { total, effective, unit } = evaluation.details.dataSizes[operand] ?? { total: [], effective: [], unit: [] };
    expect(total.at(-1)).toBe(distinct);
    for (const [level, elements] of total.entries()) {
      expect(elements).toBeLessThanOrEqual(distinct);
      expect(elements).toBeGreaterThanOrEqual(unit[level] ?? 0);
      expect(effective[level]).toBeLessThanOrEqual(unit[level] ?? 0);
    }
  }
});
