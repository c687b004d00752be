import { beforeAll, describe, expect, test } from 'vitest';
import { loopOrderingText } from '../../src/loop-nest/loop-ordering-text.ts';
import type { CostModelEvaluation } from '../../src/model/evaluation/evaluation.ts';
import { getHardwarePerformance } from '../../src/run/evaluate.ts';

describe('matrix product on gemm_l1', () => {
  let text: string;
  beforeAll(async () => {
    const { evaluations } = await getHardwarePerformance({
      workload: 'gemm',
      accelerator: 'gemm_l1',
      mapping: 'gemm_l1',
    });
    const [evaluation] = evaluations;
    if (evaluation === undefined) throw new Error('no evaluation');
    text = loopOrderingText(evaluation);
  });

  test('has six temporal and three spatial loops in lines of 60 characters', () => {
    const lines = text.split('\n');
    expect(lines.length).toBe(4 + 2 * 6 + 3 + 2 * 3 + 2);
    expect(lines[0]).toBe('Loop ordering for Layer0');
    expect(lines.at(-2)).toBe('');
    expect(lines.at(-1)).toBe('');
    expect(new Set(lines.slice(1, -2).map((line) => line.length))).toEqual(new Set([60]));
    expect(lines.filter((line) => line === '='.repeat(60)).length).toBe(4);
    expect(lines.filter((line) => line === '-'.repeat(60)).length).toBe(9);
  });

  test('indents by nesting and pads to the columns', () => {
    const lines = text.split('\n');
    expect(lines[2]).toBe(`Temporal Loops${' '.repeat(39 - 14)}O      W      I      `);
    const loops = lines.filter((line) => line.trimStart().startsWith('for '));
    expect(loops.map((line) => line.search(/\S/))).toEqual([0, 2, 4, 6, 8, 10]);
    for (const line of loops) expect(line.slice(39)).toBe('l1     l1     l1     ');
    const spatial = lines.filter((line) => line.trimStart().startsWith('parfor '));
    expect(spatial.map((line) => line.search(/\S/))).toEqual([12, 12, 12]);
    expect(new Set(spatial.map((line) => line.trim()))).toEqual(
      new Set(['parfor D0 in [0, 8):', 'parfor D1 in [0, 8):', 'parfor D2 in [0, 8):']),
    );
  });
});

describe('layers of resnet18 on tpu_like', () => {
  let evaluations: readonly CostModelEvaluation[];
  beforeAll(async () => {
    ({ evaluations } = await getHardwarePerformance({
      workload: 'resnet18.yaml',
      accelerator: 'tpu_like',
      mapping: 'tpu_like',
      lpfLimit: 4,
      nbSpatialMappingsGenerated: 1,
    }));
  });

  test('every line is as wide as the rules say', () => {
    for (const evaluation of evaluations) {
      const lines = loopOrderingText(evaluation).split('\n');
      const temporal = lines.filter((line) => /^ *for /.test(line));
      const spatial = lines.filter((line) => /^ *parfor /.test(line));
      const cells = temporal.flatMap((line) => line.slice(line.indexOf(':') + 1).match(/\S+/g) ?? []);
      const dimensions = temporal.map((line) => /for (\w+) in/.exec(line)?.[1] ?? '');
      expect(cells.length).toBe(3 * temporal.length);
      const width =
        Math.max(...dimensions.map((name) => name.length)) +
        19 +
        2 * (temporal.length + spatial.length) +
        3 * (Math.max(...cells.map((name) => name.length)) + 5);
      expect(lines.slice(1, -2).every((line) => line.length === width)).toBe(true);
      expect(lines.length).toBe(9 + 2 * (temporal.length + spatial.length));
    }
  });

  test('loops of the top memory come first, and every loop names the memory that holds it', () => {
    for (const evaluation of evaluations) {
      const { layer, details } = evaluation;
      const rows = loopOrderingText(evaluation)
        .split('\n')
        .filter((line) => /^ *for /.test(line))
        .map((line) => /for (?<dimension>\w+) in \[0, (?<size>\d+)\): +(?<cells>.*)$/.exec(line)?.groups);
      for (const [column, operand] of [...layer.mapping.memoryOperandLinks.keys()].entries()) {
        const printed = rows.map((row) => [row?.dimension, Number(row?.size), row?.cells?.split(/ +/)[column]]);
        const held = (details.temporalMappingStationary[operand] ?? []).flatMap((loops, level) =>
          loops.map(([dimension, size]) => [dimension, size, details.operandMemoryLevels[operand]?.[level]]),
        );
        expect(printed).toEqual(held.reverse());
      }
    }
  });
});
