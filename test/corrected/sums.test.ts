import { expect, test } from 'vitest';
import {
  addFigures,
  type EvaluationFigures,
  NO_FIGURES,
  perDirection,
} from '../../src/model/evaluation/evaluation-figures.ts';

/* C11: sums of layers with different memories. */

function layerOn(memories: readonly string[], isCorrected: boolean): EvaluationFigures {
  const directions = memories.map((_, level) => perDirection(() => level + 1));
  return {
    ...NO_FIGURES,
    energyPerLevel: { W: memories.map((_, level) => 10 ** level) },
    energyPerDirection: { W: directions },
    wordAccesses: { W: directions },
    ...(isCorrected ? { memoryNames: { W: memories } } : {}),
  };
}

test('the corrected model adds memories of one name, the reference levels of one number', () => {
  const sumOf = (isCorrected: boolean) =>
    [
      ['reg', 'sram', 'dram'],
      ['reg', 'dram'],
      ['buffer', 'dram'],
    ].reduce((sum, memories) => addFigures(sum, layerOn(memories, isCorrected)), NO_FIGURES);
  expect(sumOf(false).energyPerLevel).toEqual({ W: [3, 30, 100] });
  const corrected = sumOf(true);
  expect(corrected.memoryNames).toEqual({ W: ['reg', 'sram', 'dram', 'buffer'] });
  expect(corrected.energyPerLevel).toEqual({ W: [2, 10, 120, 1] });
  expect(corrected.wordAccesses.W?.map(({ rd_out_to_low }) => rd_out_to_low)).toEqual([2, 2, 7, 1]);
});
