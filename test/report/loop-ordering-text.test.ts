import { describe, expect, test } from 'vitest';
import { getHardwarePerformance } from '../../src/evaluate.ts';
import { loopOrderingText } from '../../src/report/loop-ordering-text.ts';

describe('the text of a loop order', () => {
  test('of the worked example has the measures of the reference', async () => {
    const { evaluations } = await getHardwarePerformance({
      workload: 'gemm',
      accelerator: 'gemm_l1',
      mapping: 'gemm_l1',
    });
    const [evaluation] = evaluations;
    if (evaluation === undefined) throw new Error('no evaluation');
    const lines = loopOrderingText(evaluation).split('\n');
    expect(lines[0]).toBe('Loop ordering for Layer0');
    expect(lines.slice(1, -2).map((line) => line.length)).toEqual(new Array(lines.length - 3).fill(60));
    expect(lines.slice(-2)).toEqual(['', '']);
    expect(lines[2]).toBe(`${'Temporal Loops'.padEnd(39)}O      W      I      `);
    expect(lines.filter((line) => line.trimStart().startsWith('for '))).toHaveLength(6);
    expect(lines.filter((line) => /^ {12}parfor D\d in \[0, 8\):/.test(line))).toHaveLength(3);
    expect(lines.filter((line) => line === '='.repeat(60))).toHaveLength(4);
    expect(lines.filter((line) => line === '-'.repeat(60))).toHaveLength(9);
  });

  test('names the memory of every operand, outermost loop first', async () => {
    const { evaluations } = await getHardwarePerformance({
      workload: 'resnet18.yaml',
      accelerator: 'tpu_like',
      mapping: 'tpu_like',
      lpfLimit: 4,
    });
    for (const evaluation of evaluations) {
      const rows = loopOrderingText(evaluation)
        .split('\n')
        .filter((line) => line.trimStart().startsWith('for '))
        .map((line) => line.trim().split(/ {2,}|(?<=:) +/));
      const { temporalMappingStationary, operandMemoryLevels } = evaluation.details;
      const operands = [...evaluation.layer.mapping.memoryOperandLinks.keys()];
      const expected = (temporalMappingStationary.O ?? []).flat().toReversed();
      expect(rows.map(([loop]) => loop)).toEqual(expected.map(([name, size]) => `for ${name} in [0, ${size}):`));
      operands.forEach((operand, column) => {
        const memories = (temporalMappingStationary[operand] ?? []).flatMap((loops, level) =>
          loops.map(() => operandMemoryLevels[operand]?.[level]),
        );
        expect(rows.map((row) => row[column + 1])).toEqual(memories.toReversed());
      });
    }
  });
});
