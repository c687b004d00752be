import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { writeModel } from '../../scripts/onnx-writer.ts';
import { layerTable } from '../../src/cli/text/layer-table.ts';
import { runSummary } from '../../src/cli/text/run-summary.ts';
import { evaluateTraffic } from '../../src/engine/traffic/evaluate-traffic.ts';
import { readAccelerator } from '../../src/io/accelerator/read-accelerator.ts';
import { documentFromObject } from '../../src/io/text/source-document.ts';
import type { TensorTraffic } from '../../src/model/workload/operator-traffic.ts';
import { platformFiles } from '../../src/platform/node.ts';
import { totalGap } from '../../src/quantities/proven-gap.ts';
import { compareRuns, resultsDiffer } from '../../src/results/compare-runs.ts';
import { findLayer } from '../../src/results/find-layer.ts';
import { readResults } from '../../src/results/read-results.ts';
import { getHardwarePerformance } from '../../src/run/evaluate.ts';
import type { HardwarePerformanceOptions } from '../../src/run/options/options.ts';
import { node, read, type TestGraph, value, weights } from '../onnx/support.ts';
import { FREE_MAPPING, memory, rowOfUnits } from '../small-inputs.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/* Operators without multiply-accumulates, costed by the data that they move. */

/** Ports of 256 bits; a read or write costs 1 pJ. Tensors of more than 512 elements of 8 bits go to the outer memory. */
const ACCELERATOR = rowOfUnits({ inner: { ...memory(4096), r_cost: 0.5, w_cost: 0.5 }, outer: memory(10_000_000) });
const VECTOR_UNIT = { energy: 0.25, lanes: 4 };

/** `x` [1, 4, 8, 8] through a convolution, an activation, an addition of `z`, pooling, and a softmax. */
const NETWORK: TestGraph = {
  nodes: [
    node('Conv', ['x', 'w'], 'a', { kernel_shape: [1, 1] }),
    node('BatchNormalization', ['a', 'scale', 'scale', 'scale', 'scale'], 'b'),
    node('Relu', ['b'], 'c'),
    node('Add', ['c', 'z'], 'd'),
    node('Clip', ['d'], 'e'),
    node('MaxPool', ['e'], 'f', { kernel_shape: [2, 2], strides: [2, 2] }),
    node('Flatten', ['f'], 'g'),
    node('Softmax', ['g'], 'h'),
  ],
  inputs: [value('x', 1, 4, 8, 8), value('z', 1, 4, 8, 8)],
  outputs: [value('h', 1, 64)],
  initializers: [weights('w', 4, 4, 1, 1), weights('scale', 4)],
};

function optionsFor(
  graph: TestGraph,
  more: object = {},
  accelerator: object = ACCELERATOR,
): HardwarePerformanceOptions {
  return {
    workload: writeModel({ name: 'network', ...graph }),
    accelerator: { ...accelerator },
    mapping: [FREE_MAPPING],
    ...more,
  };
}

const TRAFFIC = { otherOperators: 'traffic' };

describe('the rules, worked by hand', () => {
  /** Operator, elements read, elements written, layer behind which it works: of every node without multiply-accumulates. */
  const trafficOf = (graph: TestGraph) =>
    read(graph).value.nodes.flatMap((one) => {
      if (one.kind === 'layer') return [];
      const count = (tensors: readonly TensorTraffic[] = []) => tensors.map(({ elements }) => elements);
      return [[one.operatorType, count(one.traffic?.reads), count(one.traffic?.writes), one.traffic?.fusedWith]];
    });

  test('operators right behind a layer are free, and additions read their other input only', () => {
    expect(trafficOf(NETWORK)).toEqual([
      ['BatchNormalization', [], [], 0],
      ['Relu', [], [], 0],
      ['Add', [256], [], 0],
      ['Clip', [], [], 0],
      ['MaxPool', [256], [64], undefined],
      ['Flatten', [], [], undefined],
      ['Softmax', [128], [64], undefined],
    ]);
  });

  test('not if the result has other readers, or is an output of the network', () => {
    const behind = (graph: Partial<TestGraph>) =>
      trafficOf({
        nodes: [node('MatMul', ['x', 'w'], 'a'), node('Relu', ['a'], 'b')],
        inputs: [value('x', 8, 8)],
        outputs: [value('b', 8, 8)],
        initializers: [weights('w', 8, 8)],
        ...graph,
      })[0];
    expect(behind({})).toEqual(['Relu', [], [], 0]);
    expect(behind({ outputs: [value('a', 8, 8), value('b', 8, 8)] })).toEqual(['Relu', [64], [64], undefined]);
    const nodes = [node('MatMul', ['x', 'w'], 'a'), node('Relu', ['a'], 'b'), node('Tanh', ['a'], 'c')];
    expect(behind({ nodes })).toEqual(['Relu', [64], [64], undefined]);
  });

  test('a reshaped result is still at hand; a transposed one has moved', () => {
    const withBetween = (operator: string, inputs: readonly string[]) =>
      trafficOf({
        nodes: [node('MatMul', ['x', 'w'], 'a'), node(operator, inputs, 'b'), node('Relu', ['b'], 'c')],
        inputs: [value('x', 8, 8)],
        outputs: [value('c', 64)],
        values: [value('b', 64)],
        initializers: [weights('w', 8, 8), { name: 'shape', dimensions: [1], integers: [64] }],
      });
    expect(withBetween('Reshape', ['a', 'shape'])[1]).toEqual(['Relu', [], [], 0]);
    expect(withBetween('Transpose', ['a'])).toEqual([
      ['Transpose', [64], [64], undefined],
      ['Relu', [64], [64], undefined],
    ]);
  });

  test('of two layers that are added, the later one keeps its result', () => {
    const graph: TestGraph = {
      nodes: [node('MatMul', ['x', 'w'], 'a'), node('MatMul', ['y', 'w'], 'b'), node('Add', ['a', 'b'], 'c')],
      inputs: [value('x', 8, 8), value('y', 8, 8)],
      outputs: [value('c', 8, 8)],
      initializers: [weights('w', 8, 8)],
    };
    expect(trafficOf(graph)).toEqual([['Add', [64], [], 1]]);
  });
});

describe('costs', () => {
  const design = (more: object = {}) => readAccelerator(documentFromObject({ ...ACCELERATOR, ...more })).value;
  const tensor = (elements: number, size = elements): TensorTraffic => ({
    tensor: 't',
    elements,
    size,
    precisionBits: 8,
  });
  const operator = { id: 3, name: 'op', operatorType: 'Relu', kind: 'elementwise' };

  test('whole accesses of the full port width, in the lowest memory that holds the tensor', () => {
    // 33 elements are 264 bits: two accesses of 256 bits. One port carries reads and writes.
    const small = evaluateTraffic(
      { ...operator, reads: [tensor(33)], writes: [tensor(33)], vectorOperations: 33 },
      design(),
      'I1',
    );
    expect(small.reads).toMatchObject([{ memory: 'inner', port: 'rw_port_1', accesses: 2, energy: 1 }]);
    expect([small.energy, small.macEnergy, small.latency]).toEqual([2, 0, 4]);
    // 513 elements do not fit the inner memory, even if only one of them is read.
    const large = evaluateTraffic(
      { ...operator, reads: [tensor(1, 513)], writes: [tensor(512)], vectorOperations: 0 },
      design(),
      'I1',
    );
    expect(large.reads).toMatchObject([{ memory: 'outer', accesses: 1, energy: 1 }]);
    expect(large.writes).toMatchObject([{ memory: 'inner', accesses: 16, energy: 8 }]);
    // Ports of different memories work at the same time.
    expect([large.energy, large.latency]).toEqual([9, 16]);
  });

  test('copies of a memory hold no tensor', () => {
    const copied = { memories: { inner: memory(4096, ['I1', 'I2', 'O'], []), outer: memory(10_000_000) } };
    const { reads } = evaluateTraffic(
      { ...operator, reads: [tensor(8)], writes: [], vectorOperations: 0 },
      design(copied),
      'I1',
    );
    expect(reads).toMatchObject([{ memory: 'outer' }]);
  });

  test('a vector unit costs energy per element, and may be the slowest', () => {
    const traffic = { ...operator, reads: [tensor(33)], writes: [tensor(33)], vectorOperations: 33 };
    const evaluation = evaluateTraffic(traffic, design({ vector_unit: VECTOR_UNIT }), 'I1');
    expect([evaluation.macEnergy, evaluation.energy, evaluation.latency]).toEqual([8.25, 10.25, 9]);
  });

  test('energy is the sum of its parts, and more elements never cost less', () => {
    const size = fc.integer({ min: 1, max: 5000 });
    fc.assert(
      fc.property(size, size, fc.integer({ min: 0, max: 500 }), (read, written, more) => {
        const evaluate = (elements: number) =>
          evaluateTraffic(
            { ...operator, reads: [tensor(elements)], writes: [tensor(written)], vectorOperations: elements },
            design({ vector_unit: VECTOR_UNIT }),
            'I1',
          );
        const [less, greater] = [evaluate(read), evaluate(read + more)];
        const parts = [...less.reads, ...less.writes].reduce((sum, { energy }) => sum + energy, less.macEnergy);
        expect(less.energy).toBeCloseTo(parts, 9);
        expect(
          Object.values(less.figures.energyPerLevel)
            .flat()
            .reduce((sum, energy) => sum + energy, 0),
        ).toBeCloseTo(less.memoryEnergy, 9);
        expect(greater.energy).toBeGreaterThanOrEqual(less.energy);
        expect(greater.latency).toBeGreaterThanOrEqual(less.latency);
      }),
      { numRuns: 100 },
    );
  });
});

describe('a run', () => {
  const folder = temporaryFolder();
  const folderWithout = temporaryFolder();
  const file = (name: string): string => readFileSync(join(folder, name), 'utf8');
  let [without, performance]: Awaited<ReturnType<typeof getHardwarePerformance>>[] = [];

  beforeAll(async () => {
    const accelerator = { ...ACCELERATOR, vector_unit: VECTOR_UNIT };
    without = await getHardwarePerformance(optionsFor(NETWORK, { dumpFolder: folderWithout }));
    performance = await getHardwarePerformance(optionsFor(NETWORK, { ...TRAFFIC, dumpFolder: folder }, accelerator));
  });

  test('has their costs in its totals, and the same layers as without', () => {
    if (performance === undefined || without === undefined) throw new Error('the runs gave no result');
    // Add reads 256 elements; MaxPool 256 and 64; Softmax 128 (64 twice) and 64: accesses of 32 elements for 0.5 pJ.
    const costs = performance.otherOperators.map(({ operator, energy, latency }) => [
      operator.operatorType,
      energy,
      latency,
    ]);
    expect(costs.filter(([, energy]) => energy !== 0)).toEqual([
      ['Add', 4, 8],
      ['MaxPool', 5 + 64, 64],
      ['Softmax', 3 + 32, 32],
    ]);
    expect(performance.energy).toBeCloseTo(without.energy + 108, 9);
    expect(performance.latency).toBe(without.latency + 104);
    expect(performance.evaluations.map(({ energy, latency }) => [energy, latency])).toEqual(
      without.evaluations.map(({ energy, latency }) => [energy, latency]),
    );
    expect(performance.total.layerIds).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect([performance.uncosted, without.otherOperators]).toEqual([[], []]);
  });

  test('has them in table and totals of the terminal', () => {
    if (performance === undefined) throw new Error('the run gave no result');
    const { evaluations, otherOperators } = performance;
    const rows = layerTable(evaluations, { width: 200 }, otherOperators).split('\n');
    expect(rows.filter((row) => row.includes('memory traffic')).map((row) => row.trim().split(/\s{2,}/)[2])).toEqual([
      'Add',
      'MaxPool',
      'Softmax',
    ]);
    expect(runSummary(performance, 'title', 200)).toContain(
      '  operators    7 other operators in the totals, 108 pJ, 104 cycles: 3 by their memory traffic, 3 free behind layers, 1 free, as they move no data',
    );
  });

  test('has them in results.json, which is computed again when it is read', async () => {
    const run = await readResults(folder, platformFiles);
    expect(run.total.energy).toBe(performance?.energy);
    expect(run.document.options).toMatchObject(TRAFFIC);
    expect(run.document.otherOperators?.map(({ operatorType, fusedWith }) => [operatorType, fusedWith])).toEqual([
      ['BatchNormalization', 0],
      ['Relu', 0],
      ['Add', 0],
      ['Clip', 0],
      ['MaxPool', undefined],
      ['Flatten', undefined],
      ['Softmax', undefined],
    ]);
    const changed = JSON.parse(file('results.json'));
    changed.otherOperators[4].reads[0].energy += 1;
    delete changed.sha256;
    const files = {
      ...platformFiles,
      exists: async () => true,
      read: async () => new TextEncoder().encode(JSON.stringify(changed)),
    };
    await expect(readResults('changed.json', files)).rejects.toThrow(/otherOperators\.4\.reads\.0\.energy/);
  });

  test('counts them in bounds of the totals, since no mapping changes them', () => {
    if (performance === undefined) throw new Error('the run gave no result');
    const { evaluations, otherOperators, energy, latency } = performance;
    for (const criterion of ['latency', 'energy', 'EDP'] as const) {
      const proven = evaluations.map((evaluation) => {
        const costs = {
          latency: evaluation.latency,
          energy: evaluation.energy,
          EDP: evaluation.energy * evaluation.latency,
        };
        const proof = { criterion, bound: costs[criterion], spatialMappings: 'all' as const, reservations: [] };
        return evaluation.withProof(proof);
      });
      const gap = totalGap(proven, otherOperators);
      expect(gap?.value).toBeCloseTo({ latency, energy, EDP: energy * latency }[criterion], 6);
      // The sums of parts that are optimal are optimal; their product need not be.
      if (criterion === 'EDP') expect(gap?.bound).toBeLessThanOrEqual(energy * latency);
      else expect(gap?.gap).toBe(0);
      expect(gap?.bound).toBeGreaterThan(totalGap(proven)?.bound ?? Number.POSITIVE_INFINITY);
    }
  });

  test('says of one of them that it is no layer', async () => {
    const run = await readResults(folder, platformFiles);
    const message = /"make d" \(id 3, Add\) is no layer, but an operator that costs its memory traffic only/;
    expect(() => findLayer(run, 'make d')).toThrow(message);
    expect(() => findLayer(run, '3')).toThrow(message);
    expect(findLayer(run, 'make a').layer.id).toBe(0);
  });

  test('has them in comparisons of runs, with parts of the energy that add up', async () => {
    const [before, after] = [await readResults(folderWithout, platformFiles), await readResults(folder, platformFiles)];
    const { onlyBefore, onlyAfter, totals } = compareRuns(before, after);
    expect([onlyBefore, onlyAfter.map(({ name }) => name)]).toEqual([[], ['make d', 'make f', 'make h']]);
    const parts = totals.filter(({ name }) => name.startsWith('energy.'));
    expect(parts.reduce((sum, part) => sum + (part.after ?? 0), 0)).toBeCloseTo(after.total.energy, 9);
    const same = compareRuns(after, after);
    expect(resultsDiffer(same)).toBe(false);
    const pooling = same.layers.find(({ operatorType }) => operatorType === 'MaxPool');
    expect(pooling?.figures.map(({ name, after: value }) => [name, value])).toEqual([
      ['energy', 69],
      ['energy.operations', 64],
      ['energy.inner.I', 4],
      ['energy.inner.O', 1],
      ['latency', 64],
    ]);
  });

  test('has them in the files: a row each, and parts that add up to the totals', () => {
    const [heading = [], ...rows] = file('results.csv')
      .trimEnd()
      .split('\r\n')
      .map((line) => line.split(','));
    const column = (name: string) => rows.map((row) => Number(row[heading.indexOf(name)]));
    expect(rows.map((row) => row[heading.indexOf('operator')])).toEqual(['Conv', 'Add', 'MaxPool', 'Softmax']);
    for (const row of rows) expect(row).toHaveLength(heading.length);
    const total = (name: string) => column(name).reduce((sum, cell) => sum + cell, 0);
    expect(total('energy (pJ)')).toBeCloseTo(performance?.energy ?? 0, 9);
    expect(total('latency (cycles)')).toBe(performance?.latency);
    expect(total('temporal stall (cycles)')).toBeGreaterThanOrEqual(104);
    expect(JSON.parse(file('overall_simple.json'))).toEqual({
      energy: performance?.energy,
      latency: performance?.latency,
    });
    expect(file('energy_latency.svg')).toContain('sum of 1 layer and 3 other operators');
    const page = file('report.html');
    expect(page).toContain('Other operators in the totals:</strong> 3 by their memory traffic');
    expect(page.match(/<small>memory traffic<\/small>/g)).toHaveLength(3);
  });
});

test('workloads of layer records have no other operators: the option has no effect', async () => {
  const run = (more: object) =>
    getHardwarePerformance({ workload: 'gemm', accelerator: 'gemm_l1', mapping: 'gemm_l1', ...more });
  const { warnings, energy } = await run(TRAFFIC);
  expect(warnings.map(({ code }) => code)).toEqual(['ZZ6019']);
  expect(energy).toBe((await run({})).energy);
});
