import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { MappingEvaluator } from '../../src/engine/cost/mapping-evaluator.ts';
import { recordEvaluation } from '../../src/engine/cost-model.ts';
import { compileProblem } from '../../src/engine/problem/compile.ts';
import type { CompiledMapping } from '../../src/engine/problem/compiled-mapping.ts';
import { type CompiledProblem, IRRELEVANT } from '../../src/engine/problem/compiled-problem.ts';
import type { Accelerator } from '../../src/model/accelerator/accelerator.ts';
import { DATA_DIRECTIONS } from '../../src/model/accelerator/data-direction.ts';
import type { Layer } from '../../src/model/workload/layer.ts';
import { TemporalMappingCandidates } from '../../src/search/loma/temporal-mapping-candidates.ts';
import { convertSpatialMapping } from '../../src/search/spatial/convert-spatial-mapping.ts';
import { generateSpatialMappings } from '../../src/search/spatial/generate-spatial-mappings.ts';
import { convolution, exampleAccelerator } from '../support.ts';

/** Arrays with sizes that are powers of two. */
const NAMES = ['tpu_like', 'edge_tpu_like', 'meta_prototype', 'ascend_like', 'generic_array'];
const accelerators: Accelerator[] = [];

beforeAll(async () => {
  for (const name of NAMES) accelerators.push(await exampleAccelerator(name));
});

const power = (most: number) => fc.integer({ min: 0, max: most }).map((exponent) => 2 ** exponent);

/** Small convolutions whose loops divide every array, so that no factor is fractional. */
const layers: fc.Arbitrary<Layer> = fc
  .record({
    sizes: fc.record({ B: power(1), K: power(7), C: power(7), OY: power(4), OX: power(4) }),
    kernel: power(2),
    stride: fc.constantFrom(1, 2),
  })
  .map(({ sizes, kernel, stride }) => convolution({ ...sizes, FX: kernel, FY: kernel }, stride));

interface Case {
  readonly layer: Layer;
  readonly accelerator: number;
  readonly type: 'uneven' | 'even';
  readonly skip: number;
}

const cases: fc.Arbitrary<Case> = fc.record({
  layer: layers,
  accelerator: fc.nat({ max: NAMES.length - 1 }),
  type: fc.constantFrom<'uneven' | 'even'>('uneven', 'even'),
  skip: fc.nat({ max: 200 }),
});

interface Drawn {
  readonly problem: CompiledProblem;
  readonly evaluator: MappingEvaluator;
  readonly nest: CompiledMapping;
}

/** Some mapping of the case, evaluated; undefined when none fits. */
function draw({ layer, accelerator, type, skip }: Case): Drawn | undefined {
  const hardware = accelerators[accelerator];
  if (hardware === undefined) return undefined;
  const [mapping] = generateSpatialMappings(layer, hardware, {
    nbMappingsGenerated: 1,
    enableMixSpatialMappingGeneration: false,
  });
  const problem = compileProblem(layer, hardware, convertSpatialMapping(layer, hardware, mapping ?? []));
  const candidates = new TemporalMappingCandidates(problem, { lpfLimit: 6, type });
  if (!candidates.next()) return undefined;
  for (let k = 0; k < skip % candidates.total; k++) if (!candidates.next()) return undefined;
  const evaluator = new MappingEvaluator(problem);
  evaluator.evaluate(candidates.nest);
  return { problem, evaluator, nest: candidates.nest };
}

/** Asserts a property over random evaluated mappings and that enough of them were feasible. */
function forMappings(check: (drawn: Drawn) => void, numRuns = 300): void {
  let checked = 0;
  fc.assert(
    fc.property(cases, (drawnCase) => {
      const drawn = draw(drawnCase);
      if (drawn === undefined) return;
      checked++;
      check(drawn);
    }),
    { numRuns },
  );
  expect(checked).toBeGreaterThan(numRuns / 3);
}

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
