import { beforeAll, describe, expect, test } from 'vitest';
import { categoryColour } from '../../src/charts/drawing/palette.ts';
import { loopNestChart } from '../../src/charts/loop-nest/loop-nest-chart.ts';
import { layOutLoopNest } from '../../src/charts/loop-nest/loop-nest-layout.ts';
import { loopNestView } from '../../src/loop-nest/loop-nest-view.ts';
import { loopOrderingText } from '../../src/loop-nest/loop-ordering-text.ts';
import { memoryLevelsOf } from '../../src/model/accelerator/memory-hierarchy.ts';
import type { CostModelEvaluation } from '../../src/model/evaluation/evaluation.ts';
import { memoryNames } from '../../src/quantities/cost-parts.ts';
import { getHardwarePerformance } from '../../src/run/evaluate.ts';
import type { HardwarePerformanceOptions } from '../../src/run/options/options.ts';
import { expectStandalone, sizeOf, textsOf } from './support.ts';

const RUNS: readonly (readonly [string, HardwarePerformanceOptions])[] = [
  ['resnet18 on tpu_like', { workload: 'resnet18', accelerator: 'tpu_like', mapping: 'tpu_like' }],
  ['alexnet on meta_prototype', { workload: 'alexnet', accelerator: 'meta_prototype', mapping: 'meta_prototype_like' }],
  ['alexnet on aimc', { workload: 'alexnet', accelerator: 'aimc', mapping: 'default_imc', inMemoryCompute: true }],
  ['gemm on gemm_l1_l3', { workload: 'gemm', accelerator: 'gemm_l1_l3', mapping: 'gemm_l1_l3' }],
];

describe.each(RUNS)('loop nests of %s', (_, options) => {
  let evaluations: readonly CostModelEvaluation[];
  beforeAll(async () => {
    ({ evaluations } = await getHardwarePerformance({ ...options, lpfLimit: 5, nbSpatialMappingsGenerated: 1 }));
  });

  test('have a column per operand with all its levels, used or not, from top to bottom', () => {
    for (const evaluation of evaluations) {
      const { layer, accelerator } = evaluation;
      const { columns, height } = layOutLoopNest(loopNestView(evaluation));
      expect(columns.map(({ operand }) => operand)).toEqual([...layer.mapping.memoryOperandLinks.keys()]);
      for (const { operand, levels } of columns) {
        const memoryOperand = layer.mapping.memoryOperandLinks.get(operand) ?? 'O';
        const chain = memoryLevelsOf(accelerator.memoryHierarchy, memoryOperand).map(({ name }) => name);
        expect(levels.map(({ level }) => level.memory)).toEqual(chain.toReversed());
        expect(levels[0]?.top).toBe(0);
        expect(levels.at(-1)?.bottom).toBeCloseTo(height, 9);
        levels.forEach((level, index) => {
          expect(level.bottom - level.top).toBeGreaterThanOrEqual(20 - 1e-9);
          if (index > 0) expect(level.top).toBe(levels[index - 1]?.bottom);
        });
      }
    }
  });

  test('have every loop beside the level that keeps it', () => {
    for (const evaluation of evaluations) {
      const { temporal, columns } = layOutLoopNest(loopNestView(evaluation));
      const { details } = evaluation;
      for (const { operand, levels } of columns) {
        for (const { level, top, bottom } of levels) {
          const beside = temporal
            .filter(({ y }) => y > top && y < bottom)
            .map(({ loop: { dimension, size } }) => [dimension, size]);
          expect(beside).toEqual((details.temporalMappingStationary[operand]?.[level.level] ?? []).toReversed());
        }
      }
    }
  });

  test('have the colours of memories that other pictures have', () => {
    const [evaluation] = evaluations;
    if (evaluation === undefined) throw new Error('no evaluation');
    const names = memoryNames([evaluation.accelerator]);
    const svg = loopNestChart(evaluation, { memories: ['elsewhere', ...names] });
    const used = new Set([...svg.matchAll(/<rect[^>]*width="5"[^>]*fill="(#\w+)"/g)].map(([, colour]) => colour));
    expect(used.size).toBeGreaterThan(0);
    expect([...used].filter((colour) => !names.some((_, index) => categoryColour(index + 1) === colour))).toEqual([]);
  });

  test('have the loops of loop_ordering.txt and all spatial loops, in pictures of any width', () => {
    for (const evaluation of evaluations.slice(0, 4)) {
      const svg = loopNestChart(evaluation);
      expectStandalone(svg);
      expect(loopNestChart(evaluation)).toBe(svg);
      const listed = [...loopOrderingText(evaluation).matchAll(/^ *(for \w+ in \[0, \d+\)):/gm)].map(
        ([, loop]) => loop,
      );
      expect(textsOf(svg).filter((text) => text.startsWith('for '))).toEqual(listed);
      const unrollings = evaluation.spatialMapping.source.flatMap((entry) => entry.unrollings);
      const parallel = unrollings.filter(({ factor }) => factor > 1).length;
      expect(textsOf(svg).filter((text) => text.startsWith('parfor '))).toHaveLength(parallel);
      for (const width of [240, 336, 687]) {
        const narrow = loopNestChart(evaluation, { width, heading: false });
        expectStandalone(narrow);
        expect(sizeOf(narrow).width).toBe(width);
        const right = [...narrow.matchAll(/<rect x="([\d.]+)"[^>]* width="([\d.]+)"/g)].map(
          ([, x, length]) => Number(x) + Number(length),
        );
        expect(Math.max(...right)).toBeLessThanOrEqual(width);
      }
    }
  });
});
