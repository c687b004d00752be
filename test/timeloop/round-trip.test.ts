import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InputError } from '../../src/base/diagnostic.ts';
import { evaluateGivenDocument } from '../../src/given-mapping/evaluate-given-mapping.ts';
import { documentFromObject } from '../../src/io/text/source-document.ts';
import { parseYaml } from '../../src/io/text/yaml.ts';
import type { CostModelName } from '../../src/model/cost-model.ts';
import type { CostModelEvaluation } from '../../src/model/evaluation/evaluation.ts';
import type { Layer } from '../../src/model/workload/layer.ts';
import { layerRecord } from '../../src/timeloop/import/given-record.ts';
import { exportTimeloopMap } from '../../src/timeloop/index.ts';
import { ACCELERATOR, CONVOLUTION, GEMM, imported, NO_NAMES } from './small-cases.ts';

type Loop = readonly [string, number];

/** A mapping of a layer: unrollings, loops, and cuts of every operand. */
function evaluated(
  layer: Layer,
  spatial: readonly (readonly [string, readonly Loop[]])[],
  loops: readonly Loop[],
  boundaries: Readonly<Record<string, readonly number[]>>,
  costModel: CostModelName = 'reference',
): CostModelEvaluation {
  const record = {
    layer: layerRecord(layer),
    links: { O: 'O', I: 'I1', W: 'I2' },
    accelerator: parseYaml(ACCELERATOR).data,
    spatial,
    temporal: { loops, boundaries },
  };
  return evaluateGivenDocument(documentFromObject(record), costModel).evaluation;
}

function again(evaluation: CostModelEvaluation, text: string): CostModelEvaluation {
  const { record, losses } = imported(text, evaluation.layer);
  expect(losses).toEqual([]);
  return evaluateGivenDocument(documentFromObject(record), evaluation.costModel).evaluation;
}

/** Loops of the prime factors of what is left of a layer, in any order, with cuts at any place. */
function mappings(layer: Layer, spatial: readonly (readonly [string, readonly Loop[]])[], areEven: boolean) {
  const units = (name: string) =>
    spatial.flatMap(([, loops]) => loops).reduce((all, [one, size]) => (one === name ? all * size : all), 1);
  const primes = layer.dimensions.flatMap(({ name, size }): Loop[] => {
    const found: Loop[] = [];
    for (let rest = Math.ceil(size / units(name)), prime = 2; rest > 1; ) {
      if (rest % prime === 0) {
        found.push([name, prime]);
        rest /= prime;
      } else prime++;
    }
    return found;
  });
  const cut = fc.nat({ max: primes.length });
  const cuts = (count: number) =>
    fc
      .array(cut, { minLength: count - 1, maxLength: count - 1 })
      .map((some) => [...some.sort((a, b) => a - b), primes.length]);
  const even = cuts(4).map(([w = 0, o = 0, shared = 0, all = 0]) => ({
    O: [o, shared, all],
    I: [shared, all],
    W: [w, shared, all],
  }));
  // One loop away, which changes nothing if the loop is irrelevant to the operand.
  const moved = fc
    .tuple(even, fc.array(fc.integer({ min: -1, max: 1 }), { minLength: 5, maxLength: 5 }))
    .map(([{ O, I, W }, [a = 0, b = 0, c = 0, d = 0, e = 0]]) => {
      const near = (ends: readonly number[], steps: readonly number[]) =>
        ends
          .map((end, level) => Math.min(Math.max(end + (steps[level] ?? 0), 0), primes.length))
          .toSorted((x, y) => x - y);
      return { O: near(O, [a, b]), I: near(I, [c]), W: near(W, [d, e]) };
    });
  const boundaries = areEven ? even : moved;
  const order = fc.shuffledSubarray(primes, { minLength: primes.length, maxLength: primes.length });
  return fc.record({ loops: order, boundaries });
}

const SPATIAL_GEMM = [
  ['D1', [['K', 4]]],
  ['D2', [['C', 2]]],
] as const;
/** 8 columns on 3 units take 3 rounds, the last with 2. */
const SPATIAL_CONVOLUTION = [
  ['D1', [['OX', 3]]],
  ['D2', [['C', 2]]],
] as const;

describe.each([
  ['GEMM', GEMM, SPATIAL_GEMM],
  ['convolution', CONVOLUTION, SPATIAL_CONVOLUTION],
])('a map that was exported from a %s', (_, layer, spatial) => {
  test.each([
    [true, 'reference'],
    [false, 'reference'],
    [true, 'corrected'],
    [false, 'corrected'],
  ] as const)('gives every figure again, or losses are named (even cuts: %s, %s cost model)', (areEven, costModel) => {
    let exact = 0;
    fc.assert(
      fc.property(mappings(layer, spatial, areEven), ({ loops, boundaries }) => {
        const evaluation = evaluated(layer, spatial, loops, boundaries, costModel);
        try {
          const { text, losses } = exportTimeloopMap(evaluation, NO_NAMES);
          if (losses.length > 0) return;
          const other = again(evaluation, text);
          expect(other.headline).toEqual(evaluation.headline);
          expect(other.levels.wordAccesses).toEqual(evaluation.levels.wordAccesses);
          // What was read is written the same way.
          expect(exportTimeloopMap(other, NO_NAMES).text).toBe(text);
          exact++;
        } catch (error) {
          if (!(error instanceof InputError)) throw error;
          expect(error.diagnostics.map(({ code }) => code)).toEqual(['ZZ9405']);
        }
      }),
      { numRuns: 40, seed: 22 },
    );
    expect(exact).toBeGreaterThan(areEven ? 5 : 1);
  });
});

test('loops, cuts, unrollings and what memories hold are written', () => {
  const loops: Loop[] = [
    ['C', 2],
    ['B', 4],
    ['C', 4],
    ['K', 3],
    ['B', 2],
  ];
  const evaluation = evaluated(GEMM, SPATIAL_GEMM, loops, { O: [2, 4, 5], I: [4, 5], W: [1, 4, 5] });
  const { text } = exportTimeloopMap(evaluation, { ...NO_NAMES, levels: new Map([['DRAM', 'dram']]) });
  expect(text).toBe(`# Mapping of layer gemm (Gemm) on small.
# Dimensions: N = B 8, M = K 12, C = C 16.
# Axis X of buffer is array dimension D1.
# Axis Y of buffer is array dimension D2.
mapping:
  - target: DRAM
    type: temporal
    factors: N=2 M=1 C=1
    permutation: NMC
  - target: buffer
    type: temporal
    factors: N=1 M=3 C=4
    permutation: CMN
  - target: buffer
    type: spatial
    factors: N=1 M=4 C=2
    permutation: MCN
    split: 1
  - target: acc
    type: temporal
    factors: N=4 M=1 C=1
    permutation: NMC
  - target: rf_W
    type: temporal
    factors: N=1 M=1 C=2
    permutation: CNM
  - target: DRAM
    type: datatype
    keep: [Outputs, Inputs, Weights]
    bypass: []
  - target: buffer
    type: datatype
    keep: [Outputs, Inputs, Weights]
    bypass: []
  - target: acc
    type: datatype
    keep: [Outputs]
    bypass: [Inputs, Weights]
  - target: rf_W
    type: datatype
    keep: [Weights]
    bypass: [Outputs, Inputs]
`);
});

describe('what a map cannot say is named', () => {
  const codes = (evaluation: CostModelEvaluation) =>
    exportTimeloopMap(evaluation, NO_NAMES).losses.map(({ code, message }) => `${code} ${message}`);
  const loops: Loop[] = [
    ['B', 2],
    ['K', 3],
    ['B', 4],
    ['C', 8],
  ];

  test('operands that cut a shared memory at different loops', () => {
    const [found] = codes(evaluated(GEMM, SPATIAL_GEMM, loops, { O: [0, 1, 4], I: [3, 4], W: [0, 4, 4] }));
    expect(found).toContain('ZZ9411 layer gemm');
    expect(found).toContain('"buffer" is not (O after 1 loops; I after 3 loops; W after 4 loops)');
  });

  test('several loops of a dimension in one memory', () => {
    const [found] = codes(evaluated(GEMM, SPATIAL_GEMM, loops, { O: [0, 4, 4], I: [4, 4], W: [0, 4, 4] }));
    expect(found).toContain('ZZ9412 layer gemm');
    expect(found).toContain('"buffer" has several of B (2, 4)');
  });

  test('one dimension on two axes', () => {
    const spatial = [
      ['D1', [['K', 3]]],
      ['D2', [['K', 2]]],
    ] as const;
    const rest: Loop[] = [
      ['B', 8],
      ['K', 2],
      ['C', 16],
    ];
    const [found] = codes(evaluated(GEMM, spatial, rest, { O: [0, 3, 3], I: [3, 3], W: [0, 3, 3] }));
    expect(found).toContain('ZZ9414');
  });
});
