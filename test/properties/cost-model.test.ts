import { describe, expect, test } from 'vitest';
import { recordEvaluation } from '../../src/engine/cost-model.ts';
import type { CompiledMapping } from '../../src/engine/problem/compiled-mapping.ts';
import { IRRELEVANT } from '../../src/engine/problem/compiled-problem.ts';
import { DATA_DIRECTIONS } from '../../src/model/accelerator/data-direction.ts';
import { forMappings } from './random-mappings.ts';

const close = (value: number): unknown => expect.closeTo(value, Math.max(1e-6, Math.abs(value) * 1e-12));

describe('every evaluation', () => {
  test('splits energy into its parts', () => {
    forMappings(({ evaluator, nest }) => {
      const { energy } = recordEvaluation(evaluator, nest).details;
      const perLevel = Object.values(energy.perLevel).flat();
      const perDirection = Object.values(energy.perDirection)
        .flat()
        .flatMap((level) => DATA_DIRECTIONS.map((direction) => level[direction]));
      const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
      expect(sum(perLevel)).toEqual(close(energy.memory));
      expect(sum(perDirection)).toEqual(close(energy.memory));
      expect(energy.mac + energy.memory).toEqual(close(energy.total));
    });
  });

  test('has the figures by level of its details, also when the evaluator has gone on, and scaled', () => {
    forMappings(({ evaluator, nest }) => {
      const once = recordEvaluation(evaluator, nest);
      evaluator.scratch.words.fill(-1);
      evaluator.evaluate(nest);
      for (const { levels, details, figures } of [once, once.scaled(3)]) {
        expect(levels).toEqual({
          energyPerLevel: details.energy.perLevel,
          energyPerDirection: details.energy.perDirection,
          wordAccesses: details.wordAccesses,
          sharedUtilization: details.memoryUtilization.shared,
        });
        expect(figures).toMatchObject({ energyPerLevel: levels.energyPerLevel, wordAccesses: levels.wordAccesses });
      }
    });
  });

  test('keeps every memory within its capacity', () => {
    forMappings(({ evaluator, nest }) => {
      const { memoryUtilization } = recordEvaluation(evaluator, nest).details;
      for (const share of Object.values(memoryUtilization.shared).flat()) expect(share).toBeLessThanOrEqual(1);
    });
  });

  test('covers the layer: temporal loops times units are its operations', () => {
    forMappings(({ problem, evaluator }) => {
      const units = problem.versions[0].units[problem.operands[0]?.interfaceBase ?? 0] ?? 0;
      expect(evaluator.idealTemporalCycles * units).toBe(problem.operationCount);
    });
  });

  test('never goes below the roofline of its ports', () => {
    forMappings(({ problem, evaluator }) => {
      const { scratch } = evaluator;
      for (const port of problem.ports) {
        let needed = 0;
        port.trafficSlots.forEach((slot, service) => {
          const operand = problem.operands[port.operands[service] ?? 0];
          if (operand === undefined || scratch.active[slot] === 0) return;
          const index = operand.interfaceBase + (slot >> 2) - operand.levelBase + ((slot & 3) >> 1);
          needed += (scratch.realCycles[slot] ?? 0) * ((scratch.periodCount[index] ?? 0) - 1);
        });
        expect(evaluator.latencyTotal0).toBeGreaterThanOrEqual(needed);
      }
      expect(evaluator.latencyTotal0).toBeGreaterThanOrEqual(evaluator.idealTemporalCycles);
    });
  });

  test('does not depend on the order of loops between two boundaries, in energy', () => {
    let permuted = 0;
    forMappings(({ problem, evaluator, nest }) => {
      const energy = evaluator.energyTotal;
      const boundaries = [...evaluator.scratch.boundary];
      const stationary = problem.operands.map(({ interfaceBase }) => evaluator.scratch.period[interfaceBase]);
      for (let position = 0; position + 1 < nest.length; position++) {
        if (boundaries.includes(position + 1)) continue;
        swap(nest, position);
        evaluator.evaluate(nest);
        const unmoved =
          boundaries.every((end, slot) => end === evaluator.scratch.boundary[slot]) &&
          problem.operands.every(({ interfaceBase }, k) => stationary[k] === evaluator.scratch.period[interfaceBase]);
        if (unmoved) {
          permuted++;
          expect(evaluator.energyTotal).toBe(energy);
        }
        swap(nest, position);
      }
    });
    expect(permuted).toBeGreaterThan(50);
  });

  test('merges stationary loops down: moving a boundary over irrelevant loops changes nothing', () => {
    let moved = 0;
    forMappings(({ problem, evaluator, nest }) => {
      const { energyTotal, latencyTotal2 } = evaluator;
      for (const { relevance, levelBase, levelCount } of problem.operands) {
        for (let level = 0; level < levelCount - 1; level++) {
          const slot = levelBase + level;
          const start = level === 0 ? 0 : (nest.boundary[slot - 1] ?? 0);
          let end = nest.boundary[slot] ?? 0;
          while (end > start && relevance[nest.dimension[end - 1] ?? 0] === IRRELEVANT) {
            end--;
            moved++;
          }
          nest.boundary[slot] = end;
        }
      }
      evaluator.evaluate(nest);
      expect(evaluator.energyTotal).toBe(energyTotal);
      expect(evaluator.latencyTotal2).toBe(latencyTotal2);
    });
    expect(moved).toBeGreaterThan(50);
  });

  test('scales with the number of equal layers', () => {
    forMappings(({ evaluator, nest }) => {
      const once = recordEvaluation(evaluator, nest);
      const thrice = once.scaled(3);
      expect(thrice.energy).toBe(once.energy * 3);
      expect(thrice.details.latency.total2).toBe(once.latency * 3);
      expect(thrice.utilisation.withOffloading).toEqual(close(once.utilisation.withOffloading));
    }, 60);
  });
});

function swap(nest: CompiledMapping, position: number): void {
  const [dimension, size] = [nest.dimension[position] ?? 0, nest.size[position] ?? 1];
  nest.dimension[position] = nest.dimension[position + 1] ?? 0;
  nest.size[position] = nest.size[position + 1] ?? 1;
  nest.dimension[position + 1] = dimension;
  nest.size[position + 1] = size;
}
